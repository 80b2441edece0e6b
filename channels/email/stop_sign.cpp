#include "channels/email/stop_sign.hpp"

#include <algorithm>

namespace triand::channels::email {

void StopSign::raise(std::chrono::steady_clock::time_point deadline) {
  deadline_.store(std::max<std::chrono::steady_clock::rep>(1, deadline.time_since_epoch().count()));
}

bool StopSign::raised() const { return deadline_.load() != 0; }

bool StopSign::give_up(bool saw_354) const {
  const auto deadline = deadline_.load();
  return deadline != 0 &&
         (!saw_354 || std::chrono::steady_clock::now().time_since_epoch().count() >= deadline);
}

}  // namespace triand::channels::email
