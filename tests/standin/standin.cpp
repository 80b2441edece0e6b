#include "tests/standin/standin.hpp"

#include <csignal>
#include <random>

#include <boost/asio/co_spawn.hpp>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "tests/standin/net/endpoint.hpp"
#include "tests/standin/net/http_session.hpp"
#include "tests/standin/net/report_failure.hpp"
#include "tests/standin/net/smtp_session.hpp"
#include "tests/standin/net/socket_ends.hpp"

namespace triand::standin {
namespace {

namespace asio = boost::asio;

// Out of descriptors and the like: a pause instead of a busy loop.
constexpr std::chrono::milliseconds kAcceptPause(50);

std::uint64_t random_salt() {
  std::random_device device;
  return std::uint64_t{device()} << 32U | device();
}

}  // namespace

Standin::Standin(Settings settings, const std::string& http_listen, const std::string& smtp_listen,
                 SmscSettings smsc, const std::string& smpp_listen)
    : service_(std::move(settings), random_salt()),
      smsc_(std::move(smsc), service_.ledger(), service_.rules(), service_.receipts()),
      io_(1),
      sender_(io_.get_executor(), service_),
      http_(listen_on(io_.get_executor(), http_listen)),
      smtp_(listen_on(io_.get_executor(), smtp_listen)),
      smpp_(listen_on(io_.get_executor(), smpp_listen)),
      smpp_server_(io_.get_executor(), smsc_) {}

void Standin::run(bool signals) {
  asio::signal_set stop_signals(io_);
  if (signals) {
    stop_signals.add(SIGTERM);
    stop_signals.add(SIGINT);
    stop_signals.async_wait([this](boost::system::error_code error, int) {
      if (!error) io_.stop();
    });
  }
  asio::co_spawn(io_, accept_http(), &report_failure);
  asio::co_spawn(io_, accept_smtp(), &report_failure);
  asio::co_spawn(io_, accept_smpp(), &report_failure);
  io_.run();
}

asio::awaitable<void> Standin::accept_http() {
  for (;;) {
    boost::system::error_code error;
    asio::ip::tcp::socket socket =
        co_await http_.async_accept(asio::redirect_error(asio::use_awaitable, error));
    if (error) {
      co_await wait_for(kAcceptPause);
      continue;
    }
    asio::co_spawn(io_, serve_http(std::move(socket), service_, sender_), &report_failure);
  }
}

asio::awaitable<void> Standin::accept_smpp() {
  for (;;) {
    boost::system::error_code error;
    asio::ip::tcp::socket socket =
        co_await smpp_.async_accept(asio::redirect_error(asio::use_awaitable, error));
    if (error)
      co_await wait_for(kAcceptPause);
    else
      smpp_server_.take(std::move(socket));
  }
}

asio::awaitable<void> Standin::accept_smtp() {
  for (std::uint64_t connection = 1;; ++connection) {
    boost::system::error_code error;
    asio::ip::tcp::socket socket =
        co_await smtp_.async_accept(asio::redirect_error(asio::use_awaitable, error));
    if (error) {
      co_await wait_for(kAcceptPause);
      continue;
    }
    asio::co_spawn(io_, serve_smtp(std::move(socket), service_, service_.settings().smtp_hang, connection),
                   &report_failure);
  }
}

}  // namespace triand::standin
