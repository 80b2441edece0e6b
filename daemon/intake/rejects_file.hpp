#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/intake/header_map.hpp"
#include "daemon/intake/list_problem.hpp"
#include "daemon/intake/table_output.hpp"

namespace triand::intake {

// The file of rows that need a person's hand: all columns as they came, plus fate, line, column, reason and
// suggestion; CSV, or a workbook if its name ends with .xlsx. Corrected, it loads again.
//
// Created with the first row, readable by its owner only, beside its path (".part"), and put in its place by
// finish(). Ill-formed UTF-8 is written as U+FFFD, which the import does not take for text either. Throws
// std::system_error when it cannot be written.
class RejectsFile {
 public:
  struct Verdict {
    std::string_view fate;  // "rejected" or "taken"
    std::uint64_t line = 0;
    std::string_view column;  // header names, as they came
    std::string_view reason;
    std::string_view suggestion;
  };

  // Why no file can be written there, if so: the folder is missing or may not be written.
  [[nodiscard]] static std::optional<ListProblem> cannot_write(const std::filesystem::path& path);

  RejectsFile(std::filesystem::path path, const HeaderMap& header);
  // Keeps every column; the header as it came.
  RejectsFile(std::filesystem::path path, std::span<const std::string_view> header);
  RejectsFile(const RejectsFile&) = delete;
  RejectsFile& operator=(const RejectsFile&) = delete;
  ~RejectsFile();

  void write(std::span<const std::string_view> cells, const Verdict& verdict);
  // True when there is a file. Call once, when all rows are written.
  bool finish();

 private:
  void create();
  void add_cell(std::string_view cell);

  struct Heading {
    std::string text;
    bool kept = true;
  };

  std::filesystem::path path_;
  std::vector<Heading> header_;
  std::unique_ptr<TableOutput> output_;
};

}  // namespace triand::intake
