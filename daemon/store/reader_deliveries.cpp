#include <algorithm>

#include "daemon/domain/reference.hpp"
#include "daemon/store/reader.hpp"
#include "daemon/store/view_sql.hpp"

namespace triand::store {
namespace {

// `d` is the delivery.
#define TRIAND_VIEW_COLUMNS                                                            \
  "d.id, k.name, c.code, h.name, h.kind, d.leg, " TRIAND_STATE_NOW                     \
  ", d.reason, d.attempts, d.parts, d.customer_version, d.updated_at, d.customer_id, " \
  "k.id, " TRIAND_PROVIDER_ID ", h.address_kind"
#define TRIAND_VIEW_JOINS                                                         \
  "JOIN customer c ON c.id = d.customer_id JOIN campaign k ON k.id = d.id >> 47 " \
  "JOIN channel h ON h.id = d.id >> 39 & 255 "                                    \
  "LEFT JOIN queue q ON q.campaign_id = k.id AND q.channel_id = h.id AND q.unit_id = d.id >> 30 & 511 "

constexpr int kViewColumns = 16;

}  // namespace

DeliveryView Reader::read_view(SQLite::Statement& row) {
  DeliveryView out;
  out.id = row.getColumn(0).getInt64();
  out.campaign = row.getColumn(1).getString();
  out.customer_code = row.getColumn(2).getString();
  out.channel = row.getColumn(3).getString();
  out.channel_kind = row.getColumn(4).getString();
  out.leg = row.getColumn(5).getInt();
  out.state = static_cast<domain::DeliveryState>(row.getColumn(6).getInt());
  out.reason = static_cast<domain::Reason>(row.getColumn(7).getInt());
  out.attempts = row.getColumn(8).getInt();
  out.parts = row.getColumn(9).getInt();
  out.customer_version = row.getColumn(10).getInt64();
  out.updated_at = from_ms(row.getColumn(11).getInt64());
  out.customer_id = row.getColumn(12).getInt64();
  out.campaign_id = row.getColumn(13).getInt64();
  out.provider_id = row.getColumn(14).getString();
  out.address_kind = static_cast<domain::AddressKind>(row.getColumn(15).getInt());
  out.reference = domain::make_reference(out.campaign, out.customer_code, out.leg, out.channel);
  return out;
}

std::vector<DeliveryView> Reader::deliveries_of(std::int64_t customer) {
  auto& rows =
      prepare("SELECT " TRIAND_VIEW_COLUMNS " FROM delivery d " TRIAND_VIEW_JOINS
              "WHERE d.customer_id = ? AND k.state NOT IN ('planning', 'replaced') ORDER BY d.id DESC");
  rows.bind(1, customer);
  std::vector<DeliveryView> out;
  while (rows.executeStep()) out.push_back(read_view(rows));
  return out;
}

std::vector<RecipientView> Reader::recipients_of(std::int64_t customer) {
  auto& rows = prepare(
      "SELECT k.id, k.name, r.bucket, r.reason, coalesce(r.detail, ''), r.route FROM campaign k "
      "JOIN recipient r ON r.id = (k.id << 40) + ? WHERE k.state NOT IN ('planning', 'replaced') ORDER BY "
      "k.id DESC");
  static_assert(kRecipientShift == 40);
  rows.bind(1, customer);
  std::vector<RecipientView> out;
  while (rows.executeStep())
    out.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getString(),
                   static_cast<domain::RecipientState>(rows.getColumn(2).getInt()),
                   static_cast<domain::Reason>(rows.getColumn(3).getInt()), rows.getColumn(4).getString(),
                   rows.getColumn(5).getInt()});
  return out;
}

std::optional<DeliveryView> Reader::delivery(const std::string& reference) {
  const auto parts = domain::split_reference(reference);
  if (!parts) return std::nullopt;
  const auto found = customer(parts->customer_code);
  if (!found) return std::nullopt;
  std::string wanted = reference;
  std::transform(wanted.begin(), wanted.end(), wanted.begin(), [](char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 32) : letter;
  });
  for (DeliveryView& view : deliveries_of(found->customer.id))
    if (view.reference == wanted) return std::move(view);
  return std::nullopt;
}

