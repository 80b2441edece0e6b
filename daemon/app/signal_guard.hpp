#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

namespace triand::app {

// Keeps the signals ours between two runs of the engine, where none listens: none has its default action there, and a
// wish to stop is remembered. Main thread.
class SignalGuard {
 public:
  SignalGuard();

  // Whether SIGTERM or SIGINT came since this was made.
  [[nodiscard]] bool stop_wanted();

 private:
  void listen();

  boost::asio::io_context io_;
  boost::asio::signal_set signals_;
  bool stop_wanted_ = false;
};

}  // namespace triand::app
