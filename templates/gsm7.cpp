#include "templates/gsm7.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace triand::templates {
namespace {

// The table in the order of its septets; U+001B holds the place of ESC.
constexpr std::u32string_view kBasic =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001BÆæßÉ "
    U"!\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    U"abcdefghijklmnopqrstuvwxyzäöñüà";
static_assert(kBasic.size() == 128);

constexpr char32_t kEscape = 0x1B;

constexpr std::array<std::pair<char32_t, std::uint8_t>, 10> kExtension{{{U'\f', 0x0A},
                                                                        {U'^', 0x14},
                                                                        {U'{', 0x28},
                                                                        {U'}', 0x29},
                                                                        {U'\\', 0x2F},
                                                                        {U'[', 0x3C},
                                                                        {U'~', 0x3D},
                                                                        {U']', 0x3E},
                                                                        {U'|', 0x40},
                                                                        {U'€', 0x65}}};

}  // namespace

std::optional<std::uint8_t> gsm7_basic(char32_t code_point) {
  // Letters and digits stand at their ASCII place; most text needs no search.
  if ((code_point >= U'a' && code_point <= U'z') || (code_point >= U'A' && code_point <= U'Z') ||
      (code_point >= U'0' && code_point <= U'9') || code_point == U' ')
    return static_cast<std::uint8_t>(code_point);
  if (code_point == kEscape) return std::nullopt;
  const std::size_t at = kBasic.find(code_point);
  if (at == std::u32string_view::npos) return std::nullopt;
  return static_cast<std::uint8_t>(at);
}

std::optional<std::uint8_t> gsm7_extension(char32_t code_point) {
  const auto* found = std::ranges::find(kExtension, code_point, &std::pair<char32_t, std::uint8_t>::first);
  if (found == kExtension.end()) return std::nullopt;
  return found->second;
}

int gsm7_septets(char32_t code_point) {
  if (gsm7_basic(code_point)) return 1;
  return gsm7_extension(code_point) ? 2 : 0;
}

}  // namespace triand::templates
