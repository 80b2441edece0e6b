#include "daemon/store/reader.hpp"

#include <algorithm>
#include <cmath>

#include "daemon/store/record.hpp"

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

std::optional<std::chrono::milliseconds> Reader::mean_latency(std::int64_t campaign, std::int64_t channel) {
  // The rows are counted before they are chosen: there may be millions without an answer.
  constexpr std::int64_t kFewest = 100;
  auto& rows = prepare(
      "SELECT count(*), avg(latency_ms) FROM (SELECT event, latency_ms FROM history WHERE delivery_id >= ? "
      "AND delivery_id < ? ORDER BY delivery_id DESC LIMIT 1000) WHERE event = ?");
  rows.bind(1, delivery_id({campaign, channel, 0}, 0));
  rows.bind(2, delivery_id({campaign, channel + 1, 0}, 0));
  rows.bind(3, static_cast<int>(HistoryEvent::attempt));
  std::optional<std::chrono::milliseconds> out;
  if (rows.executeStep() && rows.getColumn(0).getInt64() >= kFewest)
    out = std::chrono::milliseconds(std::llround(rows.getColumn(1).getDouble()));
  rows.reset();
  return out;
}

std::optional<std::chrono::milliseconds> Reader::receipt_delay(std::int64_t campaign, std::int64_t channel,
                                                               double share) {
  constexpr std::size_t kFewest = 100;
  auto& rows = prepare(
      "SELECT y.at - (SELECT max(z.at) FROM history z WHERE z.delivery_id = y.delivery_id AND z.event = ?3 "
      "AND z.id < "
      "y.id) FROM (SELECT id, delivery_id, at, event, state FROM history WHERE delivery_id >= ?1 AND "
      "delivery_id < ?2 "
      "ORDER BY delivery_id DESC LIMIT 2000) y WHERE y.event = ?4 AND y.state = ?5");
  rows.bind(1, delivery_id({campaign, channel, 0}, 0));
  rows.bind(2, delivery_id({campaign, channel + 1, 0}, 0));
  rows.bind(3, static_cast<int>(HistoryEvent::attempt));
  rows.bind(4, static_cast<int>(HistoryEvent::receipt));
  rows.bind(5, static_cast<int>(domain::DeliveryState::delivered));
  std::vector<std::int64_t> delays;
  while (rows.executeStep())
    if (!rows.getColumn(0).isNull())
      delays.push_back(std::max<std::int64_t>(rows.getColumn(0).getInt64(), 0));
  rows.reset();
  if (delays.size() < kFewest) return std::nullopt;
  const auto place =
      std::min(delays.size() - 1, static_cast<std::size_t>(share * static_cast<double>(delays.size())));
  std::ranges::nth_element(delays, delays.begin() + static_cast<std::ptrdiff_t>(place));
  return std::chrono::milliseconds(delays[place]);
}

}  // namespace triand::store
