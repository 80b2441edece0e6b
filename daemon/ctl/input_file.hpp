#pragma once

#include <string>

namespace triand::ctl {

// Refuses, as a usage Failure, a file that is missing, not readable, not a regular file, or empty.
void require_file(const std::string& path);
// Its text; refuses files as above and those past 16 MB, which no campaign file is.
[[nodiscard]] std::string text_of_file(const std::string& path);
// "lists/pa05.csv" → "pa05.csv"
[[nodiscard]] std::string base_name(const std::string& path);

}  // namespace triand::ctl
