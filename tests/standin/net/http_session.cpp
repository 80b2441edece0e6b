#include "tests/standin/net/http_session.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include "tests/standin/net/receipt_sender.hpp"
#include "tests/standin/net/socket_ends.hpp"
#include "tests/standin/service/service.hpp"

namespace triand::standin {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using Parser = http::request_parser<http::string_body>;

constexpr std::uint64_t kBodyLimit = 64U << 20U;

template <class View>
std::string to_text(const View& view) {
  return std::string(view.data(), view.size());
}

Request head_of(const Parser& parser) {
  const auto& message = parser.get();
  std::string target = to_text(message.target());
  std::size_t question = target.find('?');
  Request request;
  request.method = to_text(message.method_string());
  request.path = target.substr(0, question);
  if (question != std::string::npos) request.query = target.substr(question + 1);
  for (const auto& field : message) {
    request.headers.emplace_back(to_text(field.name_string()), to_text(field.value()));
  }
  return request;
}

// One connection; its members live as long as the coroutine that owns it.
class HttpSession {
 public:
  HttpSession(tcp::socket socket, Service& service, ReceiptSender& sender)
      : socket_(std::move(socket)), service_(service), sender_(sender) {}

  asio::awaitable<void> run() {
    boost::system::error_code ignored;
    socket_.set_option(tcp::no_delay(true), ignored);
    while (co_await serve_request()) {
    }
  }

 private:
  // Whether another request may follow on this connection.
  asio::awaitable<bool> serve_request() {
    Parser parser;
    parser.body_limit(kBodyLimit);
    boost::system::error_code error;
    co_await http::async_read_header(socket_, buffer_, parser,
                                     asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return false;
    Request request = head_of(parser);
    Service::HeadDecision decision = service_.decide_by_head(request);
    if (decision.reset) {
      reset_connection(socket_);
      co_return false;
    }
    if (beast::iequals(request.header("Expect"), "100-continue")) {
      std::string go_on = "HTTP/1.1 100 Continue\r\n\r\n";
      co_await write(go_on);
    }
    co_await http::async_read(socket_, buffer_, parser, asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return false;
    bool keep_alive = parser.get().keep_alive();
    request.body = std::move(parser.get().body());
    Plan plan = service_.handle(request, std::chrono::system_clock::now(), std::move(decision.actions));
    bool open = co_await carry_out(plan, keep_alive);
    co_return open&& keep_alive;
  }

  asio::awaitable<bool> carry_out(Plan& plan, bool keep_alive) {
    for (PlannedReceipt& receipt : plan.early) co_await sender_.tell_now(receipt);
    for (PlannedReceipt& receipt : plan.later) sender_.tell_later(std::move(receipt));
    co_await wait_for(plan.delay);
    if (plan.manner == Plan::Manner::hang) {
      co_await wait_for_close(socket_);
      co_return false;
    }
    if (plan.manner == Plan::Manner::answer) {
      bool written = co_await answer(plan.reply, keep_alive);
      co_return written;
    }
    if (plan.manner == Plan::Manner::half) {
      std::string wire = to_wire(plan.reply, keep_alive);
      wire.resize(body_offset(wire) + plan.reply.body.size() / 2);
      co_await write(wire);
    }
    reset_connection(socket_);
    co_return false;
  }

  asio::awaitable<bool> answer(const Reply& reply, bool keep_alive) {
    std::string wire = to_wire(reply, keep_alive);
    bool good = co_await write(wire);
    while (good && reply.more) {
      std::string piece = reply.more();
      wire = to_chunk(piece);
      good = co_await write(wire);
      if (piece.empty()) break;
    }
    co_return good;
  }

  asio::awaitable<bool> write(const std::string& text) {
    boost::system::error_code error;
    co_await asio::async_write(socket_, asio::buffer(text), asio::redirect_error(asio::use_awaitable, error));
    co_return !error;
  }

  tcp::socket socket_;
  Service& service_;
  ReceiptSender& sender_;
  beast::flat_buffer buffer_;
};

}  // namespace

asio::awaitable<void> serve_http(tcp::socket socket, Service& service, ReceiptSender& sender) {
  HttpSession session(std::move(socket), service, sender);
  co_await session.run();
}

}  // namespace triand::standin
