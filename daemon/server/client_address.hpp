#pragma once

#include <string>

#include "daemon/server/proxy_trust.hpp"
#include "daemon/server/request.hpp"

namespace triand::server {

// Where a request's connection came from.
struct Peer {
  std::string address = {};  // empty: the proxies' socket
  bool believed = false;     // ProxyTrust believes it
};

// Whom a request is counted for: the peer's address, or, when that is a proxy's, the last one of `trust.says` that is
// not a proxy's too, for each of them has written down whom it got the request from. IPv6 by its first 64 bits, which one
// customer of a provider has to himself. "loopback" for this machine, "proxy" for the proxies' socket, when nobody else is
// named.
[[nodiscard]] std::string client_address(const Peer& peer, const Request& request, const ProxyTrust& trust);

}  // namespace triand::server
