#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <boost/json/object.hpp>

#include "daemon/server/console/html.hpp"
#include "daemon/server/console/phrase.hpp"

namespace triand::server {

// One suppression of the API in words: about whom, why, by which channels, since when, until when, by whom, and whether
// it holds.
void put_suppression(Html& html, const boost::json::object& one, Language language);

// The word of done_words() for what the API says became of one that was added.
[[nodiscard]] std::string_view stored_word(std::string_view fate);

// Fields of a form that adds or removes one; each has its name for an id.
void put_scope_field(Html& html, Language language);
void put_class_field(Html& html, Language language);
void put_suppression_reason_field(Html& html, Language language);
// What is written down of it; `id` tells it apart where a page has several.
void put_words_field(Html& html, Phrase title, Literal name, std::string_view id, Language language);

// A form that takes one suppression back. `whom` is the name of the field that says whose it is; `version`: that of the
// customer whose address it is, where the address itself does not stand in the form.
void put_take_back(Html& html, std::string_view action, std::string_view token, Literal whom,
                   std::string_view value, const boost::json::object& one, std::string_view id,
                   Language language, std::optional<std::int64_t> version = std::nullopt);

}  // namespace triand::server
