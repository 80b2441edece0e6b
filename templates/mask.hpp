#pragma once

#include <string>
#include <string_view>

namespace triand::templates {

// So much of a value that its owner recognises it and nobody else learns it:
// a telephone "+84905123456" as "0905 *** 456", an email "huong@example.vn" as "h***@example.vn", several words
// (a name) as initials "N. T. H.", any other as "PA05***234", or "a***" when it is of 8 characters or less.
[[nodiscard]] std::string mask(std::string_view value);

}  // namespace triand::templates
