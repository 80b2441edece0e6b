#pragma once

#include <string>
#include <string_view>

namespace triand::server {

// 256 bits that nobody can guess, as 64 hexadecimal digits. Throws std::runtime_error when the system has none.
[[nodiscard]] std::string new_secret_token();

// Whether a text has the form of one.
[[nodiscard]] bool is_secret_token(std::string_view text);

// Compares in a time that does not tell where two texts of one length differ. Empty ones are never the same.
[[nodiscard]] bool same_secret(std::string_view one, std::string_view other);

}  // namespace triand::server
