#pragma once

#include "config/block.hpp"
#include "daemon/server/proxy_trust.hpp"

namespace triand::app {

// Which reverse proxies are believed: the config's group `http.proxy`. What would believe everybody is a problem.
[[nodiscard]] server::ProxyTrust read_proxy(config::Block block);

// Whether whoever is a user of this machine could name himself anybody: an address of it is believed in that.
[[nodiscard]] bool believes_every_user(const server::ProxyTrust& proxy);

}  // namespace triand::app
