#include "tests/standin/net/connection_pool.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace triand::standin {

namespace asio = boost::asio;

ConnectionPool::ConnectionPool(asio::any_io_executor executor, std::size_t limit)
    : executor_(std::move(executor)), limit_(limit) {}

asio::awaitable<std::unique_ptr<ConnectionPool::Connection>> ConnectionPool::take() {
  if (taken_ < limit_) {
    ++taken_;
  } else {
    asio::steady_timer turn(executor_, asio::steady_timer::time_point::max());
    waiting_.push_back(&turn);
    boost::system::error_code cancelled;
    co_await turn.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
  }
  if (kept_.empty()) co_return std::make_unique<Connection>(executor_);
  std::unique_ptr<Connection> connection = std::move(kept_.back());
  kept_.pop_back();
  co_return connection;
}

void ConnectionPool::give_back(std::unique_ptr<Connection> connection, bool good) {
  if (good) kept_.push_back(std::move(connection));
  if (waiting_.empty()) {
    --taken_;
    return;
  }
  waiting_.front()->cancel();
  waiting_.pop_front();
}

}  // namespace triand::standin
