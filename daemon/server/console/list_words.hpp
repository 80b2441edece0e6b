#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "daemon/server/console/phrase.hpp"

namespace triand::server {

// The words of lists and their loading, as the console says them. What is not known stays as it is.

struct ColumnWords {
  std::string_view column;  // the API's word
  Phrase name;
};
// Everything that a column can be said to mean, in the order of the contract; `extra` is the last.
[[nodiscard]] std::span<const ColumnWords> column_choices();
[[nodiscard]] std::string_view column_words(std::string_view column, Language language);

// What somebody has to do: "Sửa 3 số điện thoại", by a reason for which rows or cells were left out.
[[nodiscard]] std::string correction_words(std::string_view reason, std::int64_t count, Language language);
// What the service has done itself: "3 số điện thoại thiếu số 0 ở đầu".
[[nodiscard]] std::string repair_words(std::string_view repair, std::int64_t count, Language language);
[[nodiscard]] std::string_view import_state_words(std::string_view state, Language language);

}  // namespace triand::server
