#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "daemon/domain/delivery_state.hpp"
#include "daemon/domain/recipient_state.hpp"
#include "daemon/store/delivery_id.hpp"
#include "daemon/store/failure_window.hpp"
#include "daemon/store/statement_cache.hpp"

namespace triand::store {

// What one job may use inside the writer's transaction: prepared statements and the counters, which move together
// with the rows. Lives on the writer thread only.
class WriteSession {
 public:
  explicit WriteSession(SQLite::Database& database) : statements_(database) {}

  // The prepared statement of a text that lives as long as the program; reset and without bindings.
  SQLite::Statement& prepare(const char* sql) { return statements_.prepare(sql); }
  SQLite::Database& database() { return statements_.database(); }

  void count_delivery(const QueueKey& queue, domain::DeliveryState state, std::int64_t change);
  void move_delivery(const QueueKey& queue, domain::DeliveryState from, domain::DeliveryState to);
  void count_recipient(std::int64_t campaign, std::int64_t unit, domain::RecipientState bucket,
                       std::int64_t change);
  void move_recipient(std::int64_t campaign, std::int64_t unit, domain::RecipientState from,
                      domain::RecipientState to);

  // VND for what was accepted from a queue.
  void spend(const QueueKey& queue, std::int64_t cost);

  // What became of a message a channel was given, for campaigns that stop by themselves (failure_window.hpp).
  void note_outcome(const QueueKey& queue, bool failed);
  // One that had been accepted has failed since.
  void note_late_failure(const QueueKey& queue);
  // What the service has paused by itself since the last call whose transaction is on disk, a sentence each.
  [[nodiscard]] std::vector<std::string> take_stops();

  // One delivery of a lease has its outcome: when that is on disk and was the last, the lease goes.
  void settle(std::int64_t lease);
  // A lease that was just written covers that many deliveries without an outcome.
  void open_lease(std::int64_t lease, std::int64_t deliveries);

  // For the writer: a job begins, was good, or is undone; then all counters are written, then all is on disk.
  void begin_job();
  void keep_job();
  void drop_job();
  void write_counters();
  // A statement left in the middle of its rows would hold back the log's checkpoint.
  void reset_statements() { statements_.reset_all(); }
  void committed();
  void rolled_back();

 private:
  using DeliveryCounter = std::tuple<std::int64_t, std::int64_t, std::int64_t, int>;
  using RecipientCounter = std::tuple<std::int64_t, std::int64_t, int>;
  struct Changes {
    std::map<DeliveryCounter, std::int64_t> deliveries;
    std::map<RecipientCounter, std::int64_t> recipients;
    std::map<QueueKey, std::int64_t> spent;
    std::map<QueueKey, Outcomes> outcomes;
    std::vector<std::pair<std::int64_t, std::int64_t>> leases;  // lease, change of its open deliveries
    std::vector<std::string> told;                              // of stops_
  };

  // They are undone: whoever was told of stops has not heard of them.
  void undo(Changes& changes);

  StatementCache statements_;
  Changes job_;
  Changes transaction_;
  std::unordered_map<std::int64_t, std::int64_t> open_leases_;  // as on disk
  std::vector<std::string> new_stops_;                          // of this transaction
  std::vector<std::string> stops_;
  std::vector<std::int64_t> empty_leases_;  // to be deleted by the next transaction
};

}  // namespace triand::store
