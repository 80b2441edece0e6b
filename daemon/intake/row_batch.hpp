#pragma once

#include <cstddef>
#include <cstdint>
#include <future>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/domain/customer_sink.hpp"
#include "daemon/intake/csv_row.hpp"
#include "daemon/intake/import_options.hpp"
#include "daemon/intake/import_report.hpp"
#include "daemon/intake/rejects_file.hpp"
#include "daemon/intake/row_check.hpp"

namespace triand::intake {

// Checked rows on their way to the sink. A row counts only when its fate is known: the sink may still answer that
// its customer code stood in the same list with other data. Holds at most two batches of rows, and about 16 MB of the
// text of each: while the sink takes one, on a thread of its own, the next is filled.
class RowBatch {
 public:
  // Keeps references to all; `rejects` may be null.
  RowBatch(domain::CustomerSink& sink, const HeaderMap& header, const ImportOptions& options,
           ImportReport& report, RejectsFile* rejects);

  // Takes over what `checked` holds; it may be filled again.
  void add(const CsvRow& row, CheckedRow& checked);
  // Gives the customers to the sink and counts every row. Throws what the sink throws.
  void finish();
  // Rows that wait for their fate.
  [[nodiscard]] std::size_t waiting() const { return filling_.entry_count + given_.entry_count; }

 private:
  struct Entry {
    std::uint64_t line = 0;
    std::size_t customer = 0;  // in customers_, unless rejected
    bool rejected = false;
    std::size_t cells_begin = 0;
    std::size_t cells_end = 0;
    std::vector<std::string_view> repairs;
    std::vector<RowNote> notes;
    std::string_view address;
  };

  // The vectors keep their elements, and those their memory, from batch to batch.
  struct Rows {
    std::vector<domain::Customer> customers;
    std::size_t customer_count = 0;
    std::vector<Entry> entries;
    std::size_t entry_count = 0;
    std::string text;                    // of all cells
    std::vector<std::size_t> cell_ends;  // in text; a cell begins where the one before ends
  };

  void give();
  // Waits for the fates of what was given.
  void settle_given();
  void keep_cells(const CsvRow& row, Entry& entry);
  void settle(Entry& entry, const std::vector<domain::PutFate>& fates);
  void reject(const Entry& entry);
  void take(const Entry& entry, domain::PutFate fate);
  void write_rejects(const Entry& entry, std::string_view fate);
  [[nodiscard]] std::string_view suggestion(const RowNote& note) const;

  domain::CustomerSink& sink_;
  const HeaderMap& header_;
  const ImportOptions& options_;
  ImportReport& report_;
  RejectsFile* rejects_;
  Rows filling_;
  Rows given_;
  std::future<std::vector<domain::PutFate>> fates_;  // of given_; last: what it uses outlives its thread
};

}  // namespace triand::intake
