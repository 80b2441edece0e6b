#pragma once

#include <string>
#include <string_view>

namespace triand::standin {

// Raw bytes.
[[nodiscard]] std::string sha256(std::string_view text);
[[nodiscard]] std::string hmac_sha1(std::string_view key, std::string_view text);
[[nodiscard]] std::string hmac_sha256(std::string_view key, std::string_view text);

// Standard alphabet with padding; decoding skips line breaks and stops at the first byte that is not base64.
[[nodiscard]] std::string base64_encode(std::string_view bytes);
[[nodiscard]] std::string base64_decode(std::string_view text);

}  // namespace triand::standin
