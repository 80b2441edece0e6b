#include "daemon/store/retention.hpp"

#include "daemon/store/delivery_id.hpp"

namespace triand::store {

int remove_former_values(WriteSession& session, std::span<const FormerValue> values) {
  static_assert(kRecipientShift == 40);
  int removed = 0;
  for (const FormerValue& value : values) {
    auto& remove = session.prepare(
        "DELETE FROM customer_history WHERE customer_id = ?1 AND version = ?2 AND NOT EXISTS (SELECT 1 FROM "
        "campaign k JOIN recipient r ON r.id = (k.id << 40) + ?1)");
    remove.bind(1, value.customer);
    remove.bind(2, value.version);
    removed += remove.exec();
  }
  return removed;
}

int forget_unmatched_feedback(WriteSession& session, TimePoint before, int limit) {
  // What a gateway tells twice is known by its names; with those gone the row's own number keeps it apart.
  auto& forget = session.prepare(
      "UPDATE feedback SET note = '', answers = '[]', reference = '', provider_id = CAST(id AS TEXT) WHERE "
      "id IN (SELECT id FROM feedback WHERE delivery_id = 0 AND at < ? AND (note <> '' OR answers <> '[]' OR "
      "reference <> '') ORDER BY id LIMIT ?)");
  forget.bind(1, to_ms(before));
  forget.bind(2, limit);
  return forget.exec();
}

}  // namespace triand::store
