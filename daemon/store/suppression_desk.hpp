#pragma once

#include <atomic>
#include <functional>
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
// asked is answered. Memory follows on the writer thread, in the order in which the store was changed. Every change is
// audited with it. Any thread but the writer's, except where noted; the writer outlives it. What the store throws comes
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
  void remove(const domain::SuppressionSubject& subject, const WhichSuppressions& which,
              const std::string& who, const std::string& reason);

  // What follows from a word about a message is stored with it, in the same transaction: `store` within the writer's
  // job, which may be repeated, `known` once that job is on disk. Writer thread, both.
  class Consequences {
   public:
    explicit Consequences(SuppressionDesk& desk) : desk_(desk) {}
    // At the beginning of the job.
    void begin() { stored_.clear(); }
    // Whether any of them is new.
    bool store(WriteSession& session, std::span<const domain::Suppression> suppressions,
               const std::string& who);
    void known();

   private:
    SuppressionDesk& desk_;
    std::vector<domain::Suppression> stored_;
  };

  // See erase_customer(). What was erased is purged from the write-ahead log by purge().
  [[nodiscard]] Erasure erase(const std::string& code, const std::string& who);
  [[nodiscard]] bool purge_waits() const { return purge_wanted_.load(std::memory_order_relaxed); }
  // Empties the log if an erasure waits for it and says whether it did; one that could not be goes on waiting. May wait
  // for a tenth of a second.
  bool purge();

 private:
  // What memory has to learn of a change.
  struct Changed {
    std::vector<domain::Suppression> added;
    std::vector<std::uint64_t> keys;  // of which `terms` hold now
    std::vector<std::vector<domain::SuppressionTerms>> terms;

    void read(WriteSession& session);
  };
  // Runs `work` (of WriteSession& and Changed&) on the writer thread and tells memory there; waits, and throws what the
  // work has thrown.
  template <class Work>
  auto change(Work work);
  void learn(const Changed& changed);

  Writer& writer_;
  std::function<TimePoint()> now_;
  domain::SuppressionIndex index_;
  std::atomic<bool> purge_wanted_{true};  // a crash may have come between an erasure and its purge
};

}  // namespace triand::store
