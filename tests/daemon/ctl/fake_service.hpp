#pragma once

#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/parse.hpp>

#include "daemon/ctl/program.hpp"
#include "tests/daemon/server/served.hpp"

namespace triand::tests {

// What a run of trianctl left behind.
struct Ran {
  int exit = 0;
  std::string out;
  std::string err;

  [[nodiscard]] boost::json::object document() const { return boost::json::parse(out).as_object(); }
  // The last line of standard error.
  [[nodiscard]] boost::json::object error() const {
    const std::string lines = err.substr(0, err.find_last_not_of('\n') + 1);
    return boost::json::parse(lines.substr(lines.rfind('\n') + 1)).as_object();
  }
};

// A service whose answers the test writes, and trianctl run against it in this process.
class FakeService : public Served {
 public:
  // Answers a route with a document (JSON text), a new one each time; the last one stays.
  void answer(const std::string& method, const std::string& pattern, std::vector<std::string> documents,
              unsigned status = 200) {
    auto left = std::make_shared<std::vector<std::string>>(documents.rbegin(), documents.rend());
    handle(method, pattern, [left, status](server::Request&) {
      server::Response response;
      response.status = status;
      response.body = left->back();
      if (left->size() > 1) left->pop_back();
      return response;
    });
  }

  void handle(const std::string& method, const std::string& pattern, server::Handler handler,
              bool spooled = false) {
    server::Route route;
    route.method = method;
    route.pattern = pattern;
    route.least = server::Role::viewer;
    if (spooled) route.upload = server::Upload{folder.path(), 1ULL << 40};
    route.handler = [this, handler](server::Request& request) {
      std::string seen = request.body;
      if (!request.upload_file.empty()) {
        std::ifstream file(request.upload_file, std::ios::binary);
        seen.assign(std::istreambuf_iterator<char>(file), {});
      }
      {
        const std::lock_guard lock(asked_mutex_);
        std::string query = request.query_text.empty() ? "" : "?" + request.query_text;
        asked_.push_back(request.method + " " + request.path + query);
        bodies_.push_back(std::move(seen));
      }
      return handler(request);
    };
    router.add(route);
  }

  // Runs trianctl; `--socket` is given by the environment.
  Ran run(const std::vector<std::string>& arguments, const std::string& input = "") {
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    ctl::World world{in, out, err};
    world.in_terminal = in_terminal;
    world.ask_secret = [this](const std::string& prompt) {
      prompts.push_back(prompt);
      std::string secret = secrets.front();
      secrets.erase(secrets.begin());
      return secret;
    };
    world.out_terminal = out_terminal;
    world.err_terminal = err_terminal;
    world.environment = [this](const std::string& name) -> std::optional<std::string> {
      if (name == "TRIAND_SOCKET") return options.control_socket;
      return std::nullopt;
    };
    world.config = work / "no-config.yaml";
    world.folder = work.path();
    world.program_folder = work.path();
    world.pause = [](std::chrono::milliseconds) { std::this_thread::yield(); };
    world.interrupted = [this] { return interrupt && interrupt(); };
    Ran ran;
    ran.exit = ctl::run(arguments, world);
    ran.out = out.str();
    ran.err = err.str();
    return ran;
  }

  // "GET /api/v1/status", in the order they came.
  [[nodiscard]] std::vector<std::string> asked() {
    const std::lock_guard lock(asked_mutex_);
    return asked_;
  }
  [[nodiscard]] std::string last_body() {
    const std::lock_guard lock(asked_mutex_);
    return bodies_.back();
  }

  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(work / name, std::ios::binary) << text;
    return work / name;
  }
  static std::string text_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  Folder work;
  bool in_terminal = false;
  std::vector<std::string> secrets;  // what the user types when he is asked
  std::vector<std::string> prompts;
  bool out_terminal = false;
  bool err_terminal = false;
  std::function<bool()> interrupt;

 private:
  std::mutex asked_mutex_;
  std::vector<std::string> asked_;
  std::vector<std::string> bodies_;
};

inline const std::string kCampaign =
    R"({"schema":"triand.campaign/v1","id":"tri-an-2026","state":"running",)"
    R"("window":{"from":"2026-12-18","to":"2026-12-21","hours":"07:30-20:30"},)"
    R"("recipients":{"total":1234567,"pending":34567,"sent":100000,"reached":1000000,"unreached":50000,)"
    R"("in_doubt":0,"suppressed":40000,"duplicate":10000,"expired":0,"cancelled":0},)"
    R"("channels":{"sms":{"queued":34567,"sending":64,"accepted":1,"delivered":2,"failed":3,"in_doubt":0,)"
    R"("expired":0,"cancelled":0}},)"
    R"("forecast":{"finishes_at":"2026-12-21T18:02:11+07:00","fits":true,"shortfall":0},)"
    R"("cost":{"planned":9000000,"spent":1234567,"currency":"VND"}})";

}  // namespace triand::tests
