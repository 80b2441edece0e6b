#include <limits>

#include "daemon/store/reader.hpp"
#include "daemon/store/view_sql.hpp"

namespace triand::store {
namespace {

// As many are read in one look at the database, so that its log can be taken in and begin anew in between.
constexpr int kRecipientsAtOnce = 5'000;
constexpr int kRowsAtOnce = 50'000;
constexpr std::int64_t kHourMs = 3'600'000;

}  // namespace

void Reader::for_each_listed(std::int64_t campaign, const std::function<bool(const ListedDelivery&)>& visit) {
  static_assert(kRecipientShift == 40);
  std::int64_t last = recipient_id(campaign, 0);
  for (bool more = true; more;) {
    auto& rows = prepare(
        "SELECT r.id, r.bucket, r.reason, c.code, u.prefix, coalesce(h.name, ''), h.address_kind, "
        "d.leg, " TRIAND_STATE_NOW ", d.reason, d.updated_at, d.attempts, " TRIAND_PROVIDER_ID
        ", c.phone, c.email, c.address, c.id, c.version, d.customer_version, e.version, e.lifted_at, "
        "(SELECT prefix FROM unit WHERE id = c.unit_id) "
        "FROM (SELECT id, unit_id, bucket, reason FROM recipient WHERE id > ?1 AND id < ?2 ORDER BY id LIMIT "
        "?3) r JOIN customer c ON c.id = r.id & 1099511627775 JOIN unit u ON u.id = r.unit_id "
        "LEFT JOIN delivery d ON d.customer_id = c.id AND d.id >= ?4 AND d.id < ?5 "
        "LEFT JOIN channel h ON h.id = d.id >> 39 & 255 "
        "LEFT JOIN queue q ON q.campaign_id = ?6 AND q.channel_id = h.id AND q.unit_id = d.id >> 30 & 511 "
        "LEFT JOIN erasure e ON e.customer_id = c.id ORDER BY r.id, d.id");
    rows.bind(1, last);
    rows.bind(2, recipient_id(campaign + 1, 0));
    rows.bind(3, kRecipientsAtOnce);
    rows.bind(4, delivery_id({campaign, 0, 0}, 0));
    rows.bind(5, delivery_id({campaign + 1, 0, 0}, 0));
    rows.bind(6, campaign);
    more = false;
    while (rows.executeStep()) {
      more = true;
      last = rows.getColumn(0).getInt64();
      ListedDelivery out;
      out.bucket = static_cast<domain::RecipientState>(rows.getColumn(1).getInt());
      out.reason = static_cast<domain::Reason>(rows.getColumn(2).getInt());
      out.customer_code = rows.getColumn(3).getString();
      out.unit = rows.getColumn(4).getString();
      out.customer_unit = rows.getColumn(21).getString();
      out.channel = rows.getColumn(5).getString();
      if (!out.channel.empty()) {
        out.address_kind = static_cast<domain::AddressKind>(rows.getColumn(6).getInt());
        out.leg = rows.getColumn(7).getInt();
        out.state = static_cast<domain::DeliveryState>(rows.getColumn(8).getInt());
        out.reason = static_cast<domain::Reason>(rows.getColumn(9).getInt());
        out.updated_at = from_ms(rows.getColumn(10).getInt64());
        out.attempts = rows.getColumn(11).getInt();
        out.provider_id = rows.getColumn(12).getString();
        const std::int64_t sent = rows.getColumn(18).getInt64();
        const bool erased = !rows.getColumn(19).isNull() &&
                            (rows.getColumn(20).getInt64() == 0 || out.reason == domain::Reason::erased ||
                             (sent != 0 && sent <= rows.getColumn(19).getInt64()));
        if (!erased && (sent == 0 || sent == rows.getColumn(17).getInt64())) {
          out.phone = phone_text(rows.getColumn(13).getInt64());
          out.email = rows.getColumn(14).getString();
          out.address = rows.getColumn(15).getString();
        } else if (!erased) {
          if (const auto then = customer(rows.getColumn(16).getInt64(), sent)) {
            out.phone = then->customer.phone;
            out.email = then->customer.email;
            out.address = then->customer.address;
          }
        }
      }
      if (!visit(out)) {
        rows.reset();
        return;
      }
    }
    rows.reset();
  }
}

void Reader::for_each_recipient(std::int64_t campaign,
                                const std::function<bool(const StoredCustomer&)>& visit) {
  std::int64_t last = recipient_id(campaign, 0);
  for (int read = kRecipientsAtOnce; read == kRecipientsAtOnce;) {
    auto& rows =
        prepare("SELECT " TRIAND_CUSTOMER_COLUMNS
                ", r.id FROM recipient r JOIN customer c ON c.id = r.id & 1099511627775 JOIN unit u ON "
                "u.id = c.unit_id WHERE r.id > ? AND r.id < ? AND r.bucket = 0 ORDER BY r.id LIMIT ?");
    static_assert(static_cast<int>(domain::RecipientState::pending) == 0);
    rows.bind(1, last);
    rows.bind(2, recipient_id(campaign + 1, 0));
    rows.bind(3, kRecipientsAtOnce);
    for (read = 0; rows.executeStep(); ++read) {
      last = rows.getColumn(kCustomerColumns).getInt64();
      if (!visit(read_customer(rows))) {
        rows.reset();
        return;
      }
    }
    rows.reset();
  }
}

ReportTally Reader::report_tally(std::int64_t campaign, const std::function<bool()>& going_on) {
  ReportTally out;
  auto& archived = prepare(
      "SELECT unit_id, channel_id, state, reason, n FROM report_cell WHERE campaign_id = ?1 AND EXISTS "
      "(SELECT 1 "
      "FROM archive WHERE campaign_id = ?1)");
  archived.bind(1, campaign);
  while (archived.executeStep())
    out.cells[{archived.getColumn(0).getInt64(), archived.getColumn(1).getInt64(),
               archived.getColumn(2).getInt(), static_cast<domain::Reason>(archived.getColumn(3).getInt())}] =
        archived.getColumn(4).getInt64();
  if (archive(campaign)) {
    auto& hours = prepare("SELECT channel_id, state, hour, n FROM report_hour WHERE campaign_id = ?");
    hours.bind(1, campaign);
    while (hours.executeStep())
      out.hours[{hours.getColumn(0).getInt64(), hours.getColumn(1).getInt(), hours.getColumn(2).getInt64()}] =
          hours.getColumn(3).getInt64();
    return out;
  }
  std::int64_t last = delivery_id({campaign, 0, 0}, 0) - 1;
  for (int read = kRowsAtOnce; read == kRowsAtOnce && going_on();) {
    auto& rows = prepare(
        "SELECT id, state, reason, updated_at FROM delivery WHERE id > ? AND id < ? ORDER BY id LIMIT ?");
    rows.bind(1, last);
    rows.bind(2, delivery_id({campaign + 1, 0, 0}, 0));
    rows.bind(3, kRowsAtOnce);
    for (read = 0; rows.executeStep(); ++read) {
      last = rows.getColumn(0).getInt64();
      const QueueKey queue = queue_of(last);
      const int state = rows.getColumn(1).getInt();
      ++out.cells[{queue.unit, queue.channel, state,
                   static_cast<domain::Reason>(rows.getColumn(2).getInt())}];
      ++out.hours[{queue.channel, state, rows.getColumn(3).getInt64() / kHourMs}];
    }
    rows.reset();
  }
  last = recipient_id(campaign, 0);
  for (int read = kRowsAtOnce; read == kRowsAtOnce && going_on();) {
    auto& rows = prepare(
        "SELECT id, unit_id, bucket, reason FROM recipient WHERE id > ? AND id < ? ORDER BY id LIMIT ?");
    rows.bind(1, last);
    rows.bind(2, recipient_id(campaign + 1, 0));
    rows.bind(3, kRowsAtOnce);
    for (read = 0; rows.executeStep(); ++read) {
      last = rows.getColumn(0).getInt64();
      const int bucket = rows.getColumn(2).getInt();
      // Of those who are written to the deliveries say the rest.
      if (bucket == static_cast<int>(domain::RecipientState::pending)) continue;
      ++out.cells[{rows.getColumn(1).getInt64(), 0, bucket,
                   static_cast<domain::Reason>(rows.getColumn(3).getInt())}];
    }
    rows.reset();
  }
  return out;
}

std::vector<DeliveryCount> Reader::delivery_counts(std::int64_t campaign) {
  auto& rows =
      prepare("SELECT unit_id, channel_id, state, n FROM delivery_count WHERE campaign_id = ? AND n <> 0");
  rows.bind(1, campaign);
  std::vector<DeliveryCount> out;
  while (rows.executeStep())
    out.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getInt64(),
                   static_cast<domain::DeliveryState>(rows.getColumn(2).getInt()),
                   rows.getColumn(3).getInt64()});
  return out;
}

