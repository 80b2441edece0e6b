#include "daemon/store/record.hpp"

#include "daemon/domain/channel_failure.hpp"
#include "daemon/domain/message_version.hpp"
#include "daemon/store/erasure.hpp"
#include "daemon/store/gateway_message.hpp"
#include "daemon/store/notice_log.hpp"
#include "daemon/store/recipient_shift.hpp"
#include "daemon/store/store_error.hpp"

namespace triand::store {
namespace {

using domain::DeliveryState;

struct HistoryRow {
  std::int64_t delivery = 0;
  TimePoint at;
  HistoryEvent event = HistoryEvent::attempt;
  DeliveryState state = DeliveryState::queued;
  domain::Reason reason = domain::Reason::none;
  const std::string& failure_class;
  const std::string& code;
  const std::string& provider_id;
  std::int64_t latency_ms = 0;
  const std::string& detail;
  const std::string& who;
};

void write_history(WriteSession& session, const HistoryRow& row) {
  auto& insert = session.prepare(
      "INSERT INTO history (delivery_id, at, event, state, reason, class, code, provider_id, latency_ms, "
      "detail, who) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  insert.bind(1, row.delivery);
  insert.bind(2, to_ms(row.at));
  insert.bind(3, static_cast<int>(row.event));
  insert.bind(4, static_cast<int>(row.state));
  insert.bind(5, static_cast<int>(row.reason));
  insert.bindNoCopy(6, row.failure_class);
  insert.bindNoCopy(7, row.code);
  insert.bindNoCopy(8, row.provider_id);
  insert.bind(9, row.latency_ms);
  insert.bindNoCopy(10, row.detail);
  insert.bindNoCopy(11, row.who);
  insert.exec();
}

void update_delivery(WriteSession& session, const DeliveryRow& row) {
  auto& update = session.prepare(
      "UPDATE delivery SET state = ?, reason = ?, attempts = ?, parts = ?, customer_version = ?, alone = ?, "
      "updated_at = ? WHERE id = ?");
  update.bind(1, static_cast<int>(row.state));
  update.bind(2, static_cast<int>(row.reason));
  update.bind(3, row.attempts);
  update.bind(4, row.parts);
  update.bind(5, row.customer_version);
  update.bind(6, row.alone ? 1 : 0);
  update.bind(7, row.updated_at);
  update.bind(8, row.id);
  update.exec();
}

void defer(WriteSession& session, std::int64_t delivery, TimePoint due) {
  const QueueKey queue = queue_of(delivery);
  auto& insert = session.prepare(
      "INSERT OR REPLACE INTO deferred (channel_id, campaign_id, due_at, delivery_id) VALUES (?, ?, ?, ?)");
  insert.bind(1, queue.channel);
  insert.bind(2, queue.campaign);
  insert.bind(3, to_ms(due));
  insert.bind(4, delivery);
  insert.exec();
}

void forget_deferred(WriteSession& session, std::int64_t delivery) {
  auto& remove = session.prepare("DELETE FROM deferred WHERE delivery_id = ?");
  remove.bind(1, delivery);
  remove.exec();
}

bool is_deferred(WriteSession& session, std::int64_t delivery) {
  auto& find = session.prepare("SELECT 1 FROM deferred WHERE delivery_id = ?");
  find.bind(1, delivery);
  const bool found = find.executeStep();
  find.reset();
  return found;
}

// A queued row that was claimed and has no outcome yet is on its way.
bool is_on_its_way(WriteSession& session, const DeliveryRow& row) {
  if (row.state != DeliveryState::queued || is_deferred(session, row.id)) return false;
  const QueueKey queue = queue_of(row.id);
  auto& find = session.prepare(
      "SELECT next_place FROM queue WHERE campaign_id = ? AND channel_id = ? AND unit_id = ?");
  find.bind(1, queue.campaign);
  find.bind(2, queue.channel);
  find.bind(3, queue.unit);
  const bool claimed = find.executeStep() && place_of(row.id) < find.getColumn(0).getInt64();
  find.reset();
  return claimed;
}

// Whether an earlier attempt was accepted.
bool was_accepted(WriteSession& session, std::int64_t delivery) {
  auto& find = session.prepare("SELECT 1 FROM history WHERE delivery_id = ? AND event = ? AND state = ?");
  find.bind(1, delivery);
  find.bind(2, static_cast<int>(HistoryEvent::attempt));
  find.bind(3, static_cast<int>(DeliveryState::accepted));
  const bool found = find.executeStep();
  find.reset();
  return found;
}

// Whether the campaign may still send by another channel. One that has finished while receipts were still to come goes
// on; one whose window is over, or that was cancelled, does not.
bool may_go_on(WriteSession& session, std::int64_t campaign, TimePoint now) {
  auto& reopen = session.prepare(
      "UPDATE campaign SET state = 'running', ended_at = 0 WHERE id = ? AND state = 'finished' AND closes_at "
      "> ?");
  reopen.bind(1, campaign);
  reopen.bind(2, to_ms(now));
  reopen.exec();
  auto& find = session.prepare(
      "SELECT 1 FROM campaign WHERE id = ? AND state IN ('approved', 'running') AND closes_at > ?");
  find.bind(1, campaign);
  find.bind(2, to_ms(now));
  const bool found = find.executeStep();
  find.reset();
  return found;
}

// Moves row and counters from `from` to where the step leads; queues the leg's next channel when it takes over.
bool move(WriteSession& session, DeliveryRow& row, DeliveryState from, const domain::Step& step,
          const std::optional<std::int64_t>& next_channel, bool goes_on, TimePoint now) {
  const bool falls_back = step.state == DeliveryState::failed && next_channel &&
                          (goes_on || !domain::ends_leg(step.reason)) &&
                          may_go_on(session, queue_of(row.id).campaign, now);
  shift_counters(session, row, from, step.state, falls_back);
  if (falls_back) {
    QueueKey queue = queue_of(row.id);
    queue.channel = *next_channel;
    append_delivery(session, queue, row.customer, row.leg, to_ms(now));
    row.alone = false;
  }
  row.state = step.state;
  row.reason = step.reason;
  row.updated_at = to_ms(now);
  return falls_back;
}

// Asked only where there are words, which a message that was taken seldom brings.
const std::string& kept_words(WriteSession& session, std::int64_t customer, const std::string& words) {
  static const std::string kNone;
  return words.empty() || !is_erased(session, customer) ? words : kNone;
}

void give_quota_back(WriteSession& session, const QueueKey& queue, std::int64_t day) {
  auto& give =
      session.prepare("UPDATE quota_use SET used = max(used - 1, 0) WHERE channel_id = ? AND day = ?");
  give.bind(1, queue.channel);
  give.bind(2, day);
  give.exec();
}

// Whether the gateway may have what it was given.
bool may_stand(domain::DeliveryEvent event) {
  return event == domain::DeliveryEvent::answered_accepted ||
         event == domain::DeliveryEvent::answered_in_doubt || event == domain::DeliveryEvent::lost_in_crash;
}

// Whether the gateway has said exactly that before.
bool is_known(WriteSession& session, const LaterWord& word) {
  auto& find = session.prepare(
      "SELECT 1 FROM history WHERE delivery_id = ? AND event = ? AND code = ? AND provider_id = ? AND detail "
      "= ?");
  find.bind(1, word.delivery);
  find.bind(2, static_cast<int>(word.history));
  find.bind(3, word.code);
  find.bind(4, word.provider_id);
  find.bind(5, word.detail);
  const bool found = find.executeStep();
  find.reset();
  return found;
}

// From now on receipts find the delivery by its id; what they said before is heard now.
void hear_early(WriteSession& session, const AttemptRecord& record, Recorded& out) {
  put_gateway_message(session, record.delivery, record.provider_id);
  for (LaterWord& word : take_early_receipts(session, record.delivery, record.provider_id, record.now)) {
    if (word.event == domain::DeliveryEvent::receipt_failed) word.next_channel = record.next_channel;
    await_parts(session, word);
    if (!apply_later_word(session, word)) continue;
    DeliveryRow row;
    if (read_delivery(session, record.delivery, row)) out.state = row.state;
    out.fell_back = out.fell_back || word.next_channel.has_value();
  }
}

}  // namespace

Recorded record_attempt(WriteSession& session, const AttemptRecord& record) {
  domain::DeliveryEvent event = record.event;
  domain::Reason reason = record.reason;
  if (record.duplicate && was_accepted(session, record.delivery)) {
    // It was taken before, has failed since and was to be sent again: the gateway did nothing this time.
    event = domain::DeliveryEvent::answered_rejected;
    reason = domain::Reason::duplicate_reference;
  }
  DeliveryRow row;
  if (!read_delivery(session, record.delivery, row))
    throw NotFound("an outcome came for a delivery that is gone");
  const bool on_its_way = row.state == DeliveryState::queued;
  const DeliveryState from = on_its_way ? DeliveryState::sending : row.state;
  const domain::Step step = domain::next(from, row.reason, {event, reason});
  Recorded out;
  if (step.moved)
    out.fell_back = move(session, row, from, step, record.next_channel, record.goes_on, record.now);
  if (record.notice && may_stand(event))
    put_notice(session, row.id, domain::version_handed_over(row.attempts), record.at);
  if (record.in_history && step.moved && step.state != DeliveryState::queued)
    session.note_outcome(queue_of(row.id),
                         domain::is_channel_failure(step.state, step.reason, out.fell_back));
  if (record.counts) ++row.attempts;
  if (record.in_history) {
    if (record.parts != 0) row.parts = record.parts;
    if (record.customer_version != 0) row.customer_version = record.customer_version;
    static const std::string kNobody;
    const std::string& detail = kept_words(session, row.customer, record.detail);
    write_history(session, {.delivery = row.id,
                            .at = record.at,
                            .event = event == domain::DeliveryEvent::lost_in_crash ? HistoryEvent::crash
                                                                                   : HistoryEvent::attempt,
                            .state = row.state,
                            .reason = reason,
                            .failure_class = record.failure_class,
                            .code = record.code,
                            .provider_id = record.provider_id,
                            .latency_ms = record.latency_ms,
                            .detail = detail,
                            .who = kNobody});
  }
  update_delivery(session, row);
  if (step.moved && row.state == DeliveryState::queued)
    defer(session, row.id, record.due.value_or(record.now));
  session.spend(queue_of(row.id), record.cost);
  if (record.unused_quota_day != 0) give_quota_back(session, queue_of(row.id), record.unused_quota_day);
  session.settle(record.lease);
  out.state = row.state;
  if (record.known_by_id && record.in_history && !record.provider_id.empty())
    hear_early(session, record, out);
  return out;
}

LaterWord resend_word(std::int64_t delivery, TimePoint now, std::optional<TimePoint> due) {
  LaterWord word;
  word.delivery = delivery;
  word.event = domain::DeliveryEvent::resolved_resend;
  word.history = HistoryEvent::resolved;
  word.who = kServiceItself;
  word.detail = "sent again with the same reference, as in_doubt: resend says";
  word.now = now;
  word.due = due;
  return word;
}

bool apply_later_word(WriteSession& session, const LaterWord& word) {
  if (word.repeats && is_known(session, word)) return false;
  DeliveryRow row;
  if (!read_delivery(session, word.delivery, row)) throw NotFound("no such delivery");
  const DeliveryState from = is_on_its_way(session, row) ? DeliveryState::sending : row.state;
  bool moved = false;
  if (word.moves) {
    const domain::Step step = domain::next(from, row.reason, {word.event, word.reason});
    // To be sent again, by this channel or the next, there must be a campaign that still sends.
    const bool sends_again =
        step.state == DeliveryState::queued || word.event == domain::DeliveryEvent::no_receipt_in_time;
    moved = step.moved && (!sends_again || may_go_on(session, queue_of(row.id).campaign, word.now));
    if (moved) {
      // A delivery that waits for its next try and was settled must not be tried.
      if (row.state == DeliveryState::queued) forget_deferred(session, row.id);
      const bool fell_back = move(session, row, from, step, word.next_channel, false, word.now);
      if (domain::is_channel_failure(step.state, step.reason, fell_back) &&
          !domain::is_channel_failure(from, domain::Reason::none, false))
        session.note_late_failure(queue_of(row.id));
      update_delivery(session, row);
      if (row.state == DeliveryState::queued) defer(session, row.id, word.due.value_or(word.now));
    }
  }
  // That time has passed is no event of its own.
  if (!moved && word.history == HistoryEvent::no_receipt) return false;
  static const std::string kNoClass;
  write_history(session, {.delivery = row.id,
                          .at = word.now,
                          .event = word.history,
                          .state = moved ? row.state : from,
                          .reason = word.reason,
                          .failure_class = kNoClass,
                          .code = word.code,
                          .provider_id = word.provider_id,
                          .latency_ms = 0,
                          .detail = kept_words(session, row.customer, word.detail),
                          .who = word.who});
  return moved;
}

void keep_stray_receipt(WriteSession& session, const StrayReceipt& receipt) {
  auto& insert = session.prepare(
      "INSERT INTO stray_receipt (channel_id, at, word, reference, provider_id, reason, code, detail) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  insert.bind(1, receipt.channel);
  insert.bind(2, to_ms(receipt.now));
  insert.bind(3, receipt.word);
  insert.bind(4, receipt.reference);
  insert.bind(5, receipt.provider_id);
  insert.bind(6, static_cast<int>(receipt.reason));
  insert.bind(7, receipt.code);
  insert.bind(8, receipt.detail);
  insert.exec();
}

}  // namespace triand::store
