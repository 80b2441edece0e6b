#include "daemon/ctl/campaign_watch.hpp"

#include <ostream>

#include "daemon/ctl/campaign_view.hpp"
#include "daemon/ctl/document.hpp"
#include "daemon/ctl/failure.hpp"

namespace triand::ctl {
namespace {

constexpr std::chrono::seconds kBetween{1};
constexpr std::string_view kClear = "\x1b[H\x1b[2J";

}  // namespace

int watch_campaign(Session& session, const std::string& target) {
  std::string last;
  for (;;) {
    const auto campaign = session.client().get(target);
    const std::string state = text_at(campaign, "state");
    const bool over = state == "finished" || state == "cancelled";
    if (session.globals.json) {
      if (over) session.show(campaign, [] {});
    } else if (session.world().out_terminal) {
      session.out() << kClear;
      print_campaign(session, campaign);
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
