#include "daemon/schedule/breaker.hpp"

#include <algorithm>

namespace triand::schedule {
namespace {

// Sums of 1/N end a hair below the whole they stand for.
constexpr double kHair = 1e-6;

}  // namespace

std::int64_t Breaker::available(SteadyTime now, std::int64_t wanted) const {
  wanted = std::max<std::int64_t>(wanted, 0);
  switch (state_) {
    case State::closed:
      return wanted;
    case State::open:
      return now >= until_ ? std::min<std::int64_t>(wanted, 1) : 0;
    case State::probing:
      break;
  }
  return 0;
}

void Breaker::take(SteadyTime now, std::int64_t count) {
  if (state_ == State::open && count > 0 && now >= until_) state_ = State::probing;
}

void Breaker::released() {
  if (state_ == State::probing) state_ = State::open;
}

void Breaker::succeeded() {
  state_ = State::closed;
  cohorts_ = 0;
  wait_ = settings_.first;
}

void Breaker::failed(SteadyTime now, std::int64_t window) {
  if (state_ == State::open) return;  // an answer from before it opened
  if (state_ == State::probing) {
    const auto longer = std::chrono::duration<double, std::milli>(wait_) * settings_.factor;
    wait_ = std::chrono::round<std::chrono::milliseconds>(
        std::min(longer, std::chrono::duration<double, std::milli>(settings_.max)));
    return open(now);
  }
  cohorts_ += 1.0 / static_cast<double>(std::max<std::int64_t>(window, 1));
  if (cohorts_ + kHair >= settings_.failed_cohorts) open(now);
}

void Breaker::open(SteadyTime now) {
  state_ = State::open;
  until_ = now + wait_;
}

}  // namespace triand::schedule
