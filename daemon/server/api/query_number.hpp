#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace triand::server {

// A whole number of a query, from 0 on; `usual` where none was given, nullopt for what is none.
[[nodiscard]] std::optional<std::int64_t> query_number(std::string_view text, std::int64_t usual);

}  // namespace triand::server
