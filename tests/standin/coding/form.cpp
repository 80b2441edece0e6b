#include "tests/standin/coding/form.hpp"

#include <algorithm>

#include "tests/standin/coding/hexadecimal.hpp"

namespace triand::standin {

std::string percent_decode(std::string_view text) {
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%' && at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 &&
        hex_digit(text[at + 2]) >= 0) {
      decoded += static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2]));
      at += 2;
    } else {
      decoded += text[at] == '+' ? ' ' : text[at];
    }
  }
  return decoded;
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kPlain = "-._~";
  std::string encoded;
  for (char letter : text) {
    bool plain = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
                 (letter >= 'A' && letter <= 'Z') || kPlain.find(letter) != std::string_view::npos;
    if (plain) {
      encoded += letter;
    } else {
      encoded += '%' + to_hex(std::string_view(&letter, 1));
    }
  }
  return encoded;
}

std::string form_value(std::string_view form, std::string_view name) {
  while (!form.empty()) {
    std::string_view field = form.substr(0, form.find('&'));
    form.remove_prefix(std::min(form.size(), field.size() + 1));
    std::size_t equals = field.find('=');
    if (percent_decode(field.substr(0, equals)) != name) continue;
    return equals == std::string_view::npos ? std::string() : percent_decode(field.substr(equals + 1));
  }
  return {};
}

}  // namespace triand::standin
