#include "daemon/ctl/job.hpp"

#include "daemon/ctl/document.hpp"
#include "daemon/ctl/failure.hpp"
#include "daemon/ctl/progress_bar.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

constexpr std::chrono::milliseconds kBetween{200};

}  // namespace

boost::json::object await_job(Session& session, boost::json::object answer, const std::string& what) {
  const std::string job = text_at(answer, "job");
  if (job.empty()) return answer;
  ProgressBar bar(session, what);
  try {
    for (;;) {
      const auto document = session.client().get("/api/v1/jobs/" + percent_encoded(job));
      const std::string state = text_at(document, "state");
      if (state == "failed") throw Failure(object_at(document, "error"));
      if (state == "done") return object_at(document, "result");
      const auto& progress = object_at(document, "progress");
      bar.draw(number_at(progress, "done"), number_at(progress, "total"), text_at(progress, "unit"),
               number_at(progress, "rows"));
      session.pause(kBetween);
    }
  } catch (const Failure& failure) {
    if (text_at(failure.document(), "error") == "no-such-job")
      throw Failure(kUnreachable, "job-forgotten",
                    "the service was started again and does not know job " + job + " any more",
                    "look what came of it before you ask again");
    if (failure.exit() != kInterrupted) throw;
    throw interruption("the service goes on with job " + job);
  }
}

}  // namespace triand::ctl
