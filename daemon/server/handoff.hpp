#pragma once

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace triand::server {

// Completes with a tuple that begins with the error code, so that a broken connection is a value.
inline constexpr auto use_tuple = boost::asio::as_tuple(boost::asio::use_awaitable);

// A place where the network thread waits for one value that comes from elsewhere. `give` may be called on any
// thread; the first value counts. `take` belongs to one coroutine on the network thread.
template <class Value>
class Handoff : public std::enable_shared_from_this<Handoff<Value>> {
 public:
  explicit Handoff(boost::asio::any_io_executor executor)
      : executor_(executor), given_(executor, boost::asio::steady_timer::time_point::max()) {}

  void give(Value value) {
    boost::asio::post(executor_, [self = this->shared_from_this(), value = std::move(value)]() mutable {
      if (self->value_) return;
      self->value_.emplace(std::move(value));
      self->given_.cancel();
    });
  }

  boost::asio::awaitable<Value> take() {
    while (!value_) co_await given_.async_wait(use_tuple);
    co_return std::move(*value_);
  }

 private:
  boost::asio::any_io_executor executor_;
  boost::asio::steady_timer given_;
  std::optional<Value> value_;
};

// Runs a function on a worker thread and resumes on the network thread. The function must not throw, and what it
// refers to must live until the pool is joined.
template <class Function>
boost::asio::awaitable<std::invoke_result_t<Function>> on_worker(boost::asio::any_io_executor executor,
                                                                 boost::asio::thread_pool& workers,
                                                                 Function function) {
  static_assert(std::is_trivially_destructible_v<Function>, "GCC 12 destroys owning captures twice");
  auto handoff = std::make_shared<Handoff<std::invoke_result_t<Function>>>(executor);
  boost::asio::post(workers, [handoff, function]() mutable { handoff->give(function()); });
  co_return co_await handoff->take();
}

}  // namespace triand::server