std::vector<QueueCost> Reader::queue_costs(std::int64_t campaign) {
  auto& rows = prepare("SELECT unit_id, channel_id, spent FROM queue WHERE campaign_id = ?");
  rows.bind(1, campaign);
  std::vector<QueueCost> out;
  while (rows.executeStep())
    out.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getInt64(), rows.getColumn(2).getInt64()});
  return out;
}

std::vector<UnitRow> Reader::unit_rows() {
  auto& rows = prepare("SELECT id, prefix, name FROM unit ORDER BY prefix");
  std::vector<UnitRow> out;
  while (rows.executeStep())
    out.push_back(
        {rows.getColumn(0).getInt64(), rows.getColumn(1).getString(), rows.getColumn(2).getString()});
  return out;
}

std::optional<ArchiveRow> Reader::archive(std::int64_t campaign) {
  auto& rows = prepare(
      "SELECT begun_at, finished_at, document, public_key, signature FROM archive WHERE campaign_id = ?");
  rows.bind(1, campaign);
  std::optional<ArchiveRow> out;
  if (rows.executeStep())
    out = {from_ms(rows.getColumn(0).getInt64()), from_ms(rows.getColumn(1).getInt64()),
           rows.getColumn(2).getString(), rows.getColumn(3).getString(), rows.getColumn(4).getString()};
  rows.reset();
  return out;
}

