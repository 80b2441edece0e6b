#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/intake/csv_row.hpp"

namespace triand::intake {

struct CsvLimits {
  std::size_t cell = 32 * 1024;      // bytes
  std::size_t record = 1024 * 1024;  // bytes
  std::size_t columns = 205;         // 200, and the five of a rejects file
};

// A push parser for CSV as spreadsheets write it: quoted cells with doubled quotes and line ends inside, LF, CR and
// CRLF, cells kept as they are (only blanks before an opening or behind a closing quote are dropped). A stray
// quote inside a cell is text; text behind a closing quote belongs to the cell.
//
// A quote that does not end cannot swallow the file: when a record breaks a limit, or the input ends inside
// quotes, its first line alone is reported as faulty and parsing goes on at the line behind it. Holds at most
// one record (limits.record) and one fed chunk in memory.
// A NUL makes the record faulty as it stands. Not thread-safe.
class CsvParser {
 public:
  using OnRow = std::function<void(const CsvRow&)>;

  // `first_line` is the number of the line that is fed first. Records without any cell text and blank lines are
  // reported like all others.
  CsvParser(char delimiter, std::uint64_t first_line, OnRow on_row, CsvLimits limits = {});

  void feed(std::string_view bytes);
  void finish();

 private:
  struct Cell {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool in_buffer = true;  // else in scratch_
  };
  enum class Scan : std::uint8_t { complete, incomplete, faulty };

  void parse(bool at_end);
  Scan scan(std::size_t from, bool at_end);
  // Both move `at` behind the cell, to its delimiter, its line end or the end of the buffer.
  Scan scan_plain(std::size_t& at, bool at_end);
  Scan scan_quoted(std::size_t& at, bool at_end);
  [[nodiscard]] bool ends_cell(std::size_t at) const;
  [[nodiscard]] std::size_t past_blanks(std::size_t at) const;
  // The first line end from `at`, or the end of the buffer.
  [[nodiscard]] std::size_t line_end(std::size_t at) const;
  Scan fail(domain::Reason fault);
  Scan check_limits(std::size_t from, std::size_t end);
  void report(std::size_t from, std::size_t end, domain::Reason fault);
  // Reports a faulty record's first line; returns where the next line starts.
  std::size_t report_first_line(std::size_t from);
  // Behind the line end at `end`, or the end of the buffer.
  std::size_t past_line_end(std::size_t end);

  char delimiter_;
  std::uint64_t line_;
  OnRow on_row_;
  CsvLimits limits_;
  std::string buffer_;
  std::string scratch_;
  std::vector<Cell> cells_;
  std::vector<std::string_view> views_;
  domain::Reason fault_ = domain::Reason::none;
  std::size_t record_end_ = 0;  // of the record that was scanned last
  std::uint64_t newlines_ = 0;  // inside its quotes
  bool skip_line_ = false;      // the rest of a line that was too long is still to come
  bool after_cr_ = false;       // an LF would belong to the line end before
};

}  // namespace triand::intake
