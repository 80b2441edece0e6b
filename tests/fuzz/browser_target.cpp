#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <boost/asio/ip/address.hpp>

#include "daemon/app/feed_cursor.hpp"
#include "daemon/intake/utf8_check.hpp"
#include "daemon/server/api/query_number.hpp"
#include "daemon/server/client_address.hpp"
#include "daemon/server/console/cookies.hpp"
#include "daemon/server/console/form.hpp"
#include "tests/fuzz/must.hpp"
#include "tests/fuzz/targets.hpp"

// The small texts of a request: a form's fields, cookies, what proxies say of a client, how far somebody has read.
namespace triand::fuzz {
namespace {

const std::string kSession = "triand-session";
// Of no proxy.
const std::string kClient = "192.0.2.7";

std::string escaped(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    out += '%';
    out += kDigits[static_cast<unsigned char>(c) >> 4];
    out += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

server::Request with(server::Headers headers) {
  server::Request request;
  request.headers = std::move(headers);
  return request;
}

server::ProxyTrust trust_in(server::ProxyTrust::Says says) {
  server::ProxyTrust out = server::ProxyTrust::usual();
  for (const char* range : {"10.0.4.0/28", "fd00:4::/64"})
    out.addresses.push_back(std::get<server::AddressRange>(server::AddressRange::read(range)));
  out.says = says;
  return out;
}

// Whether it stands somewhere behind the beginning, a semicolon or a blank.
bool begins_a_pair(const std::string& header, const std::string& pair) {
  for (std::size_t at = header.find(pair); at != std::string::npos; at = header.find(pair, at + 1))
    if (at == 0 || header[at - 1] == ';' || header[at - 1] == ' ') return true;
  return false;
}

bool is_client(std::string text) {
  if (text == "loopback" || text == "proxy") return true;
  if (const std::string_view network = "/64"; text.ends_with(network))
    text.resize(text.size() - network.size());
  boost::system::error_code error;
  (void)boost::asio::ip::make_address(text, error);
  return !error;
}

}  // namespace

void fuzz_form(std::string_view bytes) {
  const server::Form form(bytes);
  must(intake::is_utf8(form.value("name")) && intake::is_utf8(form.value("")), "what is typed is UTF-8");
  must(form.has("name") || form.value("name").empty(), "a field that is not there is empty");
  const server::Form typed("name=" + escaped(bytes) + "&name=other");
  must(typed.value("name") == intake::with_valid_utf8(bytes), "what is typed comes as it was typed");
  must(server::Form("token=own&" + std::string(bytes)).value("token") == "own",
       "nothing behind a field replaces it");
  must(server::with_plain_lines(bytes).size() <= bytes.size(), "plain lines are no longer");
}

void fuzz_cookie(std::string_view bytes) {
  const std::string text(bytes);
  const std::string value = server::cookie(with({{"Cookie", text}}), kSession);
  must(value.find(';') == std::string::npos && text.find(value) != std::string::npos,
       "a cookie is a part of its header");
  must(value.empty() || begins_a_pair(text, kSession + "=" + value),
       "a cookie has its name and no longer one");
  must(server::cookie(with({{"Cookie", kSession + "=own; " + text}}), kSession) == "own",
       "the first of several is taken");
  must(server::cookie(with({{"X-Cookie", text}}), kSession).empty(), "no other header has cookies");
}

void fuzz_client_address(std::string_view bytes) {
  using Says = server::ProxyTrust::Says;
  const std::string text(bytes);
  for (const Says says : {Says::x_forwarded_for, Says::forwarded}) {
    const server::ProxyTrust trust = trust_in(says);
    const bool rfc = says == Says::forwarded;
    const std::string name = rfc ? "Forwarded" : "X-Forwarded-For";
    must(is_client(server::client_address({"127.0.0.1", true}, with({{name, text}}), trust)) &&
             is_client(server::client_address({"", true}, with({{name, text}}), trust)),
         "a client is an address, or has a word of ours");
    must(server::client_address({kClient, false}, with({{name, text}}), trust) == kClient,
         "whoever is no proxy is not believed");
    // As a proxy writes it behind what it was given, in the same line or in one of its own.
    const std::string own = rfc ? "for=" + kClient : kClient;
    must(server::client_address({"127.0.0.1", true}, with({{name, text + ", " + own}}), trust) == kClient,
         "what a client writes itself hides nothing of what the proxy adds");
    must(server::client_address({"10.0.4.1", true}, with({{name, text}, {name, own}}), trust) == kClient,
         "nor in a line of its own");
  }
}

void fuzz_cursor(std::string_view bytes) {
  if (const auto cursor = app::FeedCursor::read(bytes)) {
    must(cursor->after >= 0 && cursor->begun >= cursor->after, "a cursor has begun no earlier than it is");
    const auto again = app::FeedCursor::read(cursor->text());
    must(again && again->after == cursor->after && again->begun == cursor->begun,
         "a cursor that is told is read again");
  }
  if (const auto number = server::query_number(bytes, 0)) {
    must(*number >= 0, "a number of a query is none below 0");
    must(server::query_number(std::to_string(*number), 0) == number, "a number that is told is read again");
  }
}

}  // namespace triand::fuzz
