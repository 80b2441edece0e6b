#pragma once

#include <string>

#include "daemon/ctl/world.hpp"

namespace triand::ctl {

// Where the service listens: --socket, else TRIAND_SOCKET, else `control_socket:` of the service's config, else
// /run/triand/control.sock.
[[nodiscard]] std::string socket_path(const std::string& option, const World& world);

}  // namespace triand::ctl
