#pragma once

#include <cstdint>
#include <string>

#include "daemon/server/console/phrase.hpp"

namespace triand::server {

// "1.234.567", "1,234,567".
[[nodiscard]] std::string number_in(std::int64_t number, Language language);
// "96,4 %", "96.4 %": `part` of `whole`; "–" of nothing. What is not all is never shown as 100 %.
[[nodiscard]] std::string share_in(std::int64_t part, std::int64_t whole, Language language);

}  // namespace triand::server