std::optional<DeliveryView> Reader::delivery_by_id(std::int64_t id) {
  auto& rows = prepare("SELECT " TRIAND_VIEW_COLUMNS " FROM delivery d " TRIAND_VIEW_JOINS "WHERE d.id = ?");
  rows.bind(1, id);
  std::optional<DeliveryView> out;
  if (rows.executeStep()) out = read_view(rows);
  rows.reset();
  return out;
}

namespace {

#define TRIAND_HISTORY_COLUMNS \
  "y.id, y.at, y.event, y.state, y.reason, y.class, y.code, y.provider_id, y.latency_ms, y.detail, y.who"

HistoryView read_history(SQLite::Statement& row, int first) {
  HistoryView out;
  int at = first;
  out.id = row.getColumn(at++).getInt64();
  out.at = from_ms(row.getColumn(at++).getInt64());
  out.event = static_cast<HistoryEvent>(row.getColumn(at++).getInt());
  out.state = static_cast<domain::DeliveryState>(row.getColumn(at++).getInt());
  out.reason = static_cast<domain::Reason>(row.getColumn(at++).getInt());
  out.failure_class = row.getColumn(at++).getString();
  out.code = row.getColumn(at++).getString();
  out.provider_id = row.getColumn(at++).getString();
  out.latency_ms = row.getColumn(at++).getInt64();
  out.detail = row.getColumn(at++).getString();
  out.who = row.getColumn(at++).getString();
  return out;
}

}  // namespace

std::vector<HistoryView> Reader::history(std::int64_t delivery) {
  auto& rows =
      prepare("SELECT " TRIAND_HISTORY_COLUMNS " FROM history y WHERE y.delivery_id = ? ORDER BY y.id");
  rows.bind(1, delivery);
  std::vector<HistoryView> out;
  while (rows.executeStep()) out.push_back(read_history(rows, 0));
  return out;
}

std::vector<TailEntry> Reader::tail(std::int64_t after, int limit, const std::string& channel,
                                    std::optional<domain::DeliveryState> state) {
  // Bounded by what is looked at as well as by what is found: a rare state must not read the whole log.
  constexpr std::int64_t kLookBack = 20'000;
  auto& newest = prepare("SELECT coalesce(max(id), 0) FROM history");
  newest.executeStep();
  const std::int64_t last = newest.getColumn(0).getInt64();
  newest.reset();
  const std::int64_t from = after == 0 ? std::max<std::int64_t>(0, last - kLookBack) : after;
  auto& rows =
      prepare("SELECT " TRIAND_VIEW_COLUMNS ", " TRIAND_HISTORY_COLUMNS
              " FROM history y JOIN delivery d ON d.id = y.delivery_id " TRIAND_VIEW_JOINS
              "WHERE y.id > ?1 AND y.id <= ?1 + ?2 AND (?3 = '' OR h.name = ?3) AND (?4 < 0 OR y.state = ?4) "
              "ORDER BY y.id DESC LIMIT ?5");
  rows.bind(1, from);
  rows.bind(2, after == 0 ? kLookBack : std::max<std::int64_t>(limit, kLookBack));
  rows.bind(3, channel);
  rows.bind(4, state ? static_cast<int>(*state) : -1);
  rows.bind(5, limit);
  std::vector<TailEntry> out;
  while (rows.executeStep()) {
    TailEntry entry;
    entry.delivery = read_view(rows);
    entry.event = read_history(rows, kViewColumns);
    entry.cursor = entry.event.id;
    out.push_back(std::move(entry));
  }
  std::reverse(out.begin(), out.end());
  return out;
}

