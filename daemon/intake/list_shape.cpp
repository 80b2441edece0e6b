#include "daemon/intake/list_shape.hpp"

#include <algorithm>
#include <string>

#include "daemon/domain/blank.hpp"
#include "daemon/intake/column.hpp"
#include "daemon/intake/csv_parser.hpp"
#include "daemon/intake/utf8_check.hpp"

namespace triand::intake {
namespace {

constexpr std::size_t kLongestHeader = 64 * 1024;
constexpr std::size_t kHeaderRows = 20;
constexpr std::size_t kKnownColumn = 1000;
constexpr std::string_view kDelimiters = ",;\t|";

// The first record that is not blank; a quote that does not end ends with its line.
std::string_view header_record(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of("\r\n \t"), text.size()));
  text = text.substr(0, kLongestHeader);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (!quoted && (text[i] == '\n' || text[i] == '\r')) return text.substr(0, i);
  }
  return quoted ? text.substr(0, text.find_first_of("\r\n")) : text;
}

std::size_t score(std::string_view header, char delimiter) {
  std::size_t known = 0;
  std::size_t cells = 0;
  CsvParser parser(delimiter, 1, [&known, &cells](const CsvRow& row) {
    cells += row.cells.size();
    for (const std::string_view cell : row.cells)
      if (column_of(cell) != Column::extra) ++known;
  });
  parser.feed(header);
  parser.finish();
  return known * kKnownColumn + std::min<std::size_t>(cells, kKnownColumn - 1);
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

ListShape shape_of(std::string_view text) {
  ListShape shape;
  const std::size_t line_end = std::min(text.find_first_of("\r\n"), text.size());
  const std::string_view first = text.substr(0, line_end);
  if (first.size() == 5 && (first.starts_with("sep=") || first.starts_with("SEP="))) {
    shape.skip = line_end;
    if (text.substr(shape.skip).starts_with("\r\n"))
      shape.skip += 2;
    else if (shape.skip < text.size())
      shape.skip += 1;
    if (kDelimiters.find(first[4]) != std::string_view::npos) {
      shape.delimiter = first[4];
      return shape;
    }
  }
  std::string_view rest = text.substr(shape.skip);
  std::size_t best = 0;
  // Titles may stand above the header: a later row counts when it has columns that are known.
  for (std::size_t row = 0; row < kHeaderRows && !rest.empty(); ++row) {
    const std::string_view header = header_record(rest);
    for (const char delimiter : kDelimiters) {
      const std::size_t result = score(header, delimiter);
      if (result <= best || (row > 0 && result < kKnownColumn)) continue;
      best = result;
      shape.delimiter = delimiter;
    }
    rest.remove_prefix(static_cast<std::size_t>(header.data() + header.size() - rest.data()));
  }
  return shape;
}

std::optional<ListProblem> wrong_encoding(std::string_view text, bool whole) {
  std::size_t rows = 0;
  std::size_t bad = 0;
  std::size_t good = 0;
  int line = 0;
  int first_bad = 0;
  bool header_seen = false;
  while (!text.empty()) {
    const std::size_t found = text.find_first_of("\r\n");
    if (found == std::string_view::npos && !whole) break;
    const std::size_t end = std::min(found, text.size());
    const std::string_view row = text.substr(0, end);
    text.remove_prefix(end);
    text.remove_prefix(text.starts_with("\r\n") ? 2 : std::min<std::size_t>(1, text.size()));
    ++line;
    if (domain::trim(row).empty()) continue;
    ++rows;
    if (is_utf8(row)) {
      if (!is_ascii(row)) ++good;
    } else {
      ++bad;
      if (first_bad == 0) first_bad = line;
      if (!header_seen) break;
    }
    header_seen = true;
  }
  const bool header_bad = bad > 0 && !header_seen;
  if (!header_bad && (bad < 3 || bad <= good || bad * 4 < rows)) return std::nullopt;
  return ListProblem{"not_utf8", first_bad,
                     "the list is not UTF-8: line " + std::to_string(first_bad) +
                         " is the first with letters of an older encoding such as TCVN3 or Windows-1258",
                     "open it in the program it comes from and save it as CSV UTF-8"};
}

}  // namespace triand::intake
