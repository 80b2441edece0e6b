#include "daemon/server/api/query_number.hpp"

#include <charconv>

namespace triand::server {

std::optional<std::int64_t> query_number(std::string_view text, std::int64_t usual) {
  if (text.empty()) return usual;
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc{} || end != text.data() + text.size() || out < 0) return std::nullopt;
  return out;
}

}  // namespace triand::server
