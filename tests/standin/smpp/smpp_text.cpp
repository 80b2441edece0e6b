#include "tests/standin/smpp/smpp_text.hpp"

#include <array>
#include <utility>

#include "templates/utf8.hpp"

namespace triand::standin {
namespace {

constexpr char32_t kUnreadable = U'\uFFFD';

// 3GPP TS 23.038, 6.2.1, by code.
constexpr std::u32string_view kGsm =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    U"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

char32_t behind_escape(unsigned code) {
  constexpr std::array<std::pair<unsigned, char32_t>, 10> kTable{{{0x0A, U'\f'},
                                                                  {0x14, U'^'},
                                                                  {0x28, U'{'},
                                                                  {0x29, U'}'},
                                                                  {0x2F, U'\\'},
                                                                  {0x3C, U'['},
                                                                  {0x3D, U'~'},
                                                                  {0x3E, U']'},
                                                                  {0x40, U'|'},
                                                                  {0x65, U'€'}}};
  for (const auto& [number, character] : kTable)
    if (number == code) return character;
  return kUnreadable;
}

std::u32string from_gsm(std::string_view octets) {
  std::u32string out;
  for (std::size_t at = 0; at < octets.size(); ++at) {
    const auto code = static_cast<unsigned char>(octets[at]);
    if (code == 0x1B)
      out += ++at < octets.size() ? behind_escape(static_cast<unsigned char>(octets[at])) : kUnreadable;
    else
      out += code < kGsm.size() ? kGsm[code] : kUnreadable;
  }
  return out;
}

std::u32string from_ucs2(std::string_view octets) {
  std::u32string out;
  char32_t high = 0;
  for (std::size_t at = 0; at + 1 < octets.size(); at += 2) {
    const char32_t unit = static_cast<char32_t>(static_cast<unsigned char>(octets[at]) << 8U |
                                                static_cast<unsigned char>(octets[at + 1]));
    if (unit >= 0xD800 && unit <= 0xDBFF) {
      high = unit;
    } else if (unit >= 0xDC00 && unit <= 0xDFFF) {
      out += high == 0 ? kUnreadable : 0x10000 + ((high - 0xD800) << 10U) + (unit - 0xDC00);
      high = 0;
    } else {
      if (high != 0) out += kUnreadable;
      high = 0;
      out += unit;
    }
  }
  if (high != 0 || octets.size() % 2 != 0) out += kUnreadable;
  return out;
}

}  // namespace

std::string sms_on_screen(std::string_view octets, unsigned data_coding) {
  std::u32string text;
  if (data_coding == 8)
    text = from_ucs2(octets);
  else if (data_coding == 0)
    text = from_gsm(octets);
  else
    for (const char octet : octets) text += static_cast<unsigned char>(octet);
  std::string out;
  for (const char32_t character : text) templates::append_code_point(out, character);
  return out;
}

}  // namespace triand::standin
