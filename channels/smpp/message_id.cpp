#include "channels/smpp/message_id.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace triand::channels::smpp {
namespace {

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

std::string plain(std::string_view id) {
  while (!id.empty() && (id.back() == '\0' || id.back() == ' ')) id.remove_suffix(1);
  while (!id.empty() && id.front() == ' ') id.remove_prefix(1);
  if (std::all_of(id.begin(), id.end(), is_hex))
    while (id.size() > 1 && id.front() == '0') id.remove_prefix(1);
  std::string out(id);
  for (char& c : out)
    if (c == ',' || static_cast<unsigned char>(c) <= ' ' || c == 0x7F) c = '_';
  return out;
}

std::string decimal(std::string_view id) {
  std::string text = plain(id);
  std::string_view digits = text;
  if (digits.starts_with("0x") || digits.starts_with("0X")) digits.remove_prefix(2);
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return text;
  return std::to_string(value);
}

}  // namespace

std::string answer_id(std::string_view id, MessageIds ids) {
  return ids == MessageIds::answer_hex ? decimal(id) : plain(id);
}

std::string receipt_id(std::string_view id, MessageIds ids) {
  return ids == MessageIds::receipt_hex ? decimal(id) : plain(id);
}

}  // namespace triand::channels::smpp
