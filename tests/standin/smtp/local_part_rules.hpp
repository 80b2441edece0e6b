#pragma once

#include <chrono>
#include <string_view>

#include "tests/standin/rules/action.hpp"

namespace triand::standin {

// What an address asks for by the beginning of its local part, see SmtpDialogue; an empty action for the others.
[[nodiscard]] Action local_part_action(std::string_view address, std::chrono::milliseconds hang);

}  // namespace triand::standin
