#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

namespace triand::intake {

// A table that is written front to back into a file. Throws std::system_error when that fails.
class TableOutput {
 public:
  virtual ~TableOutput() = default;
  // `cell` is well-formed UTF-8.
  virtual void add_cell(std::string_view cell) = 0;
  virtual void end_row() = 0;
  // Completes the file. Call once, last; without it what is there is no whole file.
  virtual void finish() = 0;
};

// For whom a CSV file is written.
enum class CsvReader {
  spreadsheet,  // BOM and CRLF
  program,      // neither
};

// Creates or replaces the file, readable by its owner only: CSV in UTF-8, cells that a spreadsheet would take for
// formulas guarded by an apostrophe (for a program not a telephone in E.164: it is a number, whoever reads it).
[[nodiscard]] std::unique_ptr<TableOutput> make_csv_output(const std::filesystem::path& path,
                                                           CsvReader reader = CsvReader::spreadsheet);
// The same as an .xlsx with every cell a text, which needs no such guard; on further sheets past Excel's last row, each
// with the first row again. Memory does not grow with the table.
[[nodiscard]] std::unique_ptr<TableOutput> make_xlsx_output(const std::filesystem::path& path);

}  // namespace triand::intake
