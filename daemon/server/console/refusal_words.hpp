#pragma once

#include <optional>
#include <string_view>

#include "daemon/server/api_error.hpp"
#include "daemon/server/console/html.hpp"
#include "daemon/server/console/phrase.hpp"

namespace triand::server {

// What the API means by an error's short name, as whole sentences in Vietnamese; nullopt for a name that nobody uses.
[[nodiscard]] std::optional<std::string_view> vietnamese_refusal(std::string_view error);

// Says why something was not done: in English the API's message and hint; in Vietnamese the sentences for its short
// name, with the API's own words folded away below them. Assistive technology reads it out at once.
void put_refusal(Html& html, const ApiError& error, Language language);

}  // namespace triand::server
