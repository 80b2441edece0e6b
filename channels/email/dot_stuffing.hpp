#pragma once

#include <string>
#include <string_view>

namespace triand::channels::email {

// A message of CRLF lines as it goes behind 354 (RFC 5321 section 4.5.2): a dot more in front of each line that begins
// with one, and the final dot behind the last line.
[[nodiscard]] std::string dot_stuffed(std::string_view message);

}  // namespace triand::channels::email
