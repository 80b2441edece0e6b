#include "tests/standin/coding/quoted_printable.hpp"

#include <algorithm>
#include <optional>

#include "tests/standin/coding/digest.hpp"
#include "tests/standin/coding/hexadecimal.hpp"

namespace triand::standin {
namespace {

struct Word {
  std::string text;
  std::size_t size = 0;  // of the encoded form
};

// The encoded word at the start of the text, if there is one.
std::optional<Word> word_at(std::string_view text) {
  if (!text.starts_with("=?")) return std::nullopt;
  std::size_t encoding = text.find('?', 2);
  if (encoding == std::string_view::npos || encoding + 2 >= text.size() || text[encoding + 2] != '?') {
    return std::nullopt;
  }
  std::size_t start = encoding + 3;
  std::size_t end = text.find("?=", start);
  if (end == std::string_view::npos) return std::nullopt;
  std::string content(text.substr(start, end - start));
  char kind = text[encoding + 1];
  if (kind == 'B' || kind == 'b') return Word{base64_decode(content), end + 2};
  if (kind != 'Q' && kind != 'q') return std::nullopt;
  std::replace(content.begin(), content.end(), '_', ' ');
  return Word{quoted_printable_decode(content), end + 2};
}

}  // namespace

std::string quoted_printable_decode(std::string_view text) {
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string_view rest = text.substr(at);
    if (rest.starts_with("=\r\n")) {
      at += 2;
    } else if (rest.starts_with("=\n")) {
      at += 1;
    } else if (rest.size() >= 3 && rest[0] == '=' && hex_digit(rest[1]) >= 0 && hex_digit(rest[2]) >= 0) {
      decoded += static_cast<char>(hex_digit(rest[1]) * 16 + hex_digit(rest[2]));
      at += 2;
    } else {
      decoded += rest[0];
    }
  }
  return decoded;
}

std::string decode_words(std::string_view text) {
  std::string decoded;
  while (!text.empty()) {
    if (auto word = word_at(text)) {
      decoded += word->text;
      text.remove_prefix(word->size);
      std::size_t next = text.find_first_not_of(" \t");
      if (next != std::string_view::npos && word_at(text.substr(next))) text.remove_prefix(next);
      continue;
    }
    decoded += text.front();
    text.remove_prefix(1);
  }
  return decoded;
}

}  // namespace triand::standin
