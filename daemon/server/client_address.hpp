#pragma once

#include <string>

#include "daemon/server/request.hpp"

namespace triand::server {

// Whom a request over TCP is counted for: the peer's address, or, when it comes from this machine (`peer` is empty),
// the last one of X-Forwarded-For, which the proxy here has written itself. IPv6 by its first 64 bits, which one
// customer of a provider has to himself. "loopback" when nobody but this machine is named.
[[nodiscard]] std::string client_address(const std::string& peer, const Request& request);

}  // namespace triand::server
