#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace triand::intake {

// Where a cell stands: "C7" is column 2, line 7.
struct CellPlace {
  std::size_t column = 0;  // from 0
  std::uint64_t line = 0;  // from 1
};

// Nullopt for what is no such name, or past what any sheet has (XFD1048576).
[[nodiscard]] std::optional<CellPlace> read_cell_place(std::string_view name);

}  // namespace triand::intake
