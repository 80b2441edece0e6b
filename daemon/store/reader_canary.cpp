#include <algorithm>

#include "daemon/store/reader.hpp"

// How far a campaign's canary is.

namespace triand::store {

std::optional<CanaryRow> Reader::canary(std::int64_t campaign) {
  auto& rows =
      prepare("SELECT size, stop_above, wait_ms, state, decided_at FROM canary WHERE campaign_id = ?");
  rows.bind(1, campaign);
  std::optional<CanaryRow> out;
  if (rows.executeStep())
    out = CanaryRow{rows.getColumn(0).getInt64(), rows.getColumn(1).getDouble(),
                    std::chrono::milliseconds(rows.getColumn(2).getInt64()), rows.getColumn(3).getInt(),
                    from_ms(rows.getColumn(4).getInt64())};
  rows.reset();
  return out;
}

std::vector<CanaryQueue> Reader::canary_queues(std::int64_t campaign) {
  static_assert(kCampaignShift == 47 && kChannelShift == 39 && kUnitShift == 30);
  auto& rows = prepare(
      "SELECT h.name, u.prefix, s.allowed, q.next_place, (SELECT max(d.updated_at) FROM delivery d WHERE "
      "d.id >= "
      "(q.campaign_id << 47) + (q.channel_id << 39) + (q.unit_id << 30) AND d.id < (q.campaign_id << 47) + "
      "(q.channel_id "
      "<< 39) + (q.unit_id << 30) + min(coalesce(s.allowed, q.next_place), q.next_place) AND d.state <> 0) "
      "FROM queue q "
      "JOIN channel h ON h.id = q.channel_id JOIN unit u ON u.id = q.unit_id LEFT JOIN canary_share s ON "
      "s.campaign_id = "
      "q.campaign_id AND s.channel_id = q.channel_id AND s.unit_id = q.unit_id WHERE q.campaign_id = ?");
  rows.bind(1, campaign);
  std::vector<CanaryQueue> out;
  while (rows.executeStep()) {
    CanaryQueue& one = out.emplace_back();
    one.channel = rows.getColumn(0).getString();
    one.unit = rows.getColumn(1).getString();
    const std::int64_t next = rows.getColumn(3).getInt64();
    if (!rows.getColumn(2).isNull())
      one.left = std::max<std::int64_t>(rows.getColumn(2).getInt64() - next, 0);
    one.begun = next > 0;
    if (!rows.getColumn(4).isNull()) one.last_word = from_ms(rows.getColumn(4).getInt64());
  }
  return out;
}

}  // namespace triand::store
