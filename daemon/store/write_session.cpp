#include "daemon/store/write_session.hpp"

#include <utility>

namespace triand::store {

void WriteSession::count_delivery(const QueueKey& queue, domain::DeliveryState state, std::int64_t change) {
  job_.deliveries[{queue.campaign, queue.unit, queue.channel, static_cast<int>(state)}] += change;
}

void WriteSession::move_delivery(const QueueKey& queue, domain::DeliveryState from,
                                 domain::DeliveryState to) {
  if (from == to) return;
  count_delivery(queue, from, -1);
  count_delivery(queue, to, 1);
}

void WriteSession::count_recipient(std::int64_t campaign, std::int64_t unit, domain::RecipientState bucket,
                                   std::int64_t change) {
  job_.recipients[{campaign, unit, static_cast<int>(bucket)}] += change;
}

void WriteSession::move_recipient(std::int64_t campaign, std::int64_t unit, domain::RecipientState from,
                                  domain::RecipientState to) {
  if (from == to) return;
  count_recipient(campaign, unit, from, -1);
  count_recipient(campaign, unit, to, 1);
}

void WriteSession::spend(const QueueKey& queue, std::int64_t cost) {
  if (cost != 0) job_.spent[queue] += cost;
}

void WriteSession::note_outcome(const QueueKey& queue, bool failed) {
  for (const std::int64_t unit : {queue.unit, kEveryUnit})
    job_.outcomes[{queue.campaign, queue.channel, unit}].fresh += failed ? '1' : '0';
}

void WriteSession::note_late_failure(const QueueKey& queue) {
  for (const std::int64_t unit : {queue.unit, kEveryUnit})
    ++job_.outcomes[{queue.campaign, queue.channel, unit}].late;
}

std::vector<std::string> WriteSession::take_stops() {
  job_.told.insert(job_.told.end(), stops_.begin(), stops_.end());
  return std::exchange(stops_, {});
}

void WriteSession::undo(Changes& changes) {
  stops_.insert(stops_.begin(), changes.told.begin(), changes.told.end());
  changes = {};
}

void WriteSession::settle(std::int64_t lease) {
  if (lease != 0) job_.leases.emplace_back(lease, -1);
}

void WriteSession::open_lease(std::int64_t lease, std::int64_t deliveries) {
  job_.leases.emplace_back(lease, deliveries);
}

void WriteSession::begin_job() { job_ = {}; }

void WriteSession::keep_job() {
  for (const auto& [key, change] : job_.deliveries) transaction_.deliveries[key] += change;
  for (const auto& [key, change] : job_.recipients) transaction_.recipients[key] += change;
  for (const auto& [queue, cost] : job_.spent) transaction_.spent[queue] += cost;
  for (const auto& [queue, seen] : job_.outcomes) {
    Outcomes& all = transaction_.outcomes[queue];
    all.fresh += seen.fresh;
    all.late += seen.late;
  }
  transaction_.leases.insert(transaction_.leases.end(), job_.leases.begin(), job_.leases.end());
  transaction_.told.insert(transaction_.told.end(), job_.told.begin(), job_.told.end());
  job_ = {};
}

void WriteSession::drop_job() { undo(job_); }

void WriteSession::write_counters() {
  for (const auto& [key, change] : transaction_.deliveries) {
    if (change == 0) continue;
    auto& statement = prepare(
        "INSERT INTO delivery_count (campaign_id, unit_id, channel_id, state, n) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET n = n + excluded.n");
    statement.bind(1, std::get<0>(key));
    statement.bind(2, std::get<1>(key));
    statement.bind(3, std::get<2>(key));
    statement.bind(4, std::get<3>(key));
    statement.bind(5, change);
    statement.exec();
  }
  for (const auto& [key, change] : transaction_.recipients) {
    if (change == 0) continue;
    auto& statement = prepare(
        "INSERT INTO recipient_count (campaign_id, unit_id, bucket, n) VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET n = n + excluded.n");
    statement.bind(1, std::get<0>(key));
    statement.bind(2, std::get<1>(key));
    statement.bind(3, std::get<2>(key));
    statement.bind(4, change);
    statement.exec();
  }
  for (const auto& [queue, cost] : transaction_.spent) {
    auto& statement = prepare(
        "UPDATE queue SET spent = spent + ? WHERE campaign_id = ? AND channel_id = ? AND unit_id = ?");
    statement.bind(1, cost);
    statement.bind(2, queue.campaign);
    statement.bind(3, queue.channel);
    statement.bind(4, queue.unit);
    statement.exec();
  }
  if (!transaction_.outcomes.empty())
    new_stops_ = watch_failures(*this, transaction_.outcomes, std::chrono::system_clock::now());
  for (const std::int64_t lease : empty_leases_) {
    auto& statement = prepare("DELETE FROM lease WHERE id = ?");
    statement.bind(1, lease);
    statement.exec();
  }
}

void WriteSession::committed() {
  empty_leases_.clear();
  stops_.insert(stops_.end(), new_stops_.begin(), new_stops_.end());
  new_stops_.clear();
  for (const auto& [lease, change] : transaction_.leases) {
    auto& open = open_leases_[lease];
    open += change;
    // Deleting it can wait for the next transaction: its deliveries have their outcomes.
    if (open <= 0) {
      open_leases_.erase(lease);
      empty_leases_.push_back(lease);
    }
  }
  transaction_ = {};
}

void WriteSession::rolled_back() {
  new_stops_.clear();
  undo(job_);
  undo(transaction_);
}

}  // namespace triand::store
