#include "daemon/domain/fold_words.hpp"

#include <array>
#include <utility>

#include "daemon/domain/blank.hpp"

namespace triand::domain {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// Capitals that are no neighbours of À to Þ or Ạ to Ỹ.
constexpr std::array<Pair, 6> kOthers = {
    {{"Ă", "ă"}, {"Đ", "đ"}, {"Ĩ", "ĩ"}, {"Ũ", "ũ"}, {"Ơ", "ơ"}, {"Ư", "ư"}}};

unsigned byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
}

std::size_t length_of(unsigned first) { return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4; }

// Appends one character in lower case.
void append_small(std::string_view letter, std::string& out) {
  const unsigned first = byte_at(letter, 0);
  const unsigned second = byte_at(letter, 1);
  const unsigned third = byte_at(letter, 2);
  if (letter.size() == 2)
    for (const auto& [capital, small] : kOthers)
      if (letter == capital) {
        out += small;
        return;
      }
  const bool ascii = first >= 'A' && first <= 'Z';
  const bool latin = first == 0xC3 && second >= 0x80 && second <= 0x9E && second != 0x97;
  const bool marked = first == 0xE1 && letter.size() == 3 && third % 2 == 0 &&
                      ((second == 0xBA && third >= 0xA0) || (second == 0xBB && third <= 0xB8));
  out += letter;
  if (ascii || latin)
    out.back() = static_cast<char>(static_cast<unsigned char>(out.back()) + 0x20);
  else if (marked)
    out.back() = static_cast<char>(third + 1);
}

}  // namespace

std::string fold_words(std::string_view text) {
  text = trim(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t blank = blank_at(text, at)) {
      if (!out.ends_with(' ')) out += ' ';
      at += blank;
      continue;
    }
    const std::string_view letter = text.substr(at, length_of(byte_at(text, at)));
    append_small(letter, out);
    at += letter.size();
  }
  return out;
}

}  // namespace triand::domain
