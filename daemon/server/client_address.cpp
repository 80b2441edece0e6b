#include "daemon/server/client_address.hpp"

#include <algorithm>

#include <boost/asio/ip/address.hpp>
#include <boost/beast/core/string.hpp>

namespace triand::server {
namespace {

constexpr const char* kLoopback = "loopback";

std::string_view last_of(std::string_view list) {
  const std::size_t comma = list.rfind(',');
  if (comma != std::string_view::npos) list.remove_prefix(comma + 1);
  while (!list.empty() && list.front() == ' ') list.remove_prefix(1);
  while (!list.empty() && list.back() == ' ') list.remove_suffix(1);
  return list;
}

}  // namespace

std::string client_address(const std::string& peer, const Request& request) {
  namespace ip = boost::asio::ip;
  std::string text = peer;
  if (peer.empty())
    for (const auto& [name, value] : request.headers)
      if (boost::beast::iequals(name, "X-Forwarded-For")) text = last_of(value);
  boost::system::error_code error;
  ip::address address = ip::make_address(text, error);
  if (error || address.is_loopback()) return kLoopback;
  if (address.is_v4()) return address.to_string();
  if (address.to_v6().is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, address.to_v6()).to_string();
  ip::address_v6::bytes_type bytes = address.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  return ip::address_v6(bytes).to_string() + "/64";
}

}  // namespace triand::server
