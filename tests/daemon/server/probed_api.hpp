#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/daemon/server/api_fixture.hpp"

namespace triand::tests {

// The whole table of routes of the service, webhooks and the like apart, with an imitated press.
struct WholeApi : ApiFixture {
  WholeApi();
};

// One request for a route that is answered with a success.
struct Probe {
  // What there is before it is made.
  enum class Scene { nothing, planned, running, in_doubt, failed };

  const char* method;
  const char* pattern;
  // {name}s of the pattern and of query and body: {code}, {reference} of a customer; the rest stands as it is.
  std::string query = {};
  std::string body = {};
  std::string upload = {};  // the body, of a route that spools
  Scene scene = Scene::running;
};

// At least one for every route of the table.
[[nodiscard]] const std::vector<Probe>& probes();

// What came back, with all that it led to.
struct Probed {
  Told told;
  boost::json::object result;       // of a job
  std::string everything;           // of answer, job and file, as text
  std::set<std::string> asked_for;  // of the query
};

// A WholeApi with four customers and a campaign, PA05010000001 to …3 of one unit and PM05010000004 of another.
class ProbedApi : public WholeApi {
 public:
  explicit ProbedApi(Probe::Scene scene);

  // Makes the request about a customer (with a reference of his) as `caller`, waits for its job and fetches its file.
  Probed perform(const Probe& probe, const std::string& code);

 private:
  std::string filled(std::string text, const std::string& code);
  // What the route is about, made by an administrator.
  void prepare(const Probe& probe, const std::string& code);
  [[nodiscard]] std::string own_job();     // of the caller's, its id
  [[nodiscard]] std::string own_result();  // of the caller's, its token
};

}  // namespace triand::tests
