#include "daemon/ctl/campaign_watch.hpp"

#include <optional>
#include <ostream>

#include "daemon/ctl/campaign_view.hpp"
#include "daemon/ctl/document.hpp"
#include "daemon/ctl/failure.hpp"
#include "daemon/ctl/progress_bar.hpp"

namespace triand::ctl {
namespace {

constexpr std::chrono::seconds kBetween{1};
constexpr std::string_view kClear = "\x1b[H\x1b[2J";

// How far a campaign has come since somebody began to watch it.
class Progress {
 public:
  std::string line(const boost::json::object& campaign) {
    const auto& recipients = object_at(campaign, "recipients");
    const std::int64_t total = number_at(recipients, "total");
    const std::int64_t done = total - number_at(recipients, "pending");
    const auto now = std::chrono::steady_clock::now();
    if (!begin_) {
      begin_ = now;
      before_ = done;
    }
    return progress_line(text_at(campaign, "id"), done, total, "recipients", now - *begin_, before_);
  }

 private:
  std::optional<std::chrono::steady_clock::time_point> begin_;
  std::int64_t before_ = 0;
};

}  // namespace

int watch_campaign(Session& session, const std::string& target) {
  std::string last;
  Progress progress;
  for (;;) {
    const auto campaign = session.client().get(target);
    const std::string state = text_at(campaign, "state");
    const bool over = state == "finished" || state == "cancelled";
    if (session.globals.json) {
      if (over) session.show(campaign, [] {});
    } else if (session.world().out_terminal) {
      session.out() << kClear;
      print_campaign(session, campaign);
      session.out() << '\n' << progress.line(campaign) << '\n';
      session.out().flush();
    } else if (std::string line = campaign_line(campaign); line != last) {
      session.out() << line << std::endl;
      last = std::move(line);
    }
    if (over) return kDone;
    session.pause(kBetween);
  }
}

}  // namespace triand::ctl
