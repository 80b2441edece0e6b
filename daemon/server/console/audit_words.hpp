#pragma once

#include <string_view>

#include "daemon/server/console/phrase.hpp"

namespace triand::server {

// What the audit's word for an action says; empty for one that is not known.
[[nodiscard]] std::string_view action_words(std::string_view action, Language language);

}  // namespace triand::server
