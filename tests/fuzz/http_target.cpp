#include <string>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/json/serialize.hpp>

#include "channels/signed_reference.hpp"
#include "daemon/intake/utf8_check.hpp"
#include "daemon/server/api/json_body.hpp"
#include "daemon/server/http_limits.hpp"
#include "daemon/server/request_head.hpp"
#include "daemon/server/router.hpp"
#include "daemon/server/unsubscribe_page.hpp"
#include "tests/fuzz/must.hpp"
#include "tests/fuzz/targets.hpp"

// What anybody may send to the HTTP server: read here in the steps of connection.cpp, without a socket.
namespace triand::fuzz {
namespace {

namespace http = boost::beast::http;
using Head = http::request_parser<http::empty_body>;

const server::Router& router() {
  static const server::Router table = [] {
    server::Router out;
    for (const char* pattern :
         {"/", "/livez", "/api/v1/campaigns/{id}/approve", "/webhooks/{channel}/{secret}"}) {
      server::Route route;
      route.method = "POST";
      route.pattern = pattern;
      route.open = server::Open::everywhere;
      route.handler = [](server::Request&) { return server::Response(); };
      out.add(std::move(route));
    }
    return out;
  }();
  return table;
}

void ask(const std::string& method, std::string_view text) {
  const auto target = server::target_from(text);
  if (!target) return;
  must(text.front() == '/' && target->query_text.size() < text.size(), "a query stands behind a path");
  for (const bool loopback : {false, true}) {
    const auto match = router().match(method, *target, nullptr, loopback);
    must(match.route != nullptr || match.refusal.status >= 400, "a request has a route, or is refused");
  }
}

void read_body(Head&& head, boost::beast::flat_buffer& buffer, const server::HttpLimits& limits) {
  // Beast makes room for as much as the head says.
  if (head.content_length() && *head.content_length() > limits.body_bytes) return;
  http::request_parser<http::string_body> parser(std::move(head));
  parser.body_limit(limits.body_bytes);
  boost::system::error_code error;
  while (!error && !parser.is_done() && buffer.size() > 0) {
    const std::size_t taken = parser.put(buffer.data(), error);
    buffer.consume(taken);
    if (taken == 0) break;
  }
  must(parser.get().body().size() <= limits.body_bytes, "a body is no longer than it may be");
  const std::string_view type(parser.get()[http::field::content_type].data(),
                              parser.get()[http::field::content_type].size());
  (void)server::asks_for_one_click(type, parser.get().body());
  fuzz_json_body(parser.get().body());
}

}  // namespace

void fuzz_http_request(std::string_view bytes) {
  using Kind = server::HeadJudgement::Kind;
  ask("POST", bytes);
  (void)server::asks_for_one_click("multipart/form-data; boundary=b", bytes);
  (void)server::asks_for_one_click("application/x-www-form-urlencoded", bytes);
  must(!channels::read_signed_reference("a key", "unsubscribe", bytes), "nobody can sign a link but we");
  const server::HttpLimits limits;
  const server::HeadJudgement judgement = server::judge_head(bytes, limits.head_bytes);
  must(judgement.kind != Kind::malformed || !judgement.fault.empty(), "a malformed head is told why");
  if (judgement.kind != Kind::complete) return;
  boost::beast::flat_buffer buffer;
  buffer.commit(boost::asio::buffer_copy(buffer.prepare(bytes.size()), boost::asio::buffer(bytes)));
  Head head;
  head.header_limit(static_cast<std::uint32_t>(limits.head_bytes + 1));
  head.body_limit(boost::none);
  boost::system::error_code error;
  for (std::size_t steps = 0; !error && !head.is_header_done(); ++steps) {
    must(steps < bytes.size() + 10, "a head is read in a bounded number of steps");
    buffer.consume(head.put(buffer.data(), error));
  }
  if (error) return;
  for (const auto& field : head.get())
    must(field.value().find('\n') == boost::beast::string_view::npos, "a header is one line");
  const auto method = head.get().method_string();
  const auto target = head.get().target();
  ask({method.data(), method.size()}, {target.data(), target.size()});
  if (!head.is_done()) read_body(std::move(head), buffer, limits);
}

void fuzz_json_body(std::string_view bytes) {
  server::Request request;
  request.body = bytes;
  server::JsonBody body(request);
  const std::string name = body.required("name");
  const std::string note = body.text("note");
  (void)body.flag("all");
  must(intake::is_utf8(name) && intake::is_utf8(note), "what is asked for is UTF-8");
  const auto fault = body.fault();
  if (!fault) return must(!name.empty(), "what is required is there, or is a fault");
  must(fault->status() == 400, "a body that is not understood is a request that is refused");
  must(intake::is_utf8(boost::json::serialize(fault->to_json())), "a refusal is UTF-8");
}

}  // namespace triand::fuzz
