#include "daemon/server/api/job_answer.hpp"

#include <utility>

#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/server/unit_limits.hpp"

namespace triand::server {

Answer start_job(const ApiWorld& world, const Caller& caller, std::string kind,
                 std::function<Answer(Progress&)> work, std::string turn) {
  const auto id = world.jobs.start(
      std::move(kind),
      [work = std::move(work)](Progress& progress) -> JobResult {
        return answer_of([&] { return work(progress); });
      },
      std::move(turn), ownership(caller));
  if (!id) return too_many_jobs();
  boost::json::object out;
  out["schema"] = "triand.job/v1";
  out["job"] = *id;
  return out;
}

}  // namespace triand::server
