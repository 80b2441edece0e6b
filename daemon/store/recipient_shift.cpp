#include "daemon/store/recipient_shift.hpp"

namespace triand::store {

bool read_delivery(WriteSession& session, std::int64_t id, DeliveryRow& row) {
  auto& find = session.prepare(
      "SELECT customer_id, leg, alone, state, reason, attempts, parts, customer_version, updated_at FROM "
      "delivery "
      "WHERE id = ?");
  find.bind(1, id);
  if (!find.executeStep()) return false;
  row.id = id;
  row.customer = find.getColumn(0).getInt64();
  row.leg = find.getColumn(1).getInt();
  row.alone = find.getColumn(2).getInt() != 0;
  row.state = static_cast<domain::DeliveryState>(find.getColumn(3).getInt());
  row.reason = static_cast<domain::Reason>(find.getColumn(4).getInt());
  row.attempts = find.getColumn(5).getInt();
  row.parts = find.getColumn(6).getInt();
  row.customer_version = find.getColumn(7).getInt64();
  row.updated_at = find.getColumn(8).getInt64();
  find.reset();
  return true;
}

void shift_counters(WriteSession& session, const DeliveryRow& row, domain::DeliveryState from,
                    domain::DeliveryState to, bool successor) {
  const QueueKey queue = queue_of(row.id);
  session.move_delivery(queue, from, to);
  auto before = domain::bucket_of(from);
  auto after = domain::bucket_of(to);
  if (!row.alone) {
    auto& siblings = session.prepare(
        "SELECT state FROM delivery WHERE customer_id = ? AND id >= ? AND id < ? AND id <> ?");
    siblings.bind(1, row.customer);
    siblings.bind(2, delivery_id({queue.campaign, 0, 0}, 0));
    siblings.bind(3, delivery_id({queue.campaign + 1, 0, 0}, 0));
    siblings.bind(4, row.id);
    while (siblings.executeStep()) {
      const auto bucket =
          domain::bucket_of(static_cast<domain::DeliveryState>(siblings.getColumn(0).getInt()));
      before = domain::better(before, bucket);
      after = domain::better(after, bucket);
    }
  }
  if (successor) after = domain::better(after, domain::bucket_of(domain::DeliveryState::queued));
  session.move_recipient(queue.campaign, queue.unit, before, after);
}

std::int64_t append_delivery(WriteSession& session, const QueueKey& queue, std::int64_t customer, int leg,
                             std::int64_t at) {
  auto& place = session.prepare(
      "INSERT INTO queue (campaign_id, channel_id, unit_id, next_place, end_place) VALUES (?, ?, ?, 0, 1) "
      "ON CONFLICT DO UPDATE SET end_place = end_place + 1 RETURNING end_place");
  place.bind(1, queue.campaign);
  place.bind(2, queue.channel);
  place.bind(3, queue.unit);
  place.executeStep();
  const std::int64_t id = delivery_id(queue, place.getColumn(0).getInt64() - 1);
  place.reset();
  auto& insert = session.prepare(
      "INSERT INTO delivery (id, customer_id, leg, alone, state, reason, attempts, parts, customer_version, "
      "updated_at) VALUES (?, ?, ?, 0, 0, 0, 0, 1, 0, ?)");
  insert.bind(1, id);
  insert.bind(2, customer);
  insert.bind(3, leg);
  insert.bind(4, at);
  insert.exec();
  session.count_delivery(queue, domain::DeliveryState::queued, 1);
  return id;
}

}  // namespace triand::store
