#include "channels/zalo/vietnam_clock.hpp"

namespace triand::channels {

std::chrono::milliseconds until_in_vietnam(std::chrono::system_clock::time_point now, std::chrono::hours at) {
  using std::chrono::milliseconds;
  constexpr milliseconds kDay = std::chrono::hours(24);
  constexpr std::chrono::hours kOffset{7};
  const auto local = std::chrono::duration_cast<milliseconds>(now.time_since_epoch()) + kOffset - at;
  return kDay - local % kDay;
}

}  // namespace triand::channels
