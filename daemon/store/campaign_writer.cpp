#include "daemon/store/campaign_writer.hpp"

#include "daemon/store/canary.hpp"
#include "daemon/store/recipient_shift.hpp"
#include "daemon/store/record.hpp"
#include "daemon/store/store_error.hpp"

namespace triand::store {
namespace {

struct Found {
  std::int64_t id = 0;
  std::string state;
  std::string planned_by;
};

Found find_campaign(WriteSession& session, const std::string& name) {
  auto& find = session.prepare(
      "SELECT id, state, planned_by FROM campaign WHERE name = ? AND state NOT IN ('planning', 'replaced')");
  find.bind(1, name);
  if (!find.executeStep())
    throw NotFound("there is no campaign " + name + "; `trianctl campaign status` lists them");
  Found out{find.getColumn(0).getInt64(), find.getColumn(1).getString(), find.getColumn(2).getString()};
  find.reset();
  return out;
}

// One row for each: what waited and was not sent is looked for as often as what was.
void note_closed(WriteSession& session, std::int64_t delivery, const domain::Step& step, TimePoint now) {
  auto& insert = session.prepare(
      "INSERT INTO history (delivery_id, at, event, state, reason, class, code, provider_id, latency_ms, "
      "detail, who) "
      "VALUES (?, ?, ?, ?, ?, '', '', '', 0, '', '')");
  insert.bind(1, delivery);
  insert.bind(2, to_ms(now));
  insert.bind(3, static_cast<int>(HistoryEvent::closed));
  insert.bind(4, static_cast<int>(step.state));
  insert.bind(5, static_cast<int>(step.reason));
  insert.exec();
}

// Closes deliveries of one queue that nobody has claimed yet.
int close_unclaimed(WriteSession& session, const QueueKey& queue, std::int64_t from, std::int64_t end,
                    domain::DeliveryEvent event, int limit, TimePoint now) {
  auto& rows = session.prepare(
      "SELECT id, customer_id, alone, reason FROM delivery WHERE id >= ? AND id < ? AND state = 0 ORDER BY "
      "id LIMIT ?");
  rows.bind(1, delivery_id(queue, from));
  rows.bind(2, delivery_id(queue, end));
  rows.bind(3, limit);
  std::vector<DeliveryRow> waiting;
  while (rows.executeStep()) {
    DeliveryRow row;
    row.id = rows.getColumn(0).getInt64();
    row.customer = rows.getColumn(1).getInt64();
    row.alone = rows.getColumn(2).getInt() != 0;
    row.reason = static_cast<domain::Reason>(rows.getColumn(3).getInt());
    waiting.push_back(row);
  }
  auto& update = session.prepare("UPDATE delivery SET state = ?, reason = ?, updated_at = ? WHERE id = ?");
  for (const DeliveryRow& row : waiting) {
    const domain::Step step =
        domain::next(domain::DeliveryState::queued, row.reason, {event, domain::Reason::none});
    shift_counters(session, row, domain::DeliveryState::queued, step.state);
    update.reset();
    update.bind(1, static_cast<int>(step.state));
    update.bind(2, static_cast<int>(step.reason));
    update.bind(3, to_ms(now));
    update.bind(4, row.id);
    update.exec();
    note_closed(session, row.id, step, now);
  }
  auto& advance = session.prepare(
      "UPDATE queue SET next_place = ? WHERE campaign_id = ? AND channel_id = ? AND unit_id = ?");
  advance.bind(1, static_cast<int>(waiting.size()) < limit ? end : place_of(waiting.back().id) + 1);
  advance.bind(2, queue.campaign);
  advance.bind(3, queue.channel);
  advance.bind(4, queue.unit);
  advance.exec();
  return static_cast<int>(waiting.size());
}

int close_deferred(WriteSession& session, std::int64_t campaign, domain::DeliveryEvent event, int limit,
                   TimePoint now) {
  auto& find =
      session.prepare("SELECT delivery_id FROM deferred WHERE delivery_id >= ? AND delivery_id < ? LIMIT ?");
  find.bind(1, delivery_id({campaign, 0, 0}, 0));
  find.bind(2, delivery_id({campaign + 1, 0, 0}, 0));
  find.bind(3, limit);
  std::vector<std::int64_t> waiting;
  while (find.executeStep()) waiting.push_back(find.getColumn(0).getInt64());
  for (const std::int64_t id : waiting) {
    auto& remove = session.prepare("DELETE FROM deferred WHERE delivery_id = ?");
    remove.bind(1, id);
    remove.exec();
    DeliveryRow row;
    if (!read_delivery(session, id, row) || row.state != domain::DeliveryState::queued) continue;
    const domain::Step step = domain::next(row.state, row.reason, {event, domain::Reason::none});
    shift_counters(session, row, row.state, step.state);
    auto& update = session.prepare("UPDATE delivery SET state = ?, reason = ?, updated_at = ? WHERE id = ?");
    update.bind(1, static_cast<int>(step.state));
    update.bind(2, static_cast<int>(step.reason));
    update.bind(3, to_ms(now));
    update.bind(4, id);
    update.exec();
    note_closed(session, id, step, now);
  }
  return static_cast<int>(waiting.size());
}

}  // namespace

void approve_campaign(WriteSession& session, const std::string& name, const std::string& who, bool two_person,
                      TimePoint now) {
  const Found found = find_campaign(session, name);
  if (found.state != "planned") throw WrongState("campaign " + name + " is " + found.state + ", not planned");
  if (two_person && found.planned_by == who)
    throw Refused("campaign " + name + " was planned by " + who +
                  " and its approval is two_person; another person must approve it");
  auto& update = session.prepare(
      "UPDATE campaign SET state = 'approved', approved_by = ?, approved_at = ? WHERE id = ?");
  update.bind(1, who);
  update.bind(2, to_ms(now));
  update.bind(3, found.id);
  update.exec();
  write_audit(session, who, "campaign.approve", name, "", now);
}

void set_running(WriteSession& session, std::int64_t campaign) {
  auto& update = session.prepare("UPDATE campaign SET state = 'running' WHERE id = ? AND state = 'approved'");
  update.bind(1, campaign);
  update.exec();
}

bool finish_if_done(WriteSession& session, std::int64_t campaign, TimePoint now) {
  auto& find = session.prepare(
      "SELECT coalesce(sum(n), 0) FROM delivery_count WHERE campaign_id = ? AND state IN (0, 1)");
  find.bind(1, campaign);
  find.executeStep();
  const bool open = find.getColumn(0).getInt64() > 0;
  find.reset();
  if (open) return false;
  auto& update = session.prepare(
      "UPDATE campaign SET state = 'finished', ended_at = ? WHERE id = ? AND state IN ('approved', "
      "'running')");
  update.bind(1, to_ms(now));
  update.bind(2, campaign);
  return update.exec() > 0;
}

void cancel_campaign(WriteSession& session, const std::string& name, const std::string& who,
                     const std::string& reason, TimePoint now) {
  const Found found = find_campaign(session, name);
  if (found.state == "finished" || found.state == "cancelled")
    throw WrongState("campaign " + name + " is " + found.state + " already");
  auto& update = session.prepare(
      "UPDATE campaign SET state = 'cancelled', ended_by = ?, ended_at = ?, end_reason = ? WHERE id = ?");
  update.bind(1, who);
  update.bind(2, to_ms(now));
  update.bind(3, reason);
  update.bind(4, found.id);
  update.exec();
  write_audit(session, who, "campaign.cancel", name, reason, now);
}

int close_some(WriteSession& session, std::int64_t campaign, domain::DeliveryEvent event, int limit,
               TimePoint now) {
  int closed = close_deferred(session, campaign, event, limit, now);
  while (closed < limit) {
    auto& find = session.prepare(
        "SELECT channel_id, unit_id, next_place, end_place FROM queue WHERE campaign_id = ? AND "
        "next_place < end_place LIMIT 1");
    find.bind(1, campaign);
    if (!find.executeStep()) break;
    const QueueKey queue{campaign, find.getColumn(0).getInt64(), find.getColumn(1).getInt64()};
    const std::int64_t from = find.getColumn(2).getInt64();
    const std::int64_t end = find.getColumn(3).getInt64();
    find.reset();
    closed += close_unclaimed(session, queue, from, end, event, limit - closed, now);
  }
  return closed;
}

void set_pause(WriteSession& session, std::int64_t campaign, std::int64_t channel, std::int64_t unit,
               const std::string& who, const std::string& reason, const std::string& hold, TimePoint now) {
  auto& insert = session.prepare(
      "INSERT OR REPLACE INTO pause (campaign_id, channel_id, unit_id, who, at, reason, hold) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)");
  insert.bind(1, campaign);
  insert.bind(2, channel);
  insert.bind(3, unit);
  insert.bind(4, who);
  insert.bind(5, to_ms(now));
  insert.bind(6, reason);
  insert.bind(7, hold);
  insert.exec();
  write_audit(session, who, "pause",
              std::to_string(campaign) + "/" + std::to_string(channel) + "/" + std::to_string(unit), reason,
              now);
}

int clear_pause(WriteSession& session, std::int64_t campaign, std::int64_t channel, std::int64_t unit,
                const std::string& who, const std::string& reason, TimePoint now) {
  const bool everything = channel == 0 && unit == 0 && campaign != 0;
  auto& remove = session.prepare(
      "DELETE FROM pause WHERE campaign_id = ?1 AND (?4 OR (channel_id = ?2 AND unit_id = ?3))");
  remove.bind(1, campaign);
  remove.bind(2, channel);
  remove.bind(3, unit);
  remove.bind(4, everything ? 1 : 0);
  const int lifted = remove.exec();
  if (campaign != 0) forget_failures(session, campaign, channel, unit);
  write_audit(session, who, "resume",
              std::to_string(campaign) + "/" + std::to_string(channel) + "/" + std::to_string(unit), reason,
              now);
  return lifted;
}

std::int64_t campaign_row(WriteSession& session, const std::string& name) {
  return find_campaign(session, name).id;
}

void write_audit(WriteSession& session, const std::string& who, const std::string& action,
                 const std::string& subject, const std::string& reason, TimePoint now) {
  auto& insert =
      session.prepare("INSERT INTO audit (at, who, action, subject, reason) VALUES (?, ?, ?, ?, ?)");
  insert.bind(1, to_ms(now));
  insert.bind(2, who);
  insert.bind(3, action);
  insert.bind(4, subject);
  insert.bind(5, reason);
  insert.exec();
}

}  // namespace triand::store
