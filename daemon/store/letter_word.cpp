#include "daemon/store/letter_word.hpp"

#include <utility>

namespace triand::store {
namespace {

// The last time a letter was handed over, to which batch.
struct HandOver {
  std::int64_t row = 0;  // of the history; 0: never
  std::string batch;
};

HandOver last_hand_over(WriteSession& session, std::int64_t delivery) {
  // A crash that is found to have come after the hand-over names the batch as well; words themselves do so too and
  // are left out.
  auto& rows = session.prepare(
      "SELECT id, provider_id FROM history WHERE delivery_id = ?1 AND event <> ?2 AND provider_id <> '' "
      "ORDER BY id DESC LIMIT 1");
  rows.bind(1, delivery);
  rows.bind(2, static_cast<int>(HistoryEvent::receipt));
  if (!rows.executeStep()) return {};
  return {.row = rows.getColumn(0).getInt64(), .batch = rows.getColumn(1).getString()};
}

bool was_said(WriteSession& session, std::int64_t delivery, std::int64_t since, const std::string& code) {
  auto& rows = session.prepare(
      "SELECT 1 FROM history WHERE delivery_id = ?1 AND id > ?2 AND event = ?3 AND code = ?4 LIMIT 1");
  rows.bind(1, delivery);
  rows.bind(2, since);
  rows.bind(3, static_cast<int>(HistoryEvent::receipt));
  rows.bind(4, code);
  return rows.executeStep();
}

bool was_settled(WriteSession& session, std::int64_t delivery, std::int64_t since) {
  return was_said(session, delivery, since, "posted") || was_said(session, delivery, since, "returned") ||
         was_said(session, delivery, since, "rejected");
}

void count(WriteSession& session, const std::string& batch, LetterStatus status, bool settles) {
  auto& row = session.prepare(
      "INSERT INTO letter_batch (name, printed, posted, returned, rejected, settled) VALUES (?1, ?2, ?3, ?4, "
      "?5, "
      "?6) ON CONFLICT (name) DO UPDATE SET printed = printed + excluded.printed, posted = posted + "
      "excluded.posted, returned = returned + excluded.returned, rejected = rejected + excluded.rejected, "
      "settled = settled + excluded.settled");
  row.bind(1, batch);
  for (int at = 0; at < 4; ++at) row.bind(at + 2, static_cast<int>(status) == at ? 1 : 0);
  row.bind(6, settles ? 1 : 0);
  row.exec();
}

// Queued, or claimed for a batch that is still open: what was handed over has an outcome.
bool is_waiting(WriteSession& session, std::int64_t delivery) {
  auto& rows = session.prepare("SELECT 1 FROM delivery WHERE id = ?1 AND state = 0");
  rows.bind(1, delivery);
  return rows.executeStep();
}

}  // namespace

LetterWordFate apply_letter_word(WriteSession& session, LaterWord word, LetterStatus status) {
  HandOver last = last_hand_over(session, word.delivery);
  if (last.row == 0 && is_waiting(session, word.delivery)) return LetterWordFate::not_handed_over;
  if (was_said(session, word.delivery, last.row, word.code)) return LetterWordFate::repeated;
  const bool settles = status != LetterStatus::printed && !was_settled(session, word.delivery, last.row);
  word.provider_id = last.batch;
  apply_later_word(session, word);
  if (!last.batch.empty()) count(session, last.batch, status, settles);
  return LetterWordFate::applied;
}

void note_reprint(WriteSession& session, std::int64_t delivery, const std::string& batch,
                  const std::string& of, const std::string& who, TimePoint now) {
  LaterWord word;
  word.delivery = delivery;
  word.history = HistoryEvent::resolved;
  word.code = "reprinted";
  word.provider_id = batch;
  word.detail = kReprintedInsteadOf + of;
  word.who = who;
  word.now = now;
  word.moves = false;
  apply_later_word(session, word);
}

std::map<std::string, LetterCounts> letter_counts(WriteSession& session) {
  auto& rows = session.prepare("SELECT name, printed, posted, returned, rejected, settled FROM letter_batch");
  std::map<std::string, LetterCounts> out;
  while (rows.executeStep())
    out[rows.getColumn(0).getString()] = {.printed = rows.getColumn(1).getInt64(),
                                          .posted = rows.getColumn(2).getInt64(),
                                          .returned = rows.getColumn(3).getInt64(),
                                          .rejected = rows.getColumn(4).getInt64(),
                                          .settled = rows.getColumn(5).getInt64()};
  return out;
}

}  // namespace triand::store
