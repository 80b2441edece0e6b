#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "daemon/domain/suppression.hpp"
#include "daemon/intake/byte_source.hpp"
#include "daemon/intake/import_report.hpp"
#include "daemon/intake/list_problem.hpp"
#include "daemon/intake/list_reading.hpp"
#include "daemon/store/suppression_writer.hpp"

namespace triand::intake {

// How a list of suppressions is to be read.
struct SuppressionListOptions {
  ListReading reading = {};
  domain::SuppressionTerms usual;  // for rows that do not say otherwise
  std::string note;                // the same
  // The first moment after a day.
  std::function<domain::SuppressionTime(std::chrono::year_month_day)> end_of;
  domain::SuppressionTime now;
  std::optional<std::filesystem::path>
      rejects_path;  // replaced when it exists, not created when nothing is rejected
  // As many go to the sink together, which sorts them by their keys: these are random, and the fewer runs there are the
  // fewer pages are written again and again. Some 150 bytes each.
  std::size_t batch_rows = 250'000;
};

// What became of it. read = taken + rejected, taken = added + extended + unchanged; blank rows are not counted.
struct SuppressionReport {
  std::uint64_t read = 0;
  std::uint64_t taken = 0;
  std::uint64_t added = 0;
  std::uint64_t extended = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t rejected = 0;
  Tally rejections;  // rows, by reason
  ListFacts facts;
  std::optional<std::filesystem::path> rejects_file;
};

// Stores a batch durably; one fate for each, in order.
using SuppressionSink =
    std::function<std::vector<store::SuppressionFate>(std::span<const domain::Suppression>)>;

// Reads a list (CSV or a sheet) with a header, row by row: at least one of `customer_code`, `phone`, `email` and `address` (any of
// the three), below titles if it likes, and `scope`, `class`, `reason`, `until`, `note`; English or Vietnamese names. Each filled cell
// of the first four is suppressed, and of several telephones in one cell each. A row with anything that cannot be understood is rejected as a whole and goes to the
// rejects file. `progress` gets the bytes and rows read; what it throws ends the import, batches that were stored stay.
[[nodiscard]] std::variant<SuppressionReport, ListProblems> read_suppressions(
    ByteSource& source, const SuppressionSink& sink, const SuppressionListOptions& options,
    const std::function<void(std::uint64_t bytes, std::uint64_t rows)>& progress);

}  // namespace triand::intake