std::vector<std::int64_t> Reader::unchanged_since(std::int64_t campaign, std::int64_t channel,
                                                  domain::DeliveryState state, TimePoint before,
                                                  std::int64_t after, int limit, TimePoint since) {
  auto& rows = prepare(
      "SELECT id FROM delivery WHERE id > ? AND id < ? AND state = ? AND updated_at < ? AND updated_at >= ? "
      "ORDER BY id LIMIT ?");
  const std::int64_t first = delivery_id({.campaign = campaign, .channel = channel}, 0);
  rows.bind(1, std::max(after, first - 1));
  rows.bind(2, delivery_id({.campaign = campaign, .channel = channel + 1}, 0));
  rows.bind(3, static_cast<int>(state));
  rows.bind(4, to_ms(before));
  rows.bind(5, to_ms(since));
  rows.bind(6, limit);
  std::vector<std::int64_t> out;
  while (rows.executeStep()) out.push_back(rows.getColumn(0).getInt64());
  rows.reset();
  return out;
}

std::vector<TakenDelivery> Reader::taken_since(std::int64_t channel, TimePoint since, int limit) {
  std::vector<TakenDelivery> out;
  for (const CampaignRow& campaign : campaigns()) {
    if (campaign.closes_at < since) continue;
    auto& rows = prepare(
        "SELECT c.code, d.leg, h.name, coalesce((SELECT y.provider_id FROM history y WHERE y.delivery_id = "
        "d.id AND "
        "y.provider_id <> '' ORDER BY y.id DESC LIMIT 1), '') AS provider, coalesce(c.phone, 0), "
        "d.updated_at "
        "FROM delivery d JOIN customer c ON c.id = d.customer_id JOIN channel h ON h.id = ?1 "
        "WHERE d.id >= ?2 AND d.id < ?3 AND d.state = ?4 AND d.updated_at >= ?5 AND provider <> '' "
        "ORDER BY d.id DESC LIMIT ?6");
    rows.bind(1, channel);
    rows.bind(2, delivery_id({.campaign = campaign.id, .channel = channel}, 0));
    rows.bind(3, delivery_id({.campaign = campaign.id, .channel = channel + 1}, 0));
    rows.bind(4, static_cast<int>(domain::DeliveryState::accepted));
    rows.bind(5, to_ms(since));
    rows.bind(6, limit - static_cast<int>(out.size()));
    while (rows.executeStep())
      out.push_back({domain::make_reference(campaign.name, rows.getColumn(0).getString(),
                                            rows.getColumn(1).getInt(), rows.getColumn(2).getString()),
                     rows.getColumn(3).getString(), "+" + rows.getColumn(4).getString(),
                     from_ms(rows.getColumn(5).getInt64())});
    rows.reset();
  }
  return out;
}

void Reader::for_each_sent(std::int64_t campaign, std::int64_t channel, TimePoint since,
                           const std::function<void(const SentTo&)>& visit) {
  // Of those that failed the history tells whether the gateway had taken them before.
  auto& rows = prepare(
      "SELECT d.id, c.phone, coalesce(c.email, ''), d.updated_at FROM delivery d JOIN customer c ON c.id = "
      "d.customer_id WHERE d.id >= ?1 AND d.id < ?2 AND d.updated_at >= ?3 AND (d.state IN (?4, ?5, ?6) OR "
      "(d.attempts "
      "> 0 AND EXISTS (SELECT 1 FROM history y WHERE y.delivery_id = d.id AND y.state IN (?4, ?5, ?6))))");
  rows.bind(1, delivery_id({.campaign = campaign, .channel = channel}, 0));
  rows.bind(2, delivery_id({.campaign = campaign, .channel = channel + 1}, 0));
  rows.bind(3, to_ms(since));
  rows.bind(4, static_cast<int>(domain::DeliveryState::accepted));
  rows.bind(5, static_cast<int>(domain::DeliveryState::delivered));
  rows.bind(6, static_cast<int>(domain::DeliveryState::in_doubt));
  while (rows.executeStep())
    visit({rows.getColumn(0).getInt64(),
           rows.getColumn(1).isNull() ? "" : "+" + rows.getColumn(1).getString(),
           rows.getColumn(2).getString(), from_ms(rows.getColumn(3).getInt64())});
  rows.reset();
}

}  // namespace triand::store
