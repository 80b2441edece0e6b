#pragma once

#include <chrono>
#include <cstdint>

#include "daemon/schedule/moment.hpp"

namespace triand::schedule {

struct BreakerSettings {
  int failed_cohorts = 3;                 // so many windows' worth of failures without one success open it
  std::chrono::milliseconds first{5000};  // the first wait before a probe
  double factor = 2;                      // each failed probe makes the wait that much longer
  std::chrono::milliseconds max{300000};
};

// Stops a lane whose gateway is dead, so that its deliveries keep their attempts, and tries now and then with a single
// one. A cohort is as many failures as the concurrency window held (Postfix's pseudo-cohorts); any success closes it.
// A success here is any answer that shows the gateway alive, a recipient's refusal too. Steady time; not thread-safe.
class Breaker {
 public:
  enum class State { closed, open, probing };

  explicit Breaker(const BreakerSettings& settings = {}) : settings_(settings), wait_(settings.first) {}

  // How many may be handed over now: as many as wanted while closed; one when the wait is over; else none.
  [[nodiscard]] std::int64_t available(SteadyTime now, std::int64_t wanted) const;
  // That many go. The one that goes while the breaker is open is the probe.
  void take(SteadyTime now, std::int64_t count);
  // The probe came back without having left: the next one may go at once.
  void released();

  void succeeded();
  // `window`: the concurrency window's limit when it failed.
  void failed(SteadyTime now, std::int64_t window);

  [[nodiscard]] State state() const { return state_; }
  // While open: when the next probe may go. While probing it is that probe's answer that decides.
  [[nodiscard]] SteadyTime until() const { return until_; }

 private:
  void open(SteadyTime now);

  BreakerSettings settings_;
  State state_ = State::closed;
  double cohorts_ = 0;
  std::chrono::milliseconds wait_;
  SteadyTime until_;
};

}  // namespace triand::schedule
