#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include "daemon/intake/list_problem.hpp"
#include "daemon/intake/workbook/workbook_limits.hpp"

namespace triand::intake {

// Reads what a zip says about the size of its table of files, before a library holds all of that in memory: `tail` are
// its last bytes (64 KB and 22 bytes, or all), `read` fetches others by their offset. Nullopt: within the limits, or
// so unlike a zip that the library will say so.
[[nodiscard]] std::optional<ListProblem> directory_too_large(
    std::span<const char> tail, const std::function<std::size_t(std::uint64_t, std::span<char>)>& read,
    const WorkbookLimits& limits);

}  // namespace triand::intake
