#pragma once

#include <chrono>

#include <boost/asio/any_io_executor.hpp>

#include "channels/channel.hpp"

namespace triand::channels::email {

// One envelope on its way to a session, and whom to tell how it ended.
struct Job {
  Envelope envelope;
  Channel::Done done;
  std::chrono::system_clock::time_point taken_at;  // of the Date header
  // The network thread's; it counts as work for it, so that it stays until the answer has come.
  boost::asio::any_io_executor executor;

  // Tells the outcome on the network thread. The job is spent then. From any thread.
  void answer(Outcome outcome);
};

}  // namespace triand::channels::email
