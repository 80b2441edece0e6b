#include "daemon/store/housekeeping.hpp"

#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/canary.hpp"
#include "daemon/store/instance.hpp"
#include "daemon/store/plan_writer.hpp"

namespace triand::store {
namespace {

// Small enough that a claim never waits long behind it.
constexpr int kPiece = 2000;

struct Open {
  std::int64_t id;
  std::string name;
  std::string state;
  bool has_opened;
  bool has_closed;
};

std::vector<Open> open_campaigns(WriteSession& session, TimePoint now) {
  auto& find = session.prepare(
      "SELECT id, name, state, opens_at <= ?1, closes_at <= ?1 FROM campaign k WHERE state IN ('approved', "
      "'running') "
      "OR (state = 'cancelled' AND EXISTS (SELECT 1 FROM delivery_count n WHERE n.campaign_id = k.id AND "
      "n.state = 0 "
      "AND n.n > 0))");
  find.bind(1, to_ms(now));
  std::vector<Open> out;
  while (find.executeStep())
    out.push_back({find.getColumn(0).getInt64(), find.getColumn(1).getString(), find.getColumn(2).getString(),
                   find.getColumn(3).getInt() != 0, find.getColumn(4).getInt() != 0});
  return out;
}

}  // namespace

Housekeeping keep_house(WriteSession& session, TimePoint now) {
  Housekeeping out;
  for (const Open& campaign : open_campaigns(session, now)) {
    const bool cancelled = campaign.state == "cancelled";
    if (!cancelled && campaign.state == "approved" && campaign.has_opened && !campaign.has_closed) {
      set_running(session, campaign.id);
      out.started.push_back(campaign.name);
    }
    if (cancelled || campaign.has_closed) {
      const int closed = close_some(
          session, campaign.id,
          cancelled ? domain::DeliveryEvent::cancelled : domain::DeliveryEvent::window_closed, kPiece, now);
      out.closed += closed;
      out.more = out.more || closed == kPiece;
    }
    if (!cancelled && campaign.has_opened && finish_if_done(session, campaign.id, now))
      out.finished.push_back(campaign.name);
  }
  out.canaries = judge_canaries(session, now);
  out.stopped = session.take_stops();
  out.more = purge_plans(session, kPiece) || out.more;
  out.claims = claims_made(session);
  return out;
}

}  // namespace triand::store
