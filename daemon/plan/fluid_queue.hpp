#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace triand::plan {

// What waits for one channel, as amounts: by unit, by rank and by the channels that would take over. It is drained as
// the store claims: the smallest rank first, and within a rank the units that are least far, so that all come to the
// same share.
class FluidQueue {
 public:
  FluidQueue(std::size_t units, std::size_t ranks) : units_(units), cells_(units * ranks) {}

  // `chain` is the caller's number of what takes over.
  void add(std::size_t unit, std::size_t rank, std::size_t chain, double amount);

  [[nodiscard]] double left() const { return left_; }
  [[nodiscard]] double left(std::size_t unit) const;

  // So much leaves; `taken` is told of each part of it.
  using Taken = std::function<void(std::size_t unit, std::size_t chain, double amount)>;
  void drain(double amount, const Taken& taken);

  // What waits of those chains, and so much of it taken away: the smallest rank first, of every unit the same share.
  using Wanted = std::function<bool(std::size_t chain)>;
  [[nodiscard]] double left_of(const Wanted& wanted) const;
  void take_of(const Wanted& wanted, double amount, const Taken& taken);

 private:
  struct Part {
    std::size_t chain = 0;
    double amount = 0;
  };
  struct Cell {
    double left = 0;
    double end = 0;  // all that ever came
    std::vector<Part> parts;
    [[nodiscard]] double share() const { return end > 0 ? left / end : 0; }
  };

  // Down to which share the cells of a rank come when so much leaves them.
  [[nodiscard]] double level_after(std::size_t rank, double amount) const;
  void take(std::size_t unit, Cell& cell, double amount, const Taken& taken);
  [[nodiscard]] double left_of_rank(std::size_t rank) const;
  [[nodiscard]] double left_of_rank(std::size_t rank, const Wanted& wanted) const;

  std::size_t units_;
  std::vector<Cell> cells_;  // rank by rank, in each unit by unit
  double left_ = 0;
};

}  // namespace triand::plan
