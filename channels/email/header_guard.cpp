#include "channels/email/header_guard.hpp"

#include <algorithm>
#include <cstdint>

#include <unicode/utf8.h>

namespace triand::channels::email {

bool safe_header_value(std::string_view value) {
  if (value.size() > kMaxHeaderValue) return false;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(value.data());
  const auto length = static_cast<std::int32_t>(value.size());
  for (std::int32_t at = 0; at < length;) {
    UChar32 point = 0;
    U8_NEXT(bytes, at, length, point);
    if (point < 0x20 || point == 0x7F) return false;
  }
  return true;
}

}  // namespace triand::channels::email
