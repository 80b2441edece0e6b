#include "daemon/intake/workbook/cell_place.hpp"

#include <charconv>

namespace triand::intake {
namespace {

constexpr std::size_t kMostColumns = 16'384;
constexpr std::uint64_t kMostLines = 1'048'576;

}  // namespace

std::optional<CellPlace> read_cell_place(std::string_view name) {
  std::size_t columns = 0;
  std::size_t at = 0;
  for (; at < name.size() && name[at] >= 'A' && name[at] <= 'Z'; ++at) {
    columns = columns * 26 + static_cast<std::size_t>(name[at] - 'A') + 1;
    if (columns > kMostColumns) return std::nullopt;
  }
  std::uint64_t line = 0;
  const char* end = name.data() + name.size();
  const auto [stopped, error] = std::from_chars(name.data() + at, end, line);
  if (columns == 0 || error != std::errc() || stopped != end || line == 0 || line > kMostLines)
    return std::nullopt;
  return CellPlace{columns - 1, line};
}

}  // namespace triand::intake
