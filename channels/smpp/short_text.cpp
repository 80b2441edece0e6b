#include "channels/smpp/short_text.hpp"

#include <limits>
#include <optional>

#include "channels/smpp/octets.hpp"
#include "templates/gsm7.hpp"
#include "templates/utf8.hpp"

namespace triand::channels::smpp {
namespace {

constexpr std::uint8_t kUcs2 = 8;
constexpr char kEscape = 0x1B;

struct Room {
  int alone;
  int split;
};

constexpr Room kSeptets{160, 153};
constexpr Room kUnits{70, 67};
constexpr Room kEndless{std::numeric_limits<int>::max(), std::numeric_limits<int>::max()};

// One character: its octets, and how many units of room they take on the air.
struct Character {
  std::string octets;
  int units = 1;
};

std::optional<Character> gsm7(char32_t code_point) {
  if (const auto basic = templates::gsm7_basic(code_point))
    return Character{std::string(1, static_cast<char>(*basic)), 1};
  if (const auto extension = templates::gsm7_extension(code_point))
    return Character{std::string{kEscape, static_cast<char>(*extension)}, 2};
  return std::nullopt;
}

std::optional<Character> latin1(char32_t code_point) {
  const int septets = templates::gsm7_septets(code_point);
  if (septets == 0 || code_point > 0xFF) return std::nullopt;
  return Character{std::string(1, static_cast<char>(code_point)), septets};
}

Character ucs2(char32_t code_point) {
  Character out;
  if (code_point <= 0xFFFF) {
    append_u16(out.octets, static_cast<std::uint16_t>(code_point));
    return out;
  }
  const char32_t rest = code_point - 0x10000;
  append_u16(out.octets, static_cast<std::uint16_t>(0xD800 + (rest >> 10U)));
  append_u16(out.octets, static_cast<std::uint16_t>(0xDC00 + (rest & 0x3FFU)));
  out.units = 2;
  return out;
}

// Every character in the default alphabet; nullopt when one is not in it.
std::optional<std::vector<Character>> in_default(std::string_view utf8, DefaultAlphabet alphabet) {
  std::vector<Character> out;
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t code_point = templates::next_code_point(utf8, at);
    auto character = alphabet == DefaultAlphabet::gsm7 ? gsm7(code_point) : latin1(code_point);
    if (!character) return std::nullopt;
    out.push_back(std::move(*character));
  }
  return out;
}

std::vector<Character> in_ucs2(std::string_view utf8) {
  std::vector<Character> out;
  for (std::size_t at = 0; at < utf8.size();) out.push_back(ucs2(templates::next_code_point(utf8, at)));
  return out;
}

std::vector<std::string> split(const std::vector<Character>& characters, Room room) {
  int units = 0;
  for (const Character& character : characters) units += character.units;
  const int limit = units <= room.alone ? room.alone : room.split;
  std::vector<std::string> parts(1);
  int used = 0;
  for (const Character& character : characters) {
    if (used + character.units > limit) {
      parts.emplace_back();
      used = 0;
    }
    parts.back() += character.octets;
    used += character.units;
  }
  return parts;
}

ShortText coded(std::string_view utf8, DefaultAlphabet alphabet, Room septets, Room units) {
  if (const auto characters = in_default(utf8, alphabet)) return {0, split(*characters, septets)};
  return {kUcs2, split(in_ucs2(utf8), units)};
}

}  // namespace

ShortText short_text(std::string_view utf8, DefaultAlphabet alphabet) {
  return coded(utf8, alphabet, kSeptets, kUnits);
}

ShortText whole_text(std::string_view utf8, DefaultAlphabet alphabet) {
  return coded(utf8, alphabet, kEndless, kEndless);
}

}  // namespace triand::channels::smpp
