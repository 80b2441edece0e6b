#pragma once

#include <string>

#include "daemon/intake/list_problem.hpp"
#include "daemon/server/api_error.hpp"

namespace triand::server {

// A list that cannot be read at all, as people are told: every fault with its line, every remedy once.
[[nodiscard]] ApiError list_refusal(const std::string& file, const intake::ListProblems& problems);

}  // namespace triand::server
