#include "daemon/server/api/job_answer.hpp"

#include <utility>

#include "daemon/server/api/api_route.hpp"

namespace triand::server {

Answer start_job(const ApiWorld& world, std::string kind, std::function<Answer(Progress&)> work,
                 std::string turn, std::string owner) {
  const std::string id = world.jobs.start(
      std::move(kind),
      [work = std::move(work)](Progress& progress) -> JobResult {
        return answer_of([&] { return work(progress); });
      },
      std::move(turn), std::move(owner));
  boost::json::object out;
  out["schema"] = "triand.job/v1";
  out["job"] = id;
  return out;
}

}  // namespace triand::server
