#include "channels/smpp/server_address.hpp"

#include <algorithm>
#include <charconv>

namespace triand::channels::smpp {
namespace {

constexpr std::uint16_t kTlsPort = 3550;  // IANA: ssmpp

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
         c == '_' || c == ':';
}

}  // namespace

std::optional<ServerAddress> ServerAddress::parse(std::string_view url) {
  ServerAddress out;
  if (url.starts_with("smpps://")) {
    out.tls = true;
    out.port = kTlsPort;
    url.remove_prefix(8);
  } else if (url.starts_with("smpp://")) {
    url.remove_prefix(7);
  } else {
    return std::nullopt;
  }
  if (url.ends_with('/')) url.remove_suffix(1);
  std::string_view port;
  if (url.starts_with('[')) {
    const std::size_t end = url.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    out.host = url.substr(1, end - 1);
    port = url.substr(end + 1);
  } else {
    const std::size_t colon = std::min(url.find(':'), url.size());
    out.host = url.substr(0, colon);
    port = url.substr(colon);
    if (out.host.find(':') != std::string::npos) return std::nullopt;
  }
  if (out.host.empty() || !std::all_of(out.host.begin(), out.host.end(), is_host_character))
    return std::nullopt;
  if (port.empty()) return out;
  port.remove_prefix(1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), out.port);
  if (error != std::errc{} || end != port.data() + port.size() || out.port == 0) return std::nullopt;
  return out;
}

}  // namespace triand::channels::smpp
