#pragma once

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

#include "daemon/server/console/phrase.hpp"

namespace triand::server {

// What a word of the API's documents is called on the pages.
using NamedPhrase = std::pair<std::string_view, Phrase>;

// Null: the table has no such word.
[[nodiscard]] inline const Phrase* phrase_of(std::span<const NamedPhrase> table, std::string_view word) {
  const auto found = std::ranges::find(table, word, &NamedPhrase::first);
  return found == table.end() ? nullptr : &found->second;
}

// A word that the table does not have stays as it is.
[[nodiscard]] inline std::string_view words_for(std::span<const NamedPhrase> table, std::string_view word,
                                                Language language) {
  const Phrase* known = phrase_of(table, word);
  return known == nullptr ? word : known->in(language);
}

}  // namespace triand::server
