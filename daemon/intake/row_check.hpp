#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/domain/customer.hpp"
#include "daemon/domain/reason.hpp"
#include "daemon/domain/telephone.hpp"
#include "daemon/intake/cell_cache.hpp"
#include "daemon/intake/csv_row.hpp"
#include "daemon/intake/header_map.hpp"
#include "daemon/intake/import_options.hpp"
#include "daemon/intake/two_level_address.hpp"
#include "daemon/intake/unit_finder.hpp"

namespace triand::intake {

// A cell that could not be used, or why a row is rejected.
struct RowNote {
  std::optional<std::size_t> column;  // in the file's order; nullopt: the row as a whole
  domain::Reason reason = domain::Reason::none;
  std::string suggestion;  // when there is a better one than the reason's own
};

// What the checks say about one row. Kept and filled again for the next row.
struct CheckedRow {
  domain::Customer customer;
  std::vector<std::string_view> repairs;  // words that live as long as the program
  std::vector<RowNote> notes;             // of a rejected row the one that says why
  std::string_view address;               // whether there is a two-level form; empty: it was not looked for
  bool rejected = false;
};

// The name of the extra value that holds an address as it is written since July 2025.
inline constexpr const char* kTwoLevelAddress = "address_two_level";

// Judges rows (contract, "Customer list"): a row is rejected only for its customer code or its structure; every
// other cell that cannot be used is set aside and the customer is kept. Used by one thread.
class RowCheck {
 public:
  // Keeps references to all three.
  RowCheck(const HeaderMap& header, const domain::UnitTable& units, const ImportOptions& options);

  void check(const CsvRow& row, CheckedRow& out);

 private:
  bool check_structure(const CsvRow& row, CheckedRow& out) const;
  bool check_code(const CsvRow& row, CheckedRow& out) const;
  void check_texts(const CsvRow& row, CheckedRow& out) const;
  // Sets the cell aside if it is none: nobody is to be greeted as "#N/A".
  bool is_text(const CsvRow& row, Column column, CheckedRow& out) const;
  void check_phone(const CsvRow& row, CheckedRow& out) const;
  void check_email(const CsvRow& row, CheckedRow& out) const;
  void check_unit(const CsvRow& row, CheckedRow& out);
  void check_words(const CsvRow& row, CheckedRow& out);
  void check_extra(const CsvRow& row, CheckedRow& out) const;
  void check_two_levels(CheckedRow& out);

  [[nodiscard]] std::string_view cell(const CsvRow& row, Column column) const;
  void set_aside(CheckedRow& out, Column column, std::string_view cell, domain::Reason reason,
                 std::string suggestion = {}) const;

  const HeaderMap& header_;
  const domain::UnitTable& units_;
  const ImportOptions& options_;
  UnitFinder unit_finder_;
  std::optional<TwoLevelAddress> two_levels_;
  CellCache<std::string> segments_;
  CellCache<std::optional<std::string>> languages_;
  CellCache<std::optional<bool>> opt_outs_;
};

}  // namespace triand::intake
