#pragma once

#include <optional>
#include <string_view>

#include "daemon/server/console/literal.hpp"

namespace triand::server {

enum class Language { vietnamese, english };

// "vi", "en".
[[nodiscard]] constexpr std::string_view code_of(Language language) {
  return language == Language::english ? "en" : "vi";
}

[[nodiscard]] constexpr std::optional<Language> language_from(std::string_view code) {
  if (code == "vi") return Language::vietnamese;
  if (code == "en") return Language::english;
  return std::nullopt;
}

// What the console says, in each of its languages: none can be left out.
class Phrase {
 public:
  consteval Phrase(Literal vietnamese, Literal english) : vietnamese_(vietnamese), english_(english) {}

  [[nodiscard]] constexpr std::string_view in(Language language) const {
    return (language == Language::english ? english_ : vietnamese_).text();
  }

 private:
  Literal vietnamese_;
  Literal english_;
};

}  // namespace triand::server
