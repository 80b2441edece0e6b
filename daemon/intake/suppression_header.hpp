#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "daemon/intake/list_problem.hpp"

namespace triand::intake {

// What a column of a list of suppressions means.
enum class SuppressionColumn : std::uint8_t {
  customer_code,
  phone,
  email,
  address,  // any of the three before
  scope,
  about,  // "class"
  reason,
  until,
  note,
};

inline constexpr std::size_t kSuppressionColumns = 9;
inline constexpr std::size_t kSubjectColumns = 4;  // those before scope

// Where the columns of one list stand. Others are passed over; in a rejects file the verdict's columns are among them.
class SuppressionHeader {
 public:
  [[nodiscard]] static std::variant<SuppressionHeader, ListProblems> read(
      std::span<const std::string_view> cells, std::uint64_t line);
  // How many of a row's cells name columns.
  [[nodiscard]] static std::size_t known_cells(std::span<const std::string_view> cells);

  [[nodiscard]] std::optional<std::size_t> index_of(SuppressionColumn column) const {
    return known_[static_cast<std::size_t>(column)];
  }
  // Columns before this one came with the list; a rejects file's own stand behind. As many as there are, if it is none.
  [[nodiscard]] std::size_t own_columns() const { return own_columns_; }

 private:
  std::array<std::optional<std::size_t>, kSuppressionColumns> known_;
  std::size_t own_columns_ = 0;
};

}  // namespace triand::intake
