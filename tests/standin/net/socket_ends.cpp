#include "tests/standin/net/socket_ends.hpp"

#include <array>

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace triand::standin {

namespace asio = boost::asio;

void reset_connection(asio::ip::tcp::socket& socket) {
  boost::system::error_code ignored;
  socket.set_option(asio::socket_base::linger(true, 0), ignored);
  socket.close(ignored);
}

asio::awaitable<void> wait_for_close(asio::ip::tcp::socket& socket) {
  std::array<char, 4096> dropped;
  boost::system::error_code error;
  while (!error) {
    co_await socket.async_read_some(asio::buffer(dropped), asio::redirect_error(asio::use_awaitable, error));
  }
}

asio::awaitable<void> wait_for(std::chrono::milliseconds delay) {
  if (delay.count() == 0) co_return;
  auto executor = co_await asio::this_coro::executor;
  asio::steady_timer timer(executor, delay);
  co_await timer.async_wait(asio::use_awaitable);
}

}  // namespace triand::standin
