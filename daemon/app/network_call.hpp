#pragma once

#include <chrono>
#include <future>
#include <memory>
#include <stdexcept>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

namespace triand::app {

// How long a caller waits for the network thread.
inline constexpr std::chrono::seconds kLongestWait{10};

// Runs a function on the network thread and waits for what it gives, but not for ever: throws when the loop does not
// come to it in time. Any other thread. The function owns what it uses.
template <class Function>
auto call_on_network(boost::asio::io_context& io, Function function) {
  using Result = decltype(function());
  auto promise = std::make_shared<std::promise<Result>>();
  auto future = promise->get_future();
  boost::asio::post(io, [promise, function = std::move(function)]() mutable {
    try {
      promise->set_value(function());
    } catch (...) {
      promise->set_exception(std::current_exception());
    }
  });
  if (future.wait_for(kLongestWait) != std::future_status::ready)
    throw std::runtime_error("the service is too busy to answer; try again");
  return future.get();
}

}  // namespace triand::app
