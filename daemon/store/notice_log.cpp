#include "daemon/store/notice_log.hpp"

#include "daemon/domain/message_version.hpp"
#include "daemon/store/delivery_id.hpp"
#include "daemon/store/notice_row.hpp"
#include "daemon/store/record.hpp"

namespace triand::store {
namespace {

struct Row {
  std::int64_t delivery = 0;
  std::int64_t version = 0;
  domain::Reason withdrawn = domain::Reason::none;
  TimePoint at;
};

void replace(WriteSession& session, const Row& row) {
  auto& remove = session.prepare("DELETE FROM notice WHERE delivery_id = ?");
  remove.bind(1, row.delivery);
  remove.exec();
  auto& insert = session.prepare(
      "INSERT INTO notice (channel_id, delivery_id, version, withdrawn, told, at) VALUES (?, ?, ?, ?, ?, ?)");
  insert.bind(1, queue_of(row.delivery).channel);
  insert.bind(2, row.delivery);
  insert.bind(3, row.version);
  insert.bind(4, static_cast<int>(row.withdrawn));
  insert.bind(5, row.withdrawn == domain::Reason::none ? 1 : 0);
  insert.bind(6, to_ms(row.at));
  insert.exec();
}

void write_history(WriteSession& session, std::int64_t delivery, domain::Reason reason, const char* detail,
                   TimePoint now) {
  LaterWord word;
  word.delivery = delivery;
  word.history = HistoryEvent::withdrawn;
  word.moves = false;
  word.reason = reason;
  word.who = "triand";
  word.detail = detail;
  word.now = now;
  apply_later_word(session, word);
}

}  // namespace

void put_notice(WriteSession& session, std::int64_t delivery, std::int64_t version, TimePoint at) {
  replace(session, {.delivery = delivery, .version = version, .withdrawn = domain::Reason::none, .at = at});
}

bool withdraw_notice(WriteSession& session, std::int64_t delivery, domain::Reason reason, TimePoint now) {
  auto& find = session.prepare("SELECT version FROM notice WHERE delivery_id = ? AND withdrawn = 0");
  find.bind(1, delivery);
  const bool stands = find.executeStep();
  const std::int64_t version = stands ? find.getColumn(0).getInt64() : 0;
  find.reset();
  if (!stands) return false;
  replace(
      session,
      {.delivery = delivery, .version = domain::version_taken_back(version), .withdrawn = reason, .at = now});
  write_history(session, delivery, reason, "the notice is taken back", now);
  return true;
}

bool notice_told(WriteSession& session, std::int64_t delivery, std::int64_t version, TimePoint now) {
  auto& update =
      session.prepare("UPDATE notice SET told = 1 WHERE delivery_id = ? AND version = ? AND told = 0");
  update.bind(1, delivery);
  update.bind(2, version);
  if (update.exec() == 0) return false;
  write_history(session, delivery, domain::Reason::none, "the portal has taken the notice back", now);
  return true;
}

void remove_notice(WriteSession& session, std::int64_t delivery) {
  auto& remove = session.prepare("DELETE FROM notice WHERE delivery_id = ? RETURNING id");
  remove.bind(1, delivery);
  const std::int64_t cursor = remove.executeStep() ? remove.getColumn(0).getInt64() : 0;
  remove.reset();
  if (cursor == 0) return;
  auto& note = session.prepare(
      "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2 WHERE "
      "CAST(value AS INTEGER) < CAST(?2 AS INTEGER)");
  note.bind(1, removed_notices_key(queue_of(delivery).channel));
  note.bind(2, std::to_string(cursor));
  note.exec();
}

}  // namespace triand::store
