#include "tests/standin/net/smtp_session.hpp"

#include <string>

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "tests/standin/net/socket_ends.hpp"
#include "tests/standin/smtp/smtp_dialogue.hpp"

namespace triand::standin {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr std::size_t kReadSize = 64 * 1024;
constexpr std::size_t kLineLimit = 1024 * 1024;

// One connection. Replies to pipelined commands are gathered and written together (RFC 2920).
class SmtpSession {
 public:
  SmtpSession(tcp::socket socket, SmtpDialogue dialogue)
      : socket_(std::move(socket)), dialogue_(std::move(dialogue)) {}

  asio::awaitable<void> run() {
    boost::system::error_code ignored;
    socket_.set_option(tcp::no_delay(true), ignored);
    out_ = dialogue_.greet().reply;
    bool open = co_await flush();
    while (open) {
      open = co_await read_more();
      if (open) open = co_await take_lines();
    }
  }

 private:
  asio::awaitable<bool> read_more() {
    std::size_t held = in_.size();
    if (held > kLineLimit) co_return false;
    in_.resize(held + kReadSize);
    boost::system::error_code error;
    std::size_t size = co_await socket_.async_read_some(asio::buffer(in_.data() + held, kReadSize),
                                                        asio::redirect_error(asio::use_awaitable, error));
    in_.resize(held + size);
    co_return !error;
  }

  asio::awaitable<bool> take_lines() {
    std::size_t start = 0;
    for (std::size_t end = in_.find('\n'); end != std::string::npos; end = in_.find('\n', start)) {
      bool complete = end > start && in_[end - 1] == '\r';
      std::string_view text(in_.data() + start, end - start - (complete ? 1 : 0));
      SmtpTurn turn = dialogue_.line(text, complete);
      start = end + 1;
      bool open = co_await obey(turn);
      if (!open) co_return false;
    }
    in_.erase(0, start);
    bool written = co_await flush();
    co_return written;
  }

  asio::awaitable<bool> obey(const SmtpTurn& turn) {
    if (turn.delay.count() != 0) {
      co_await flush();
      co_await wait_for(turn.delay);
    }
    out_ += turn.reply;
    if (turn.then == SmtpTurn::Then::go_on) co_return true;
    co_await flush();
    if (turn.then == SmtpTurn::Then::silence) co_await wait_for_close(socket_);
    if (turn.then == SmtpTurn::Then::reset) reset_connection(socket_);
    co_return false;
  }

  asio::awaitable<bool> flush() {
    boost::system::error_code error;
    if (!out_.empty()) {
      co_await asio::async_write(socket_, asio::buffer(out_),
                                 asio::redirect_error(asio::use_awaitable, error));
    }
    out_.clear();
    co_return !error;
  }

  tcp::socket socket_;
  SmtpDialogue dialogue_;
  std::string in_;
  std::string out_;
};

}  // namespace

asio::awaitable<void> serve_smtp(tcp::socket socket, SmtpHost& host, std::chrono::milliseconds hang,
                                 std::uint64_t connection) {
  SmtpDialogue dialogue(host, hang, connection);
  SmtpSession session(std::move(socket), std::move(dialogue));
  co_await session.run();
}

}  // namespace triand::standin
