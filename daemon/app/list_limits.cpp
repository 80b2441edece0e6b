#include "daemon/app/list_limits.hpp"

namespace triand::app {
namespace {

// fate, line, column, reason, suggestion: a rejects file must load whatever list it comes from.
constexpr std::size_t kVerdictColumns = 5;

std::uint64_t bytes(config::Block& block, std::string_view key, std::int64_t least, std::uint64_t fallback) {
  return static_cast<std::uint64_t>(block.bytes(key, least, static_cast<std::int64_t>(fallback)));
}

}  // namespace

intake::WorkbookLimits read_list_limits(config::Block block) {
  constexpr std::int64_t kKilobyte = 1024;
  constexpr std::int64_t kMegabyte = 1024 * kKilobyte;
  intake::WorkbookLimits out;
  out.row.cell = bytes(block, "cell", kKilobyte, out.row.cell);
  out.row.record = bytes(block, "row", 4 * kKilobyte, out.row.record);
  if (out.row.record < out.row.cell) block.complain("row", "is less than `cell`; give at least as much");
  out.row.columns = static_cast<std::size_t>(block.integer(
                        "columns", 1, 16'384, static_cast<std::int64_t>(out.row.columns - kVerdictColumns))) +
                    kVerdictColumns;
  out.rows =
      static_cast<std::uint64_t>(block.integer("rows", 1, 100'000'000, static_cast<std::int64_t>(out.rows)));
  out.file = bytes(block, "workbook", kMegabyte, out.file);
  out.part = bytes(block, "unpacked", kMegabyte, out.part);
  out.ratio =
      static_cast<std::uint64_t>(block.integer("ratio", 2, 100'000, static_cast<std::int64_t>(out.ratio)));
  out.entries = static_cast<std::uint64_t>(
      block.integer("entries", 4, 1'000'000, static_cast<std::int64_t>(out.entries)));
  out.shared_strings = bytes(block, "shared_strings", kMegabyte, out.shared_strings);
  return out;
}

}  // namespace triand::app
