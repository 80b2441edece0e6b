#include "daemon/ctl/client.hpp"

#include <array>
#include <fstream>
#include <vector>

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "daemon/ctl/document.hpp"
#include "daemon/ctl/failure.hpp"
#include "daemon/ctl/stream.hpp"

namespace triand::ctl {
namespace http = boost::beast::http;
namespace {

using Parser = http::response_parser<http::string_body>;

constexpr std::size_t kPiece = 1024 * 1024;

std::string head_of(const Call& call, std::int64_t length) {
  std::string head = call.method + " " + call.target + " HTTP/1.1\r\nHost: triand\r\nConnection: close\r\n";
  if (call.method != "GET") {
    head += "Content-Type: " + call.content_type + "\r\nContent-Length: " + std::to_string(length) + "\r\n";
  }
  return head + "\r\n";
}

Failure unreadable(const std::string& path) {
  return {kUsage, "no-such-file", "cannot read " + path, "give a file that you may read"};
}

// False when the service did not want all of it.
bool write_file(Stream& stream, const Call& call) {
  std::ifstream file(call.file, std::ios::binary | std::ios::ate);
  if (!file) throw unreadable(call.file);
  const std::int64_t total = file.tellg();
  file.seekg(0);
  if (!stream.write(head_of(call, total))) return false;
  std::vector<char> piece(kPiece);
  for (std::int64_t sent = 0; sent < total;) {
    const auto next = std::min<std::int64_t>(total - sent, kPiece);
    if (!file.read(piece.data(), next)) {
      throw Failure(kFailed, "file-changed", call.file + " became shorter while it was read", "try again");
    }
    if (!stream.write({piece.data(), static_cast<std::size_t>(next)})) return false;
    sent += next;
    if (call.on_sent) call.on_sent(sent, total);
  }
  return true;
}

Failure broken_off() {
  return {kUnreachable, "unreachable", "the service broke off before it had answered",
          "look whether it was done before you try again: trianctl status; the log: journalctl -u triand"};
}

// Reads one response; a success's body goes to `on_piece`, if there is one.
void read_response(Stream& stream, Parser& parser, const Call& call) {
  parser.body_limit(boost::none);
  parser.eager(true);
  std::string waiting;
  std::vector<char> room(64 * 1024);
  boost::system::error_code error;
  while (!parser.is_done()) {
    const std::size_t count = stream.read(room.data(), room.size());
    if (count == 0) {
      if (parser.got_some()) parser.put_eof(error);
      if (error || !parser.is_done()) throw broken_off();
      return;
    }
    waiting.append(room.data(), count);
    waiting.erase(0, parser.put(boost::asio::buffer(waiting), error));
    if (error && error != http::error::need_more) throw broken_off();
    error = {};
    if (call.on_piece && parser.is_header_done() && parser.get().result_int() < 300) {
      call.on_piece(parser.get().body());
      parser.get().body().clear();
    }
  }
}

int exit_of(unsigned status) {
  switch (status) {
    case 400:
      return kUsage;
    case 401:
    case 403:
      return kNotAllowed;
    case 404:
      return kNotFound;
    case 409:
      return kWrongState;
    case 422:
      return kRefused;
    case 503:
      return kUnreachable;
    default:
      return kFailed;
  }
}

Failure failure_of(unsigned status, const std::string& body) {
  boost::system::error_code error;
  const boost::json::value document = boost::json::parse(body, error);
  if (!error && text_at(as_object(document), "schema") == "triand.error/v1")
    return Failure(as_object(document));
  return {exit_of(status), "unexpected-answer", "the service answered " + std::to_string(status),
          "are trianctl and triand of the same version? trianctl --version; triand --version"};
}

}  // namespace

Client::Client(std::string socket_path, std::function<bool()> interrupted)
    : path_(std::move(socket_path)), interrupted_(std::move(interrupted)) {}

std::string Client::send(const Call& call) {
  Stream stream(path_, interrupted_);
  if (!call.file.empty()) {
    static_cast<void>(write_file(stream, call));
  } else {
    static_cast<void>(stream.write(head_of(call, static_cast<std::int64_t>(call.body.size())) + call.body));
  }
  Parser parser;
  read_response(stream, parser, call);
  const unsigned status = parser.get().result_int();
  if (status >= 300) throw failure_of(status, parser.get().body());
  return std::move(parser.get().body());
}

boost::json::object Client::ask(const Call& call) {
  const std::string body = send(call);
  boost::system::error_code error;
  boost::json::value document = boost::json::parse(body, error);
  if (error || !document.is_object()) {
    throw Failure(kFailed, "unexpected-answer", "the service's answer is not a JSON document",
                  "are trianctl and triand of the same version? trianctl --version; triand --version");
  }
  return std::move(document.get_object());
}

boost::json::object Client::get(const std::string& target) {
  Call call;
  call.target = target;
  return ask(call);
}

boost::json::object Client::post(const std::string& target, const boost::json::object& body) {
  Call call;
  call.method = "POST";
  call.target = target;
  call.body = boost::json::serialize(body);
  return ask(call);
}

}  // namespace triand::ctl
