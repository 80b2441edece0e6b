#include "tests/standin/net/receipt_sender.hpp"

#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include "tests/standin/net/report_failure.hpp"
#include "tests/standin/net/socket_ends.hpp"
#include "tests/standin/service/service.hpp"

namespace triand::standin {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

constexpr std::size_t kConnections = 16;

http::request<http::string_body> request_of(const Receipt& receipt, const ReceiptTarget& target,
                                            std::size_t retry) {
  http::request<http::string_body> request(http::string_to_verb(receipt.method), target.path, 11);
  request.set(http::field::host, target.host + ":" + target.port);
  for (const auto& [name, value] : receipt.headers) request.set(name, value);
  if (retry > 0 && !receipt.retry_header.empty()) request.set(receipt.retry_header, fmt::format("{}", retry));
  request.keep_alive(true);
  request.body() = receipt.body;
  request.prepare_payload();
  return request;
}

}  // namespace

ReceiptSender::ReceiptSender(asio::any_io_executor executor, Service& service)
    : executor_(std::move(executor)), service_(service) {}

void ReceiptSender::tell_later(PlannedReceipt planned) {
  ++service_.receipts().waiting;
  asio::co_spawn(executor_, tell(std::move(planned)), &report_failure);
}

asio::awaitable<void> ReceiptSender::tell(PlannedReceipt planned) {
  co_await wait_for(planned.delay);
  std::optional<Receipt> receipt = service_.receipt(planned, std::chrono::system_clock::now());
  if (!receipt) {
    --service_.receipts().waiting;
    co_return;
  }
  bool done = co_await try_once(*receipt, 0);
  if (!done) co_await insist(std::move(*receipt));
}

asio::awaitable<void> ReceiptSender::tell_now(const PlannedReceipt& planned) {
  std::optional<Receipt> receipt = service_.receipt(planned, std::chrono::system_clock::now());
  if (!receipt) co_return;
  ++service_.receipts().waiting;
  bool done = co_await try_once(*receipt, 0);
  if (!done) asio::co_spawn(executor_, insist(std::move(*receipt)), &report_failure);
}

asio::awaitable<void> ReceiptSender::insist(Receipt receipt) {
  for (std::size_t retry = 1; retry <= receipt.retries.size(); ++retry) {
    co_await wait_for(receipt.retries[retry - 1]);
    ++service_.receipts().retried;
    bool done = co_await try_once(receipt, retry);
    if (done) co_return;
  }
  --service_.receipts().waiting;
  ++service_.receipts().given_up;
}

asio::awaitable<bool> ReceiptSender::try_once(const Receipt& receipt, std::size_t retry) {
  std::optional<ReceiptTarget> target = receipt_target(receipt.url);
  unsigned status = 0;
  if (target) status = co_await exchange(receipt, *target, retry);
  bool done = receipt.retry_unless_200 ? status == 200 : status != 0;
  if (done) {
    --service_.receipts().waiting;
    ++service_.receipts().told;
  }
  co_return done;
}

asio::awaitable<unsigned> ReceiptSender::exchange(const Receipt& receipt, const ReceiptTarget& target,
                                                  std::size_t retry) {
  ConnectionPool& pool = pool_for(target);
  http::request<http::string_body> request = request_of(receipt, target, retry);
  unsigned status = 0;
  // A kept connection may have been closed meanwhile: then once more on a new one.
  for (bool again = true; again;) {
    std::unique_ptr<ConnectionPool::Connection> connection = co_await pool.take();
    beast::tcp_stream& stream = connection->stream;
    boost::system::error_code error;
    bool kept = connection->connected;
    stream.expires_after(receipt.timeout);
    if (!kept) {
      asio::ip::tcp::resolver resolver(executor_);
      auto found = co_await resolver.async_resolve(target.host, target.port,
                                                   asio::redirect_error(asio::use_awaitable, error));
      if (!error) co_await stream.async_connect(found, asio::redirect_error(asio::use_awaitable, error));
    }
    if (!error) co_await http::async_write(stream, request, asio::redirect_error(asio::use_awaitable, error));
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    if (!error)
      co_await http::async_read(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, error));
    if (!error) status = parser.get().result_int();
    connection->connected = !error && parser.get().keep_alive();
    bool good = connection->connected;
    again = error && kept && error != beast::error::timeout;
    stream.expires_never();
    pool.give_back(std::move(connection), good);
  }
  co_return status;
}

ConnectionPool& ReceiptSender::pool_for(const ReceiptTarget& target) {
  return pools_.try_emplace(target.host + ":" + target.port, executor_, kConnections).first->second;
}

}  // namespace triand::standin
