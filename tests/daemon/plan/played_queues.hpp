#pragma once

#include <cstdint>
#include <deque>
#include <vector>

namespace triand::test {

// One message of a campaign that is played.
struct PlayedMessage {
  std::uint32_t unit = 0;
  std::uint32_t chain = 0;
  std::uint32_t position = 0;  // in the chain
  int attempts = 0;
  bool first = false;  // of the canary's
};

// What waits for one channel, message by message, and is taken as store::claim takes it: the smallest rank first, and of a
// rank from the unit that is least far.
class PlayedQueues {
 public:
  PlayedQueues(std::size_t units, std::size_t ranks)
      : units_(units),
        queues_(ranks, std::vector<std::deque<PlayedMessage>>(units)),
        ends_(ranks * units, 0) {}

  void put(std::size_t rank, const PlayedMessage& message) {
    queues_[rank][message.unit].push_back(message);
    ++ends_[rank * units_ + message.unit];
    ++size_;
  }

  [[nodiscard]] std::int64_t size() const { return size_; }
  [[nodiscard]] std::int64_t size(std::size_t unit) const {
    std::int64_t out = 0;
    for (const auto& rank : queues_) out += static_cast<std::int64_t>(rank[unit].size());
    return out;
  }

  // Takes up to `count`, of a unit as long as `may_take(unit)` says so; `taken(message)` is told of each.
  template <class MayTake, class Taken>
  void take(std::int64_t count, const MayTake& may_take, const Taken& taken) {
    while (count > 0) {
      std::deque<PlayedMessage>* queue = least_far(may_take);
      if (!queue) return;
      while (count > 0 && !queue->empty() && may_take(queue->front().unit)) {
        const PlayedMessage message = queue->front();
        queue->pop_front();
        --size_;
        --count;
        taken(message);
      }
    }
  }

  template <class Visit>
  void for_each(const Visit& visit) const {
    for (std::size_t rank = 0; rank < queues_.size(); ++rank)
      for (const auto& queue : queues_[rank])
        for (const PlayedMessage& message : queue) visit(rank, message);
  }

 private:
  template <class MayTake>
  std::deque<PlayedMessage>* least_far(const MayTake& may_take) {
    for (std::size_t rank = 0; rank < queues_.size(); ++rank) {
      std::deque<PlayedMessage>* best = nullptr;
      double best_share = 0;
      for (std::size_t unit = 0; unit < units_; ++unit) {
        auto& queue = queues_[rank][unit];
        if (queue.empty() || !may_take(unit)) continue;
        const double share =
            static_cast<double>(queue.size()) / static_cast<double>(ends_[rank * units_ + unit]);
        if (share <= best_share) continue;
        best = &queue;
        best_share = share;
      }
      if (best) return best;
    }
    return nullptr;
  }

  std::size_t units_;
  std::vector<std::vector<std::deque<PlayedMessage>>> queues_;  // by rank, by unit
  std::vector<std::int64_t> ends_;                              // by rank and unit: all that ever came
  std::int64_t size_ = 0;
};

}  // namespace triand::test
