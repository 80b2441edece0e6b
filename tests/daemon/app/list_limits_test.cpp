#include "daemon/app/list_limits.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace triand::app {
namespace {

intake::WorkbookLimits read(const std::string& text, std::size_t faults = 0) {
  config::Problems problems;
  config::Block block = config::Block::parse(text, "triand.yaml", problems);
  const auto limits = read_list_limits(block.child_or_empty("list_limits"));
  block.complain_unused();
  CHECK(problems.size() == faults);
  return limits;
}

}  // namespace

TEST_CASE("what a list may be is configuration, and what is not named keeps its default") {
  const intake::WorkbookLimits usual;
  const auto all = read(
      "list_limits: {cell: 4kB, row: 64kB, columns: 50, rows: 1000, workbook: 2MB, unpacked: 20MB, ratio: "
      "50, "
      "entries: 100, shared_strings: 5MB}\n");
  CHECK(all.row.cell == 4096);
  CHECK(all.row.record == 65'536);
  // A rejects file has five more.
  CHECK(all.row.columns == 55);
  CHECK(all.rows == 1000);
  CHECK(all.file == 2 << 20);
  CHECK(all.part == 20 << 20);
  CHECK(all.ratio == 50);
  CHECK(all.entries == 100);
  CHECK(all.shared_strings == 5 << 20);
  CHECK(all.merged == usual.merged);
  const auto none = read("{}\n");
  CHECK(none.row.columns == usual.row.columns);
  CHECK(none.part == usual.part);
}

TEST_CASE("a limit that nothing could keep to is a fault") {
  read("list_limits: {cell: 10}\n", 1);
  read("list_limits: {columns: 0}\n", 1);
  read("list_limits: {cell: 1MB, row: 64kB}\n", 1);
  read("list_limits: {rowz: 1000}\n", 1);
}

}  // namespace triand::app
