#include "channels/smpp/send_window.hpp"

#include <algorithm>

namespace triand::channels::smpp {
namespace {

constexpr std::chrono::seconds kHeld{1};

}  // namespace

void SendWindow::throttled(Time now) {
  if (held_until_ && now < *held_until_) return;
  size_ = std::max<std::size_t>(1, size_ / 2);
  taken_ = 0;
  held_until_ = now + kHeld;
}

void SendWindow::taken(Time now) {
  if (size_ == limit_ || (held_until_ && now < *held_until_)) return;
  if (++taken_ < size_) return;
  taken_ = 0;
  ++size_;
}

}  // namespace triand::channels::smpp
