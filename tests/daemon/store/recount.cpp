#include "tests/daemon/store/recount.hpp"

#include <map>
#include <tuple>

#include <SQLiteCpp/Statement.h>

#include "daemon/domain/recipient_state.hpp"
#include "daemon/store/delivery_id.hpp"

namespace triand::store {
namespace {

using DeliveryKey =
    std::tuple<std::int64_t, std::int64_t, std::int64_t, int>;     // campaign, unit, channel, state
using RecipientKey = std::tuple<std::int64_t, std::int64_t, int>;  // campaign, unit, bucket

template <class Key>
std::int64_t differences(std::map<Key, std::int64_t> counted, const std::map<Key, std::int64_t>& stored) {
  for (const auto& [key, n] : stored) counted[key] -= n;
  std::int64_t out = 0;
  for (const auto& [key, difference] : counted) out += difference != 0 ? 1 : 0;
  return out;
}

struct Counted {
  std::map<DeliveryKey, std::int64_t> deliveries;
  std::map<std::int64_t, domain::RecipientState> best;  // by recipient
};

Counted count_deliveries(SQLite::Database& database) {
  SQLite::Statement rows(database,
                         "SELECT id, customer_id, CASE WHEN state = 0 AND EXISTS (SELECT 1 FROM lease l "
                         "WHERE d.id >= l.first AND "
                         "d.id < l.last) AND NOT EXISTS (SELECT 1 FROM deferred w WHERE w.delivery_id = "
                         "d.id) THEN 1 ELSE state END "
                         "FROM delivery d");
  Counted out;
  while (rows.executeStep()) {
    const std::int64_t id = rows.getColumn(0).getInt64();
    const QueueKey queue = queue_of(id);
    const auto state = static_cast<domain::DeliveryState>(rows.getColumn(2).getInt());
    ++out.deliveries[{queue.campaign, queue.unit, queue.channel, static_cast<int>(state)}];
    const auto bucket = domain::bucket_of(state);
    const auto [known, fresh] =
        out.best.emplace(recipient_id(queue.campaign, rows.getColumn(1).getInt64()), bucket);
    if (!fresh) known->second = domain::better(known->second, bucket);
  }
  return out;
}

std::map<RecipientKey, std::int64_t> count_recipients(SQLite::Database& database, const Counted& counted) {
  SQLite::Statement rows(database, "SELECT id, unit_id, bucket FROM recipient");
  std::map<RecipientKey, std::int64_t> out;
  while (rows.executeStep()) {
    const std::int64_t id = rows.getColumn(0).getInt64();
    const auto best = counted.best.find(id);
    const int bucket =
        best == counted.best.end() ? rows.getColumn(2).getInt() : static_cast<int>(best->second);
    ++out[{id >> kRecipientShift, rows.getColumn(1).getInt64(), bucket}];
  }
  return out;
}

}  // namespace

std::int64_t wrong_counters(SQLite::Database& database) {
  const Counted counted = count_deliveries(database);
  std::map<DeliveryKey, std::int64_t> deliveries;
  SQLite::Statement delivery_rows(database,
                                  "SELECT campaign_id, unit_id, channel_id, state, n FROM delivery_count");
  while (delivery_rows.executeStep())
    deliveries[{delivery_rows.getColumn(0).getInt64(), delivery_rows.getColumn(1).getInt64(),
                delivery_rows.getColumn(2).getInt64(), delivery_rows.getColumn(3).getInt()}] =
        delivery_rows.getColumn(4).getInt64();
  std::map<RecipientKey, std::int64_t> recipients;
  SQLite::Statement recipient_rows(database, "SELECT campaign_id, unit_id, bucket, n FROM recipient_count");
  while (recipient_rows.executeStep())
    recipients[{recipient_rows.getColumn(0).getInt64(), recipient_rows.getColumn(1).getInt64(),
                recipient_rows.getColumn(2).getInt()}] = recipient_rows.getColumn(3).getInt64();
  return differences(counted.deliveries, deliveries) +
         differences(count_recipients(database, counted), recipients);
}

}  // namespace triand::store
