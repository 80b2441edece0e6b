#include "daemon/ctl/text.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace triand::ctl {

std::string thousands(std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::size_t first = number < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, 1, '.');
  }
  return digits;
}

std::string calm_time(std::string_view time) {
  constexpr std::size_t kSeconds = 19;
  if (time.size() <= kSeconds || time[10] != 'T' || time[4] != '-') return std::string(time);
  std::string calm(time.substr(0, kSeconds));
  calm[10] = ' ';
  return calm;
}

std::string calm_duration(std::chrono::seconds time) {
  const auto seconds = std::max<std::int64_t>(time.count(), 0);
  if (seconds >= 3600) return fmt::format("{} h {:02} min", seconds / 3600, seconds / 60 % 60);
  if (seconds >= 60) return fmt::format("{} min {:02} s", seconds / 60, seconds % 60);
  return fmt::format("{} s", seconds);
}

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  }));
}

std::string words_of(std::string_view key) {
  std::string words(key);
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

std::string percent_encoded(std::string_view text) {
  std::string encoded;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte < 0x80 &&
        (std::isalnum(byte) != 0 || std::string_view("-._~").find(letter) != std::string_view::npos)) {
      encoded += letter;
    } else {
      encoded += fmt::format("%{:02X}", byte);
    }
  }
  return encoded;
}

std::string harmless(std::string_view text) {
  std::string line(text);
  for (char& letter : line) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte < 0x20 || byte == 0x7F) letter = ' ';
  }
  return line;
}

}  // namespace triand::ctl
