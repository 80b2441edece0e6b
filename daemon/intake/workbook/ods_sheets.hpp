#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/intake/csv_row.hpp"
#include "daemon/intake/workbook/merged_cells.hpp"
#include "daemon/intake/workbook/ods_text.hpp"
#include "daemon/intake/workbook/sheet_listing.hpp"
#include "daemon/intake/workbook/sheet_row.hpp"
#include "daemon/intake/workbook/sheet_survey.hpp"
#include "daemon/intake/workbook/xml_stream.hpp"

namespace triand::intake {

// Walks through the content of an .ods: its sheets, their rows and cells. Read twice: without a sheet, to list the
// sheets and to see that all is whole; then with one, for its rows.
class OdsSheets : public XmlHandler {
 public:
  struct Sheet {
    SheetListing listing;
    SheetSurvey survey;
  };

  explicit OdsSheets(const WorkbookLimits& limits)
      : limits_(limits), row_(limits.row), text_(limits.row.cell) {}
  // Hands out the rows of the sheet with this number and stops behind it. Keeps a reference to `on_row`.
  OdsSheets(const WorkbookLimits& limits, std::size_t sheet, const std::function<void(const CsvRow&)>& on_row)
      : OdsSheets(limits) {
    wanted_ = sheet;
    on_row_ = &on_row;
  }

  void start(std::string_view name, const XmlAttributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view piece) override;

  [[nodiscard]] const std::vector<Sheet>& sheets() const { return sheets_; }

 private:
  void start_outside(std::string_view name, const XmlAttributes& attributes);
  void start_table(const XmlAttributes& attributes);
  void start_column(const XmlAttributes& attributes);
  void start_row(const XmlAttributes& attributes);
  void start_cell(const XmlAttributes& attributes);
  void end_cell();
  void end_row();
  void end_table();
  [[nodiscard]] bool is_wanted() const { return on_row_ == nullptr || sheets_.size() == wanted_ + 1; }

  const WorkbookLimits& limits_;
  const std::function<void(const CsvRow&)>* on_row_ = nullptr;
  std::size_t wanted_ = 0;

  std::vector<Sheet> sheets_;
  std::set<std::string, std::less<>> hidden_styles_;
  std::string style_;  // whose properties are being read
  // The depths of the elements that are open; 0: none is.
  std::size_t depth_ = 0;
  std::size_t left_out_at_ = 0;
  std::size_t book_at_ = 0;
  std::size_t table_at_ = 0;
  std::size_t row_at_ = 0;
  std::size_t cell_at_ = 0;

  std::vector<std::pair<std::uint64_t, std::uint64_t>> hidden_columns_;  // from, to
  std::uint64_t column_definitions_ = 0;
  std::uint64_t columns_in_use_ = 0;

  SheetRow row_;
  MergedCells merged_;
  std::uint64_t next_line_ = 1;
  std::uint64_t row_repeat_ = 1;
  bool row_hidden_ = false;
  std::uint64_t column_ = 0;

  std::string type_;
  std::string value_;
  std::uint64_t cell_repeat_ = 1;
  std::uint64_t rows_spanned_ = 1;
  OdsText text_;
};

}  // namespace triand::intake
