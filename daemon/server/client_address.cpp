#include "daemon/server/client_address.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include <boost/beast/core/string.hpp>

namespace triand::server {
namespace {

namespace ip = boost::asio::ip;

constexpr const char* kLoopback = "loopback";
constexpr const char* kProxySocket = "proxy";

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// The parts between separators; what stands in quotes is one. Where a quote is left open none counts: a client could
// hide behind it what proxies add.
std::vector<std::string_view> parts_of(std::string_view text, char separator) {
  const bool quotes = std::count(text.begin(), text.end(), '"') % 2 == 0;
  std::vector<std::string_view> out;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') quoted = quotes && !quoted;
    if (quoted || text[at] != separator) continue;
    out.push_back(trimmed(text.substr(begin, at - begin)));
    begin = at + 1;
  }
  out.push_back(trimmed(text.substr(begin)));
  return out;
}

// "for=" of one element of Forwarded (RFC 7239); empty: it has none.
std::string_view for_of(std::string_view element) {
  for (const std::string_view pair : parts_of(element, ';'))
    if (boost::beast::iequals(pair.substr(0, 4), "for=")) return trimmed(pair.substr(4));
  return {};
}

// "192.0.2.7", "192.0.2.7:4711", "[2001:db8::1]:4711" with or without quotes; nullopt: "unknown" or anything else.
std::optional<ip::address> address_in(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  if (text.starts_with('[')) {
    text = text.substr(1, std::max<std::size_t>(text.find(']'), 1) - 1);
  } else if (std::count(text.begin(), text.end(), ':') == 1) {
    text = text.substr(0, text.find(':'));
  }
  boost::system::error_code error;
  const ip::address address = ip::make_address(std::string(text), error);
  return error ? std::nullopt : std::optional(plain_address(address));
}

// Whom the proxies say they got the request from, the last proxy's word last.
std::vector<std::string_view> chain_in(const Request& request, ProxyTrust::Says says) {
  const bool rfc = says == ProxyTrust::Says::forwarded;
  std::vector<std::string_view> out;
  for (const auto& [name, value] : request.headers)
    if (boost::beast::iequals(name, rfc ? "Forwarded" : "X-Forwarded-For"))
      for (const std::string_view element : parts_of(value, ','))
        out.push_back(rfc ? for_of(element) : element);
  return out;
}

std::string counted_as(const ip::address& address) {
  if (address.is_loopback()) return kLoopback;
  if (address.is_v4()) return address.to_string();
  ip::address_v6::bytes_type bytes = address.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  return ip::address_v6(bytes).to_string() + "/64";
}

}  // namespace

std::string client_address(const Peer& peer, const Request& request, const ProxyTrust& trust) {
  std::optional<ip::address> client = address_in(peer.address);
  if (peer.believed) {
    const auto chain = chain_in(request, trust.says);
    for (auto word = chain.rbegin(); word != chain.rend(); ++word) {
      const auto named = address_in(*word);
      if (!named) break;
      client = named;
      if (!trust.believes(*named)) break;
    }
  }
  return client ? counted_as(*client) : peer.address.empty() ? kProxySocket : kLoopback;
}

}  // namespace triand::server
