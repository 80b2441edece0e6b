#include "channels/smpp/backoff.hpp"

#include <algorithm>

namespace triand::channels::smpp {

std::chrono::milliseconds Backoff::next(double random) {
  constexpr int kMostDoublings = 20;
  const auto doubled = first_ * (1LL << std::min(failures_, kMostDoublings));
  ++failures_;
  const auto wait = std::min<std::chrono::milliseconds>(doubled, longest_);
  return wait - std::chrono::duration_cast<std::chrono::milliseconds>(wait * random / 2);
}

}  // namespace triand::channels::smpp
