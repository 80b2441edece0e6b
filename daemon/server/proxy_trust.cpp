#include "daemon/server/proxy_trust.hpp"

#include <algorithm>
#include <variant>

namespace triand::server {

ProxyTrust ProxyTrust::usual() {
  ProxyTrust out;
  for (const char* own : {"127.0.0.0/8", "::1"})
    out.addresses.push_back(std::get<AddressRange>(AddressRange::read(own)));
  return out;
}

bool ProxyTrust::believes(const boost::asio::ip::address& proxy) const {
  return std::any_of(addresses.begin(), addresses.end(),
                     [&](const AddressRange& range) { return range.holds(proxy); });
}

bool ProxyTrust::believes_peer(const boost::asio::ip::address& peer,
                               const boost::asio::ip::address& here) const {
  const bool disguised = !peer.is_loopback() && (here.is_loopback() || here == peer);
  return !disguised && believes(peer);
}

}  // namespace triand::server
