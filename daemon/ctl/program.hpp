#pragma once

#include <string>
#include <vector>

#include "daemon/ctl/world.hpp"

namespace triand::ctl {

// One run of trianctl. `arguments` are those after the program's name. Returns the exit code; throws nothing.
[[nodiscard]] int run(const std::vector<std::string>& arguments, World& world);

}  // namespace triand::ctl
