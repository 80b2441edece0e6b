#include "daemon/schedule/concurrency_window.hpp"

#include <algorithm>
#include <cmath>

namespace triand::schedule {
namespace {

// Sums of 1/N end a hair below the whole they stand for.
constexpr double kHair = 1e-6;

}  // namespace

ConcurrencyWindow::ConcurrencyWindow(std::int64_t maximum, std::int64_t first)
    : maximum_(static_cast<double>(std::max<std::int64_t>(maximum, 1))),
      window_(std::clamp(static_cast<double>(first), 1.0, maximum_)) {}

std::int64_t ConcurrencyWindow::limit() const {
  return static_cast<std::int64_t>(std::floor(window_ + kHair));
}

std::int64_t ConcurrencyWindow::room(std::int64_t in_flight) const {
  return std::max<std::int64_t>(limit() - in_flight, 0);
}

void ConcurrencyWindow::succeeded() {
  window_ = std::min(maximum_, window_ + 1.0 / static_cast<double>(limit()));
}

void ConcurrencyWindow::failed() { window_ = std::max(1.0, window_ - 1.0); }

void ConcurrencyWindow::set_maximum(std::int64_t maximum) {
  maximum_ = static_cast<double>(std::max<std::int64_t>(maximum, 1));
  window_ = std::min(window_, maximum_);
}

}  // namespace triand::schedule
