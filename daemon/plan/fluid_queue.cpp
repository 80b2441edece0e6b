#include "daemon/plan/fluid_queue.hpp"

#include <algorithm>

namespace triand::plan {
namespace {

// Less than this is the dust of sums of fractions.
constexpr double kDust = 1e-6;

}  // namespace

void FluidQueue::add(std::size_t unit, std::size_t rank, std::size_t chain, double amount) {
  if (amount <= 0) return;
  Cell& cell = cells_.at(rank * units_ + unit);
  cell.left += amount;
  cell.end += amount;
  left_ += amount;
  const auto part = std::ranges::find(cell.parts, chain, &Part::chain);
  if (part != cell.parts.end())
    part->amount += amount;
  else
    cell.parts.push_back({chain, amount});
}

double FluidQueue::left(std::size_t unit) const {
  double sum = 0;
  for (std::size_t at = unit; at < cells_.size(); at += units_) sum += cells_[at].left;
  return sum;
}

double FluidQueue::left_of_rank(std::size_t rank) const {
  double sum = 0;
  for (std::size_t unit = 0; unit < units_; ++unit) sum += cells_[rank * units_ + unit].left;
  return sum;
}

double FluidQueue::level_after(std::size_t rank, double amount) const {
  std::vector<const Cell*> cells;
  for (std::size_t unit = 0; unit < units_; ++unit)
    if (const Cell& cell = cells_[rank * units_ + unit]; cell.left > 0) cells.push_back(&cell);
  std::ranges::sort(cells, std::greater(), [](const Cell* cell) { return cell->share(); });
  double left = 0;
  double end = 0;
  for (std::size_t at = 0; at < cells.size(); ++at) {
    left += cells[at]->left;
    end += cells[at]->end;
    const double next = at + 1 < cells.size() ? cells[at + 1]->share() : 0;
    if (left - next * end >= amount) return (left - amount) / end;
  }
  return 0;
}

void FluidQueue::take(std::size_t unit, Cell& cell, double amount, const Taken& taken) {
  if (amount <= 0) return;
  const double share = std::min(1.0, amount / cell.left);
  for (Part& part : cell.parts) {
    const double gone = part.amount * share;
    if (gone <= 0) continue;
    part.amount -= gone;
    taken(unit, part.chain, gone);
  }
  cell.left -= amount;
  left_ -= amount;
  if (cell.left > kDust) return;
  left_ -= cell.left;
  cell.left = 0;
  for (Part& part : cell.parts) part.amount = 0;
}

void FluidQueue::drain(double amount, const Taken& taken) {
  const std::size_t ranks = cells_.size() / units_;
  for (std::size_t rank = 0; rank < ranks && amount > 0; ++rank) {
    const double here = left_of_rank(rank);
    if (here <= 0) continue;
    const double level = amount + kDust >= here ? 0 : level_after(rank, amount);
    for (std::size_t unit = 0; unit < units_; ++unit) {
      Cell& cell = cells_[rank * units_ + unit];
      take(unit, cell, cell.left - level * cell.end, taken);
    }
    amount -= std::min(amount, here);
  }
  if (left_ <= kDust) left_ = 0;
}

double FluidQueue::left_of_rank(std::size_t rank, const Wanted& wanted) const {
  double sum = 0;
  for (std::size_t unit = 0; unit < units_; ++unit)
    for (const Part& part : cells_[rank * units_ + unit].parts)
      if (wanted(part.chain)) sum += part.amount;
  return sum;
}

double FluidQueue::left_of(const Wanted& wanted) const {
  double sum = 0;
  for (std::size_t rank = 0; rank < cells_.size() / units_; ++rank) sum += left_of_rank(rank, wanted);
  return sum;
}

void FluidQueue::take_of(const Wanted& wanted, double amount, const Taken& taken) {
  for (std::size_t rank = 0; rank < cells_.size() / units_ && amount > 0; ++rank) {
    const double here = left_of_rank(rank, wanted);
    if (here <= 0) continue;
    const double share = std::min(1.0, amount / here);
    for (std::size_t unit = 0; unit < units_; ++unit) {
      Cell& cell = cells_[rank * units_ + unit];
      for (Part& part : cell.parts)
        if (const double gone = part.amount * share; gone > 0 && wanted(part.chain)) {
          part.amount -= gone;
          cell.left = std::max(0.0, cell.left - gone);
          left_ -= gone;
          taken(unit, part.chain, gone);
        }
    }
    amount -= std::min(amount, here);
  }
  if (left_ <= kDust) left_ = 0;
}

}  // namespace triand::plan
