#pragma once

#include <string>

#include <fmt/format.h>

#include "daemon/server/console/phrase.hpp"

namespace triand::server {

// A phrase with the values in the place of its {}, in order. Throws fmt::format_error for one with more {} than values.
template <class... Values>
[[nodiscard]] std::string filled(Phrase phrase, Language language, const Values&... values) {
  return fmt::format(fmt::runtime(phrase.in(language)), values...);
}

}  // namespace triand::server
