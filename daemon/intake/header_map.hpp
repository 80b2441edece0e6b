#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "daemon/domain/customer_columns.hpp"
#include "daemon/intake/column.hpp"
#include "daemon/intake/list_problem.hpp"

namespace triand::intake {

// What the columns of one list mean, read from its header.
class HeaderMap {
 public:
  struct Target {
    Column column = Column::extra;
    std::string header;      // as it came
    std::string extra_name;  // for extra columns: lower case without diacritics, '_' for spaces; unique
    bool named = true;       // the header cell is not empty
  };

  // No customer_code column, two columns with the same meaning and a choice for a column that is not there are
  // problems, told together.
  [[nodiscard]] static std::variant<HeaderMap, ListProblems> read(std::span<const std::string_view> cells,
                                                                  std::uint64_t line,
                                                                  const ColumnChoices& choices = {});

  // In the file's order.
  [[nodiscard]] const std::vector<Target>& targets() const { return targets_; }
  // Where a known column stands; nullopt when the list has none.
  [[nodiscard]] std::optional<std::size_t> index_of(Column column) const {
    return known_[static_cast<std::size_t>(column)];
  }
  // The names of the extra columns that have a header.
  [[nodiscard]] std::vector<std::string> extra_names() const;
  // What the list speaks of.
  [[nodiscard]] domain::CustomerColumns columns() const;

 private:
  [[nodiscard]] bool has(std::string_view header) const;
  void add(std::string_view cell, const ColumnChoices& choices);

  std::vector<Target> targets_;
  std::size_t own_columns_ = 0;  // before those of a rejects file
  std::array<std::optional<std::size_t>, kKnownColumns> known_;
};

}  // namespace triand::intake
