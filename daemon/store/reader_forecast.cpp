#include "daemon/store/reader.hpp"

// What a forecast is reckoned from.

namespace triand::store {

std::vector<QueueCount> Reader::queue_counts(std::int64_t campaign) {
  auto& rows = prepare(
      "SELECT u.prefix, h.name, n.state, n.n FROM delivery_count n JOIN unit u ON u.id = n.unit_id "
      "JOIN channel h ON h.id = n.channel_id WHERE n.campaign_id = ?");
  rows.bind(1, campaign);
  std::vector<QueueCount> out;
  while (rows.executeStep())
    out.push_back({rows.getColumn(0).getString(), rows.getColumn(1).getString(),
                   static_cast<domain::DeliveryState>(rows.getColumn(2).getInt()),
                   rows.getColumn(3).getInt64()});
  return out;
}

std::int64_t Reader::quota_used(std::int64_t channel, std::int64_t day) {
  auto& rows = prepare("SELECT used FROM quota_use WHERE channel_id = ? AND day = ?");
  rows.bind(1, channel);
  rows.bind(2, day);
  const std::int64_t used = rows.executeStep() ? rows.getColumn(0).getInt64() : 0;
  rows.reset();
  return used;
}

std::optional<TimePoint> Reader::list_pinned_at(std::int64_t campaign) {
  auto& rows = prepare("SELECT list_at FROM campaign_pin WHERE campaign_id = ?");
  rows.bind(1, campaign);
  std::optional<TimePoint> out;
  if (rows.executeStep()) out = from_ms(rows.getColumn(0).getInt64());
  rows.reset();
  return out;
}

std::optional<CanaryRow> Reader::canary(std::int64_t campaign) {
  auto& rows = prepare("SELECT size, stop_above, state, decided_at FROM canary WHERE campaign_id = ?");
  rows.bind(1, campaign);
  std::optional<CanaryRow> out;
  if (rows.executeStep())
    out = CanaryRow{rows.getColumn(0).getInt64(), rows.getColumn(1).getDouble(), rows.getColumn(2).getInt(),
                    from_ms(rows.getColumn(3).getInt64())};
  rows.reset();
  return out;
}

PastOutcomes Reader::outcomes_of(std::int64_t campaign, std::int64_t channel) {
  auto& rows = prepare(
      "SELECT state, reason, count(*), sum(attempts) FROM delivery WHERE id >= ? AND id < ? AND attempts > 0 "
      "GROUP BY state, reason");
  rows.bind(1, delivery_id({campaign, channel, 0}, 0));
  rows.bind(2, delivery_id({campaign, channel + 1, 0}, 0));
  PastOutcomes out;
  while (rows.executeStep()) {
    const auto state = static_cast<domain::DeliveryState>(rows.getColumn(0).getInt());
    const auto reason = static_cast<domain::Reason>(rows.getColumn(1).getInt());
    const std::int64_t messages = rows.getColumn(2).getInt64();
    out.messages += messages;
    out.attempts += rows.getColumn(3).getInt64();
    if (state != domain::DeliveryState::failed) continue;
    (reason == domain::Reason::no_receipt ? out.no_receipt : out.failed) += messages;
  }
  return out;
}

}  // namespace triand::store
