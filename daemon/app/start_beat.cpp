#include "daemon/app/start_beat.hpp"

#include <systemd/sd-daemon.h>

namespace triand::app {

using namespace std::chrono_literals;

void StartBeat::turn() {
  const auto now = std::chrono::steady_clock::now();
  if (told_ && now - *told_ < 10s) return;
  told_ = now;
  sd_notify(0, "EXTEND_TIMEOUT_USEC=60000000");
}

}  // namespace triand::app
