#include "daemon/store/import_undo.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/customer_row.hpp"
#include "daemon/store/customer_writer.hpp"
#include "daemon/store/delivery_id.hpp"
#include "daemon/store/erasure.hpp"
#include "daemon/store/store_error.hpp"
#include "daemon/store/typed_words.hpp"

namespace triand::store {
namespace {

enum class Fate : std::uint8_t { not_written, removed, restored, changed_since, in_campaign, erased };

// Campaigns whose plans still count.
std::vector<std::int64_t> campaigns(WriteSession& session) {
  auto& rows = session.prepare("SELECT id FROM campaign WHERE state <> 'replaced'");
  std::vector<std::int64_t> out;
  while (rows.executeStep()) out.push_back(rows.getColumn(0).getInt64());
  rows.reset();
  return out;
}

bool is_planned_for(WriteSession& session, std::int64_t customer,
                    const std::vector<std::int64_t>& campaigns) {
  return std::any_of(campaigns.begin(), campaigns.end(), [&](std::int64_t campaign) {
    auto& find = session.prepare("SELECT 1 FROM recipient WHERE id = ?");
    find.bind(1, recipient_id(campaign, customer));
    const bool found = find.executeStep();
    find.reset();
    return found;
  });
}

// The first version that the import wrote, among those of the past.
std::optional<std::int64_t> first_written(WriteSession& session, std::int64_t import, std::int64_t customer) {
  auto& find =
      session.prepare("SELECT min(version) FROM customer_history WHERE customer_id = ? AND written_by = ?");
  find.bind(1, customer);
  find.bind(2, import);
  find.executeStep();
  const auto column = find.getColumn(0);
  const auto out = column.isNull() ? std::nullopt : std::optional(column.getInt64());
  find.reset();
  return out;
}

void remove(WriteSession& session, const domain::SubjectHash& hash, std::int64_t customer) {
  forget_words_before_removal(session, hash, customer);
  auto& former = session.prepare("DELETE FROM customer_history WHERE customer_id = ?");
  former.bind(1, customer);
  former.exec();
  auto& present = session.prepare("DELETE FROM customer WHERE id = ?");
  present.bind(1, customer);
  present.exec();
}

bool restore(WriteSession& session, std::int64_t customer, std::int64_t version, TimePoint now) {
  auto& find = session.prepare("SELECT 1 FROM customer_history WHERE customer_id = ? AND version = ?");
  find.bind(1, customer);
  find.bind(2, version);
  const bool known = find.executeStep();
  find.reset();
  if (!known) return false;
  keep_former(session, customer, now);
  auto& statement = session.prepare(
      "UPDATE customer SET version = version + 1, (import_id, written_by, " TRIAND_CUSTOMER_DATA
      ") = (SELECT import_id, written_by, " TRIAND_CUSTOMER_DATA
      " FROM customer_history WHERE customer_id = ?1 AND version = ?2) WHERE id = ?1");
  statement.bind(1, customer);
  statement.bind(2, version);
  statement.exec();
  return true;
}

Fate undo(WriteSession& session, const domain::SubjectHash& hash, std::int64_t import, std::int64_t customer,
          const std::vector<std::int64_t>& campaigns, TimePoint now) {
  // A list that names a customer as he is leaves its mark in import_id alone, and the next one's mark replaces it. One that
  // was taken back names nobody; but a list before that one may have named him, and then he is not forgotten.
  auto& find = session.prepare(
      "SELECT version, written_by, import_id <> ?1 AND EXISTS (SELECT 1 FROM import i WHERE i.id > ?1 AND "
      "i.id <= import_id AND i.state <> 'undone') FROM customer WHERE id = ?2");
  find.bind(1, import);
  find.bind(2, customer);
  if (!find.executeStep()) return Fate::not_written;
  const std::int64_t version = find.getColumn(0).getInt64();
  const std::int64_t written_by = find.getColumn(1).getInt64();
  const bool named_since = find.getColumn(2).getInt() != 0;
  find.reset();
  const auto former = first_written(session, import, customer);
  if (written_by != import) return former ? Fate::changed_since : Fate::not_written;
  if (is_erased(session, customer)) return Fate::erased;
  if (named_since) return Fate::changed_since;
  const std::int64_t first = former.value_or(version);
  if (first > 1) return restore(session, customer, first - 1, now) ? Fate::restored : Fate::erased;
  if (is_planned_for(session, customer, campaigns)) return Fate::in_campaign;
  remove(session, hash, customer);
  return Fate::removed;
}

}  // namespace

void ImportUndo::add(const ImportUndo& other) {
  removed += other.removed;
  restored += other.restored;
  changed_since += other.changed_since;
  in_campaign += other.in_campaign;
  erased += other.erased;
}

void begin_undo(WriteSession& session, std::int64_t import, const std::string& who, TimePoint now) {
  auto& find = session.prepare("SELECT state FROM import WHERE id = ?");
  find.bind(1, import);
  if (!find.executeStep()) throw NotFound("there is no import of that number");
  const std::string state = find.getColumn(0).getString();
  find.reset();
  if (state == "running") throw WrongState("the import is still running");
  auto& other = session.prepare("SELECT 1 FROM import WHERE state = 'running' LIMIT 1");
  const bool busy = other.executeStep();
  other.reset();
  if (busy) throw WrongState("another list is being loaded just now");
  if (state == "undone") throw WrongState("the import was taken back already");
  auto& plan = session.prepare("SELECT 1 FROM campaign WHERE state = 'planning' LIMIT 1");
  const bool planning = plan.executeStep();
  plan.reset();
  if (planning)
    throw WrongState("a campaign is being planned just now; take the list back when that is done");
  auto& mark = session.prepare("UPDATE import SET state = 'undoing' WHERE id = ?");
  mark.bind(1, import);
  mark.exec();
  write_audit(session, who, "import.undo", std::to_string(import), "", now);
}

ImportUndo undo_customers(WriteSession& session, const domain::SubjectHash& hash, std::int64_t import,
                          std::span<const std::int64_t> customers, TimePoint now) {
  const std::vector<std::int64_t> planned = campaigns(session);
  ImportUndo out;
  for (const std::int64_t customer : customers) {
    switch (undo(session, hash, import, customer, planned, now)) {
      case Fate::not_written:
        break;
      case Fate::removed:
        ++out.removed;
        break;
      case Fate::restored:
        ++out.restored;
        break;
      case Fate::changed_since:
        ++out.changed_since;
        break;
      case Fate::in_campaign:
        ++out.in_campaign;
        break;
      case Fate::erased:
        ++out.erased;
        break;
    }
  }
  return out;
}

void finish_undo(WriteSession& session, std::int64_t import, TimePoint now) {
  auto& mark = session.prepare("UPDATE import SET state = 'undone', finished_at = ? WHERE id = ?");
  mark.bind(1, to_ms(now));
  mark.bind(2, import);
  mark.exec();
}

void break_off_undo(WriteSession& session, std::int64_t import, TimePoint now) {
  auto& mark = session.prepare(
      "UPDATE import SET state = 'interrupted', finished_at = ? WHERE id = ? AND state = 'undoing'");
  mark.bind(1, to_ms(now));
  mark.bind(2, import);
  mark.exec();
}

}  // namespace triand::store
