#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace triand::channels {

// In lower-case hexadecimal. Throws std::runtime_error when OpenSSL cannot.

// SHA-256 of the parts one after the other.
[[nodiscard]] std::string sha256_hex(std::initializer_list<std::string_view> parts);
[[nodiscard]] std::string hmac_sha256_hex(std::string_view key, std::string_view text);

}  // namespace triand::channels
