#include <unistd.h>

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/file_posix.hpp>
#include <boost/beast/http/basic_file_body.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include "daemon/server/connection.hpp"
#include "daemon/server/handoff.hpp"
#include "daemon/server/server_context.hpp"

// How a connection writes its answer.
namespace triand::server {
namespace http = boost::beast::http;
namespace {

template <class Body>
void fill_head(http::response<Body>& message, const Response& response, bool keep_alive) {
  message.result(response.status);
  message.keep_alive(keep_alive);
  message.set(http::field::content_type, response.content_type);
  message.set("X-Content-Type-Options", "nosniff");
  message.set(http::field::cache_control, "no-store");
  for (const auto& [name, value] : response.headers) {
    // The one header that may stand there several times.
    if (name == "Set-Cookie") {
      message.insert(name, value);
    } else {
      message.set(name, value);
    }
  }
}

}  // namespace

boost::asio::awaitable<bool> Connection::write_response() {
  if (response_.file.empty()) co_return co_await write_body();
  const bool written = co_await write_file();
  if (response_.unlink_file) ::unlink(response_.file.c_str());
  co_return written;
}

boost::asio::awaitable<bool> Connection::write_body() {
  http::response<http::string_body> message;
  fill_head(message, response_, keep_alive_);
  message.body() = std::move(response_.body);
  message.prepare_payload();
  stream_.expires_after(context_->limits.write_time);
  const auto [error, count] = co_await http::async_write(stream_, message, use_tuple);
  co_return !error;
}

boost::asio::awaitable<bool> Connection::write_file() {
  http::response<http::basic_file_body<boost::beast::file_posix>> message;
  boost::system::error_code error;
  message.body().open(response_.file.c_str(), boost::beast::file_mode::scan, error);
  if (error) {
    context_->log(LogLevel::error, "http_file_missing", "cannot answer with a file: " + error.message());
    refuse(500, "internal", "the file is not there any more", "ask for it again");
    co_return co_await write_body();
  }
  fill_head(message, response_, keep_alive_);
  message.prepare_payload();
  http::response_serializer<http::basic_file_body<boost::beast::file_posix>> serializer(message);
  while (!serializer.is_done()) {
    stream_.expires_after(context_->limits.write_time);
    const auto [fault, count] = co_await http::async_write_some(stream_, serializer, use_tuple);
    if (fault) co_return false;
  }
  co_return true;
}

// A client that is refused in the middle of its body would lose the answer if we closed with bytes unread.
boost::asio::awaitable<void> Connection::linger() {
  boost::system::error_code ignored;
  stream_.socket().shutdown(boost::asio::socket_base::shutdown_send, ignored);
  buffer_.clear();
  stream_.expires_after(context_->limits.linger_time);
  for (;;) {
    const auto room = buffer_.prepare(kMostUnread);
    const auto [error, count] = co_await stream_.async_read_some(room, use_tuple);
    if (error) co_return;
  }
}

}  // namespace triand::server
