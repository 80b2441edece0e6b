#pragma once

#include <string_view>

namespace triand::domain {

// A person's name in two parts, for messages that greet: "Hộ ông NGUYỄN VĂN AN" is "Ông" and "NGUYỄN VĂN AN". A list's
// cell is kept as it came; this is only how it is read.
struct NameParts {
  std::string_view
      honorific;  // "Ông", "Bà" …, as one writes it first in a line; lives as long as the program; or empty
  std::string_view bare;  // the rest of the name, its letter case left alone
};

// An honorific is one only before two words at least: "Anh Thư" is a name. `full_name` is clean NFC text.
[[nodiscard]] NameParts name_parts(std::string_view full_name);

}  // namespace triand::domain
