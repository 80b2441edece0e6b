#include "daemon/app/signal_guard.hpp"

#include <csignal>

namespace triand::app {

SignalGuard::SignalGuard() : signals_(io_, SIGTERM, SIGINT, SIGHUP) { listen(); }

void SignalGuard::listen() {
  signals_.async_wait([this](const boost::system::error_code& error, int signal) {
    if (error) return;
    if (signal != SIGHUP) stop_wanted_ = true;
    listen();
  });
}

bool SignalGuard::stop_wanted() {
  io_.poll();
  return stop_wanted_;
}

}  // namespace triand::app
