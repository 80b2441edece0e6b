#pragma once

#include <string>

namespace triand::ctl {

// Shows a prompt on standard error and reads a line from the terminal at standard input without showing it. What the
// terminal was set to comes back in any case, also when a signal ends the reading: then the line is empty.
[[nodiscard]] std::string read_secret(const std::string& prompt);

}  // namespace triand::ctl