std::int64_t Reader::archives() {
  auto& rows = prepare("SELECT count(*) FROM archive WHERE finished_at <> 0");
  rows.executeStep();
  const std::int64_t count = rows.getColumn(0).getInt64();
  rows.reset();
  return count;
}

std::vector<ArchivedContact> Reader::archived_contacts(std::uint64_t key) {
  auto& rows = prepare(
      "SELECT a.delivery_id, k.name, h.name, h.kind, a.leg, a.state, a.reason, a.attempts, a.at FROM "
      "archive_contact a "
      "JOIN campaign k ON k.id = a.delivery_id >> 47 JOIN channel h ON h.id = a.delivery_id >> 39 & 255 "
      "WHERE a.key = ? ORDER BY a.at DESC, a.delivery_id DESC LIMIT 1000");
  rows.bind(1, static_cast<std::int64_t>(key));
  std::vector<ArchivedContact> out;
  while (rows.executeStep())
    out.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getString(), rows.getColumn(2).getString(),
                   rows.getColumn(3).getString(), rows.getColumn(4).getInt(),
                   static_cast<domain::DeliveryState>(rows.getColumn(5).getInt()),
                   static_cast<domain::Reason>(rows.getColumn(6).getInt()), rows.getColumn(7).getInt(),
                   from_ms(rows.getColumn(8).getInt64())});
  return out;
}

void Reader::for_each_contact(
    std::int64_t campaign,
    const std::function<bool(std::uint64_t key, std::int64_t delivery, domain::DeliveryState)>& visit) {
  const std::int64_t first = delivery_id({campaign, 0, 0}, 0);
  const std::int64_t end = delivery_id({campaign + 1, 0, 0}, 0);
  std::int64_t key = std::numeric_limits<std::int64_t>::min();
  std::int64_t delivery = 0;
  for (int read = kRowsAtOnce; read == kRowsAtOnce;) {
    auto& rows = prepare(
        "SELECT key, delivery_id, state FROM archive_contact WHERE (key, delivery_id) > (?, ?) ORDER BY key, "
        "delivery_id LIMIT ?");
    rows.bind(1, key);
    rows.bind(2, delivery);
    rows.bind(3, kRowsAtOnce);
    for (read = 0; rows.executeStep(); ++read) {
      key = rows.getColumn(0).getInt64();
      delivery = rows.getColumn(1).getInt64();
      if (delivery < first || delivery >= end) continue;
      if (!visit(static_cast<std::uint64_t>(key), delivery,
                 static_cast<domain::DeliveryState>(rows.getColumn(2).getInt()))) {
        rows.reset();
        return;
      }
    }
    rows.reset();
  }
}

std::int64_t Reader::last_import_before(TimePoint time) {
  auto& rows = prepare("SELECT coalesce(max(id), 0) FROM import WHERE started_at < ?");
  rows.bind(1, to_ms(time));
  rows.executeStep();
  const std::int64_t id = rows.getColumn(0).getInt64();
  rows.reset();
  return id;
}

std::vector<std::int64_t> Reader::customers_of_old_lists(std::int64_t last_import, std::int64_t after,
                                                         std::int64_t until) {
  auto& rows = prepare(
      "SELECT c.id FROM customer c WHERE c.id > ? AND c.id <= ? AND c.import_id <= ? AND NOT EXISTS (SELECT "
      "1 FROM "
      "campaign k JOIN recipient r ON r.id = (k.id << 40) + c.id) AND NOT EXISTS (SELECT 1 FROM erasure e "
      "WHERE "
      "e.customer_id = c.id) ORDER BY c.id");
  rows.bind(1, after);
  rows.bind(2, until);
  rows.bind(3, last_import);
  std::vector<std::int64_t> out;
  while (rows.executeStep()) out.push_back(rows.getColumn(0).getInt64());
  return out;
}

std::vector<FormerValue> Reader::former_values(TimePoint before, std::int64_t after, int limit,
                                               std::int64_t& last) {
  auto& rows = prepare(
      "SELECT h.customer_id, h.version, h.replaced_at < ?2 AND NOT EXISTS (SELECT 1 FROM campaign k JOIN "
      "recipient r ON r.id = (k.id << 40) + h.customer_id) FROM customer_history h WHERE h.customer_id > ?1 "
      "AND h.customer_id <= (SELECT max(customer_id) FROM (SELECT customer_id FROM customer_history WHERE "
      "customer_id > ?1 ORDER BY customer_id LIMIT ?3)) ORDER BY h.customer_id");
  rows.bind(1, after);
  rows.bind(2, to_ms(before));
  rows.bind(3, limit);
  std::vector<FormerValue> out;
  last = 0;
  while (rows.executeStep()) {
    last = rows.getColumn(0).getInt64();
    if (rows.getColumn(2).getInt() != 0) out.push_back({last, rows.getColumn(1).getInt64()});
  }
  return out;
}

}  // namespace triand::store
