#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "daemon/domain/suppression_index.hpp"
#include "daemon/store/erasure.hpp"
#include "daemon/store/suppression_writer.hpp"
#include "daemon/store/writer.hpp"

namespace triand::store {

// The one place where suppressions change while the service runs: what is durable is known to the lanes before whoever
// asked is answered. Every change is audited with it. Any thread; the writer outlives it. What the store throws comes
// through; nothing has changed then.
class SuppressionDesk {
 public:
  // Reads everything that holds into memory.
  SuppressionDesk(Writer& writer, const std::string& path, std::function<TimePoint()> now);

  [[nodiscard]] const domain::SuppressionIndex& index() const { return index_; }

  SuppressionFate add(const domain::Suppression& suppression, const std::string& who);
  // A piece of a list, however large: stored in the order of the keys, a small transaction at a time. The list as a whole
  // is audited by whoever loads it. What throws leaves what was stored before.
  [[nodiscard]] std::vector<SuppressionFate> add_all(std::span<const domain::Suppression> suppressions,
                                                     const std::string& who);
  // Throws NotFound when nothing held.
  void remove(const domain::SuppressionSubject& subject, std::optional<domain::SuppressionScope> scope,
              const std::string& who, const std::string& reason);

  // See erase_customer(). What was erased is purged from the write-ahead log by purge().
  [[nodiscard]] Erasure erase(const std::string& code, const std::string& who);
  [[nodiscard]] bool purge_waits() const { return purge_wanted_.load(std::memory_order_relaxed); }
  // Empties the log if an erasure waits for it and says whether it did; one that could not be goes on waiting. May wait
  // for a tenth of a second.
  bool purge();

 private:
  void reload(const std::vector<std::uint64_t>& keys,
              const std::vector<std::vector<domain::SuppressionTerms>>& terms);

  Writer& writer_;
  std::function<TimePoint()> now_;
  domain::SuppressionIndex index_;
  std::mutex changing_;                   // memory must follow the store in the same order
  std::atomic<bool> purge_wanted_{true};  // a crash may have come between an erasure and its purge
};

}  // namespace triand::store
