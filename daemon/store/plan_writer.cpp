#include "daemon/store/plan_writer.hpp"

#include <map>
#include <utility>

#include "daemon/store/canary.hpp"
#include "daemon/store/store_error.hpp"

namespace triand::store {
namespace {

std::int64_t end_place(WriteSession& session, const QueueKey& queue) {
  auto& find =
      session.prepare("SELECT end_place FROM queue WHERE campaign_id = ? AND channel_id = ? AND unit_id = ?");
  find.bind(1, queue.campaign);
  find.bind(2, queue.channel);
  find.bind(3, queue.unit);
  return find.executeStep() ? find.getColumn(0).getInt64() : 0;
}

void set_end_place(WriteSession& session, const QueueKey& queue, std::int64_t end) {
  auto& statement = session.prepare(
      "INSERT INTO queue (campaign_id, channel_id, unit_id, next_place, end_place) VALUES (?, ?, ?, 0, ?) "
      "ON CONFLICT DO UPDATE SET end_place = excluded.end_place");
  statement.bind(1, queue.campaign);
  statement.bind(2, queue.channel);
  statement.bind(3, queue.unit);
  statement.bind(4, end);
  statement.exec();
}

// Its deliveries bear its name in their references, and some may have left: another text is another campaign.
void refuse_beyond_planned(WriteSession& session, const std::string& name) {
  auto& find = session.prepare(
      "SELECT state FROM campaign WHERE name = ? AND state NOT IN ('planning', 'replaced', 'planned')");
  find.bind(1, name);
  if (find.executeStep())
    throw WrongState("campaign " + name + " is " + find.getColumn(0).getString() +
                     " already and cannot be planned again; another text needs another name (`campaign:` in "
                     "the file), and this one cancelled if it must not go on");
}

// Whom the planner has read must still be there when it is written down.
void refuse_while_undoing(WriteSession& session) {
  auto& find = session.prepare("SELECT id FROM import WHERE state = 'undoing' LIMIT 1");
  if (find.executeStep())
    throw WrongState("import " + std::to_string(find.getColumn(0).getInt64()) +
                     " is being taken back just now; plan when that is done");
}

// Removes up to `limit` rows of `table` between two ids; returns how many.
int remove_some(WriteSession& session, const char* sql, std::int64_t from, std::int64_t to, int limit) {
  auto& statement = session.prepare(sql);
  statement.bind(1, from);
  statement.bind(2, to);
  statement.bind(3, limit);
  return statement.exec();
}

// Appends deliveries to their queues; the counters and the queues' ends are written by finish().
class DeliveryRows {
 public:
  DeliveryRows(WriteSession& session, std::int64_t campaign, TimePoint now)
      : session_(session),
        campaign_(campaign),
        at_(to_ms(now)),
        insert_(session.prepare(
            "INSERT INTO delivery (id, customer_id, leg, alone, state, reason, attempts, parts, "
            "customer_version, updated_at) VALUES (?, ?, ?, ?, 0, 0, 0, ?, 0, ?)")) {}

  void add(const LaterDelivery& one) {
    const QueueKey queue{campaign_, one.delivery.channel, one.unit};
    auto run = runs_.find(queue);
    if (run == runs_.end()) {
      const std::int64_t end = end_place(session_, queue);
      run = runs_.emplace(queue, Run{end, end}).first;
    }
    insert_.reset();
    insert_.bind(1, delivery_id(queue, run->second.end++));
    insert_.bind(2, one.customer);
    insert_.bind(3, one.delivery.leg);
    insert_.bind(4, one.alone ? 1 : 0);
    insert_.bind(5, one.delivery.parts);
    insert_.bind(6, at_);
    insert_.exec();
  }

  void finish() {
    for (const auto& [queue, run] : runs_) {
      session_.count_delivery(queue, domain::DeliveryState::queued, run.end - run.begin);
      set_end_place(session_, queue, run.end);
    }
  }

 private:
  struct Run {
    std::int64_t begin = 0;
    std::int64_t end = 0;
  };

