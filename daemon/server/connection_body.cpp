#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <system_error>

#include <boost/asio/write.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>

#include "daemon/server/connection.hpp"
#include "daemon/server/handoff.hpp"
#include "daemon/server/server_context.hpp"
#include "daemon/server/spool_file.hpp"

// How a connection reads the body of a request that was let in.
namespace triand::server {
namespace http = boost::beast::http;
namespace {

constexpr std::size_t kPiece = 256 * 1024;
constexpr std::size_t kSmallPiece = kSmallBody;  // of what is held in memory

bool exceeds(const boost::optional<std::uint64_t>& length, std::uint64_t most) {
  return length && *length > most;
}

std::unique_ptr<SpoolFile> open_spool(const std::string& directory, int& fault) {
  try {
    return std::make_unique<SpoolFile>(directory);
  } catch (const std::system_error& trouble) {
    fault = trouble.code().value();
    return nullptr;
  }
}

}  // namespace

boost::asio::awaitable<bool> Connection::read_body(const Route& route) {
  const std::uint64_t most = route.upload            ? route.upload->max_bytes
                             : route.body_bytes != 0 ? route.body_bytes
                                                     : context_->limits.body_bytes;
  if (exceeds(head_->content_length(), most)) co_return too_large(most);
  co_await invite_body();
  if (route.upload) co_return co_await read_into_file(*route.upload);
  if (head_->is_done()) co_return true;
  if (co_await read_into_memory(most)) co_return true;
  request_.body = {};
  body_share_.give_back();
  co_return false;
}

// Clients that send much wait for this (RFC 9110 section 10.1.1).
boost::asio::awaitable<void> Connection::invite_body() {
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  if (head_->is_done() || !boost::beast::iequals(head_->get()[http::field::expect], "100-continue"))
    co_return;
  stream_.expires_after(context_->limits.write_time);
  const auto bytes = boost::asio::buffer(kContinue);
  co_await boost::asio::async_write(stream_, bytes, use_tuple);
}

// Memory is taken as bytes come, not as they are announced.
boost::asio::awaitable<bool> Connection::read_into_memory(std::uint64_t most) {
  http::request_parser<http::buffer_body> parser(std::move(*head_));
  parser.body_limit(most);
  parser.eager(true);
  body_share_.belongs_to(origin_.local ? origin_.share : request_.client);
  const auto length = parser.content_length();
  std::string& body = request_.body;
  std::size_t taken = 0;
  const auto until = std::chrono::steady_clock::now() + context_->limits.body_time;
  stream_.expires_at(until);
  while (!parser.is_done()) {
    // The timer may not have its turn while the client's bytes are always there already.
    if (std::chrono::steady_clock::now() >= until) co_return false;
    if (taken == body.size())
      body.resize(taken + std::min<std::uint64_t>(kSmallPiece, length.value_or(most) - taken));
    if (!body_share_.grow_to(body.capacity())) {
      refuse(503, "too-many-bodies", "other large requests are being read, and this one was not taken",
             "try again in a moment");
      response_.headers.emplace_back("Retry-After", "5");
      co_return false;
    }
    parser.get().body().data = body.data() + taken;
    parser.get().body().size = body.size() - taken;
    const auto [error, count] = co_await http::async_read_some(stream_, buffer_, parser, use_tuple);
    if (error == http::error::body_limit) co_return too_large(most);
    if (error == http::error::partial_message) co_return false;
    if (error && error != http::error::need_buffer) {
      if (error.category() == http::make_error_code(http::error::bad_chunk).category())
        refuse(400, "malformed", "the request's body is malformed: " + error.message(), "");
      co_return false;
    }
    taken = body.size() - parser.get().body().size;
  }
  body.resize(taken);
  co_return true;
}

bool Connection::too_large(std::uint64_t most) {
  refuse(413, "too-large", "the request's body is too large",
         "at most " + std::to_string(most) + " bytes are taken here");
  return false;
}

bool Connection::cannot_store(const Upload& upload, int fault) {
  const std::string what = std::generic_category().message(fault);
  context_->log(LogLevel::error, "http_upload_failed", "cannot store an upload: " + what);
  const std::string message = "the service cannot store the upload: " + what;
  refuse(507, "cannot-store", message, "look at the space and the rights of " + upload.directory);
  return false;
}

boost::asio::awaitable<bool> Connection::read_into_file(const Upload& upload) {
  int fault = 0;
  const std::unique_ptr<SpoolFile> spool = open_spool(upload.directory, fault);
  if (fault != 0) co_return cannot_store(upload, fault);
  http::request_parser<http::buffer_body> parser(std::move(*head_));
  parser.body_limit(upload.max_bytes);
  const auto piece = std::make_unique<std::array<char, kPiece>>();
  while (!parser.is_done()) {
    parser.get().body().data = piece->data();
    parser.get().body().size = piece->size();
    stream_.expires_after(context_->limits.body_time);
    const auto [error, count] = co_await http::async_read(stream_, buffer_, parser, use_tuple);
    if (error == http::error::body_limit) co_return too_large(upload.max_bytes);
    if (error && error != http::error::need_buffer) co_return false;
    const std::size_t filled = piece->size() - parser.get().body().size;
    const auto store = [&spool, &piece, filled] { return spool->write(piece->data(), filled); };
    fault = co_await on_worker(context_->executor, context_->slow_workers, store);
    if (fault != 0) co_return cannot_store(upload, fault);
  }
  const auto finish = [&spool] { return spool->close(); };
  fault = co_await on_worker(context_->executor, context_->slow_workers, finish);
  if (fault != 0) co_return cannot_store(upload, fault);
  request_.upload_file = spool->path();
  spool->give_away();
  co_return true;
}

}  // namespace triand::server
