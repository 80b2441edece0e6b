#pragma once

#include <cstdint>
#include <optional>

#include "daemon/domain/customer_sink.hpp"
#include "daemon/domain/unit_table.hpp"
#include "daemon/intake/csv_row.hpp"
#include "daemon/intake/header_map.hpp"
#include "daemon/intake/header_search.hpp"
#include "daemon/intake/import_options.hpp"
#include "daemon/intake/import_report.hpp"
#include "daemon/intake/list_problem.hpp"
#include "daemon/intake/rejects_file.hpp"
#include "daemon/intake/row_batch.hpp"
#include "daemon/intake/row_check.hpp"

namespace triand::intake {

// Takes the records of one list: the first with a customer code column is the header, each other is checked and handed on.
class RowLoader {
 public:
  // Keeps references to all.
  RowLoader(domain::CustomerSink& sink, const domain::UnitTable& units, const ImportOptions& options,
            ImportReport& report);

  void take(const CsvRow& row);
  // Hands on what still waits and completes the rejects file. A list without a header is a problem.
  void finish();
  // Not empty: the list cannot be loaded, further rows are ignored.
  [[nodiscard]] const ListProblems& problems() const { return problems_; }
  [[nodiscard]] std::uint64_t rows() const;

 private:
  void take_header(const CsvRow& row);
  // A row that is no header may be a title above it.
  void look_further(const CsvRow& row, ListProblems problems);
  void tell_addresses();

  domain::CustomerSink& sink_;
  const domain::UnitTable& units_;
  const ImportOptions& options_;
  ImportReport& report_;
  ListProblems problems_;
  std::optional<HeaderMap> header_;
  std::optional<RejectsFile> rejects_;
  std::optional<RowCheck> check_;
  std::optional<RowBatch> batch_;
  CheckedRow checked_;
  HeaderSearch search_;
};

}  // namespace triand::intake
