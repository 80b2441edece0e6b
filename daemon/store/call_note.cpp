#include "daemon/store/call_note.hpp"

#include <optional>

#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/erasure.hpp"
#include "daemon/store/store_error.hpp"

namespace triand::store {
namespace {

std::int64_t customer_of(WriteSession& session, const std::string& code) {
  auto& find = session.prepare("SELECT id FROM customer WHERE code = ?");
  find.bind(1, code);
  if (!find.executeStep()) throw NotFound("there is no customer of that code");
  const std::int64_t id = find.getColumn(0).getInt64();
  find.reset();
  return id;
}

std::optional<AuditRow> sent_before(WriteSession& session, const NewCallNote& note) {
  auto& find = session.prepare(
      "SELECT id, at FROM audit WHERE subject = ? AND action = ? AND id > ? AND who = ? AND reason = ?");
  find.bind(1, note.customer_code);
  find.bind(2, kCallNote);
  find.bind(3, note.after);
  find.bind(4, note.who);
  find.bind(5, note.words);
  std::optional<AuditRow> out;
  if (find.executeStep())
    out = AuditRow{find.getColumn(0).getInt64(),
                   from_ms(find.getColumn(1).getInt64()),
                   note.who,
                   kCallNote,
                   note.customer_code,
                   note.words};
  find.reset();
  return out;
}

}  // namespace

AuditRow put_call_note(WriteSession& session, const NewCallNote& note, TimePoint now) {
  if (is_erased(session, customer_of(session, note.customer_code)))
    throw Refused("the data of this customer was erased: nothing is written about that person any more");
  if (auto before = sent_before(session, note)) return *before;
  write_audit(session, note.who, kCallNote, note.customer_code, note.words, now);
  auto& last = session.prepare("SELECT last_insert_rowid()");
  last.executeStep();
  const std::int64_t id = last.getColumn(0).getInt64();
  last.reset();
  return {id, now, note.who, kCallNote, note.customer_code, note.words};
}

}  // namespace triand::store
