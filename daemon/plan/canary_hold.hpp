#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "daemon/plan/forecast_input.hpp"

namespace triand::plan {

// What a canary keeps back on the forecast's virtual clock until its verdict, which is expected to be good. Times are
// seconds from the forecast's beginning.
class CanaryHold {
 public:
  struct Kept {
    std::size_t channel = 0;
    std::size_t unit = 0;
    std::size_t rank = 0;
    std::size_t chain = 0;
    double amount = 0;
  };

  explicit CanaryHold(const ForecastInput& input);

  // The verdict has not come.
  [[nodiscard]] bool holds() const { return holds_; }
  // Whether what comes to that unit's queue stands behind its first messages, and waits with the others.
  [[nodiscard]] bool keeps(std::size_t channel, std::size_t unit) const;
  void keep(const Kept& kept) { kept_.push_back(kept); }

  // What went by one channel: when all but second tries had gone, and when the last had.
  struct Gone {
    std::size_t channel = 0;
    double most = 0;
    double last = 0;
  };
  // All that may go has gone; `gone`: since the forecast's beginning. Only the first such word counts.
  void all_gone(const std::vector<Gone>& gone);
  // When the verdict comes; infinite as long as it is not known.
  [[nodiscard]] double verdict_at() const { return verdict_at_; }
  // The verdict has come: what was kept, which is kept no longer.
  [[nodiscard]] std::vector<Kept> release();

 private:
  const ForecastInput& input_;
  bool holds_;
  std::vector<bool> keeps_;  // by channel, in it by unit
  std::vector<Kept> kept_;
  double verdict_at_;
};

// Lets `size` of the input's messages go first, spread over its channels and units as the store spreads them, those of the
// smallest rank before the others.
void put_canary(ForecastInput& input, std::int64_t size, double stop_above, std::chrono::milliseconds wait);
// So many of the messages that one unit has for a channel may go first.
void let_first_go(ForecastInput& input, std::size_t channel, std::size_t unit, double messages);

}  // namespace triand::plan
