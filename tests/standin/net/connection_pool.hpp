#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/tcp_stream.hpp>

namespace triand::standin {

// Connections to one receiver of receipts, kept open between requests, a limited number at once. Lives on one
// thread.
class ConnectionPool {
 public:
  struct Connection {
    explicit Connection(const boost::asio::any_io_executor& executor) : stream(executor) {}
    boost::beast::tcp_stream stream;
    bool connected = false;
  };

  ConnectionPool(boost::asio::any_io_executor executor, std::size_t limit);

  // Waits for its turn; a kept connection if there is one, else a new unconnected one.
  boost::asio::awaitable<std::unique_ptr<Connection>> take();
  // Every connection taken comes back, a good one to be kept.
  void give_back(std::unique_ptr<Connection> connection, bool good);

 private:
  boost::asio::any_io_executor executor_;
  std::size_t limit_;
  std::size_t taken_ = 0;
  std::vector<std::unique_ptr<Connection>> kept_;
  std::deque<boost::asio::steady_timer*> waiting_;  // each owned by the coroutine that waits
};

}  // namespace triand::standin