  WriteSession& session_;
  std::int64_t campaign_;
  std::int64_t at_;
  SQLite::Statement& insert_;
  std::map<QueueKey, Run> runs_;
};

}  // namespace

std::int64_t begin_plan(WriteSession& session, const NewPlan& plan, TimePoint now) {
  refuse_beyond_planned(session, plan.name);
  refuse_while_undoing(session);
  auto& statement = session.prepare(
      "INSERT INTO campaign (name, state, file, source, opens_at, closes_at, window_text, planned_by, "
      "planned_at) "
      "VALUES (?, 'planning', ?, ?, ?, ?, ?, ?, ?)");
  statement.bind(1, plan.name);
  statement.bind(2, plan.file);
  statement.bind(3, plan.source);
  statement.bind(4, to_ms(plan.opens_at));
  statement.bind(5, to_ms(plan.closes_at));
  statement.bind(6, plan.window_text);
  statement.bind(7, plan.who);
  statement.bind(8, to_ms(now));
  statement.exec();
  return session.database().getLastInsertRowid();
}

void add_recipients(WriteSession& session, std::int64_t campaign, std::span<const NewRecipient> recipients,
                    TimePoint now) {
  auto& recipient = session.prepare(
      "INSERT INTO recipient (id, unit_id, route, bucket, reason, detail) VALUES (?, ?, ?, ?, ?, ?)");
  DeliveryRows rows(session, campaign, now);
  std::map<std::pair<std::int64_t, domain::RecipientState>, std::int64_t> buckets;
  for (const NewRecipient& one : recipients) {
    recipient.reset();
    recipient.bind(1, recipient_id(campaign, one.customer));
    recipient.bind(2, one.unit);
    recipient.bind(3, one.route);
    recipient.bind(4, static_cast<int>(one.bucket));
    recipient.bind(5, static_cast<int>(one.reason));
    one.detail.empty() ? recipient.bind(6) : recipient.bind(6, one.detail);
    recipient.exec();
    ++buckets[{one.unit, one.bucket}];
    if (one.later) continue;
    for (const NewDelivery& planned : one.deliveries)
      rows.add({one.customer, one.unit, planned, one.deliveries.size() == 1});
  }
  for (const auto& [key, n] : buckets) session.count_recipient(campaign, key.first, key.second, n);
  rows.finish();
}

void add_deliveries(WriteSession& session, std::int64_t campaign, std::span<const LaterDelivery> deliveries,
                    TimePoint now) {
  DeliveryRows rows(session, campaign, now);
  for (const LaterDelivery& one : deliveries) rows.add(one);
  rows.finish();
}

void close_rank(WriteSession& session, std::int64_t campaign, int rank) {
  auto& insert = session.prepare(
      "INSERT INTO queue_rank (campaign_id, channel_id, unit_id, rank, end_place) SELECT campaign_id, "
      "channel_id, unit_id, ?, end_place FROM queue WHERE campaign_id = ?");
  insert.bind(1, rank);
  insert.bind(2, campaign);
  insert.exec();
}

void pin_messages(WriteSession& session, std::int64_t campaign, std::span<const PinnedMessage> messages) {
  for (const PinnedMessage& message : messages) {
    auto& statement = session.prepare(
        "INSERT OR REPLACE INTO campaign_message (campaign_id, channel_id, language, part, file, text) "
        "VALUES (?, ?, ?, "
        "?, ?, ?)");
    statement.bind(1, campaign);
    statement.bind(2, message.channel);
    statement.bind(3, message.language);
    statement.bind(4, message.part);
    statement.bind(5, message.file);
    statement.bind(6, message.text);
    statement.exec();
  }
}

void finish_plan(WriteSession& session, std::int64_t campaign, const std::string& summary,
                 std::int64_t planned_cost) {
  auto& find = session.prepare("SELECT name FROM campaign WHERE id = ?");
  find.bind(1, campaign);
  if (!find.executeStep()) throw NotFound("the plan is gone");
  const std::string name = find.getColumn(0).getString();
  find.reset();
  refuse_beyond_planned(session, name);
  auto& replace =
      session.prepare("UPDATE campaign SET state = 'replaced' WHERE name = ? AND state = 'planned'");
  replace.bind(1, name);
  replace.exec();
  auto& statement =
      session.prepare("UPDATE campaign SET state = 'planned', summary = ?, planned_cost = ? WHERE id = ?");
  statement.bind(1, summary);
  statement.bind(2, planned_cost);
  statement.bind(3, campaign);
  statement.exec();
}

void drop_plan(WriteSession& session, std::int64_t campaign) {
  auto& statement =
      session.prepare("UPDATE campaign SET state = 'replaced' WHERE id = ? AND state = 'planning'");
  statement.bind(1, campaign);
  statement.exec();
}

void drop_unfinished_plans(WriteSession& session) {
  session.prepare("UPDATE campaign SET state = 'replaced' WHERE state = 'planning'").exec();
}

bool purge_plans(WriteSession& session, int limit) {
  auto& find = session.prepare("SELECT id FROM campaign WHERE state = 'replaced' LIMIT 1");
  if (!find.executeStep()) return false;
  const std::int64_t campaign = find.getColumn(0).getInt64();
  find.reset();
  if (remove_some(
          session,
          "DELETE FROM delivery WHERE id IN (SELECT id FROM delivery WHERE id >= ? AND id < ? LIMIT ?)",
          delivery_id({campaign, 0, 0}, 0), delivery_id({campaign + 1, 0, 0}, 0), limit) == limit)
    return true;
  if (remove_some(
          session,
          "DELETE FROM recipient WHERE id IN (SELECT id FROM recipient WHERE id >= ? AND id < ? LIMIT ?)",
          recipient_id(campaign, 0), recipient_id(campaign + 1, 0), limit) == limit)
    return true;
  purge_canary(session, campaign);
  for (const char* sql :
       {"DELETE FROM queue WHERE campaign_id = ?", "DELETE FROM campaign_message WHERE campaign_id = ?",
        "DELETE FROM delivery_count WHERE campaign_id = ?",
        "DELETE FROM recipient_count WHERE campaign_id = ?", "DELETE FROM pause WHERE campaign_id = ?",
        "DELETE FROM campaign WHERE id = ?"}) {
    auto& statement = session.prepare(sql);
    statement.bind(1, campaign);
    statement.exec();
  }
  return true;
}

}  // namespace triand::store
