#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "daemon/intake/csv_parser.hpp"
#include "tests/fuzz/must.hpp"
#include "tests/fuzz/targets.hpp"

namespace triand::fuzz {
namespace {

struct Record {
  std::uint64_t line = 0;
  std::vector<std::string> cells;
  domain::Reason fault = domain::Reason::none;
  bool operator==(const Record&) const = default;
};

std::vector<Record> records(std::string_view text, std::size_t piece, const intake::CsvLimits& limits) {
  std::vector<Record> out;
  intake::CsvParser parser(
      ',', 1,
      [&out](const intake::CsvRow& row) {
        out.push_back({row.line, {row.cells.begin(), row.cells.end()}, row.fault});
      },
      limits);
  while (!text.empty()) {
    parser.feed(text.substr(0, piece));
    text.remove_prefix(std::min(piece, text.size()));
  }
  parser.finish();
  return out;
}

}  // namespace

void fuzz_csv(std::string_view bytes) {
  const intake::CsvLimits small{.cell = 12, .record = 60, .columns = 5};
  std::uint64_t last = 0;
  for (const Record& record : records(bytes, 7, small)) {
    must(record.line > last, "rows of a list have ascending lines");
    last = record.line;
    must(record.cells.size() <= small.columns, "no row has more cells than it may");
    for (const std::string& cell : record.cells) must(cell.size() <= small.cell, "no cell is too long");
  }
  // Where a limit is met first depends on the pieces.
  const intake::CsvLimits usual;
  if (bytes.size() <= usual.cell)
    must(records(bytes, 7, usual) == records(bytes, bytes.size() + 1, usual),
         "where a list is cut makes no difference");
}

}  // namespace triand::fuzz
