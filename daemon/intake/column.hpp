#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace triand::intake {

// What a column of a list means.
enum class Column : std::uint8_t {
  customer_code,
  full_name,
  phone,
  email,
  address,
  unit,
  province,
  segment,
  language,
  opt_out,
  extra,    // stays with the customer under its own name
  ignored,  // the five columns of a rejects file; in other lists extra
};

inline constexpr std::size_t kKnownColumns = 10;  // those before extra

// "customer_code", …
[[nodiscard]] std::string_view to_string(Column column);
// By what to_string() says; nullopt for every other word, and for ignored.
[[nodiscard]] std::optional<Column> column_from(std::string_view word);

// What whoever loads a list says of some of its columns, by their header cells as they are, without blanks around them.
using ColumnChoices = std::map<std::string, Column, std::less<>>;

// By a header cell in English or Vietnamese, with or without diacritics, in any letter case and spacing
// (contract, "Customer list"); extra for every other.
[[nodiscard]] Column column_of(std::string_view header);

}  // namespace triand::intake
