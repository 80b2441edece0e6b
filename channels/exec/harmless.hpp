#pragma once

#include <string>
#include <string_view>

namespace triand::channels::exec {

// What a program has written, fit for the log: short, on one line, with telephones, codes and email addresses hidden.
[[nodiscard]] std::string harmless(std::string_view text);

}  // namespace triand::channels::exec
