#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/intake/csv_row.hpp"
#include "daemon/intake/workbook/merged_cells.hpp"
#include "daemon/intake/workbook/shared_strings.hpp"
#include "daemon/intake/workbook/sheet_row.hpp"
#include "daemon/intake/workbook/sheet_survey.hpp"
#include "daemon/intake/workbook/xlsx_parts.hpp"
#include "daemon/intake/workbook/xlsx_text.hpp"
#include "daemon/intake/workbook/xml_stream.hpp"

namespace triand::intake {

// A sheet of an .xlsx, first pass: is it whole, which cells reach over rows.
class XlsxSurvey : public XmlHandler {
 public:
  XlsxSurvey(SheetSurvey& survey, const WorkbookLimits& limits)
      : survey_(survey), limits_(limits), inline_text_(limits.row.cell) {}

  void start(std::string_view name, const XmlAttributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view piece) override { inline_text_.add(piece); }

 private:
  void start_row(const XmlAttributes& attributes);
  void start_cell(const XmlAttributes& attributes);
  void start_merged(const XmlAttributes& attributes);

  SheetSurvey& survey_;
  const WorkbookLimits& limits_;
  std::uint64_t line_ = 0;
  std::size_t next_column_ = 0;
  std::size_t columns_ = 0;  // that are in use
  std::vector<std::pair<std::size_t, std::size_t>> hidden_;
  XlsxText inline_text_;
};

// Second pass: its rows. Only for a sheet that the first pass found whole.
class XlsxRows : public XmlHandler {
 public:
  // `strings` may be null. Keeps references to all.
  XlsxRows(const XlsxParts& parts, SharedStrings* strings, const SheetSurvey& survey,
           const WorkbookLimits& limits, const std::function<void(const CsvRow&)>& on_row);

  void start(std::string_view name, const XmlAttributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view piece) override;

 private:
  void start_cell(const XmlAttributes& attributes);
  void end_cell();
  void end_row();
  [[nodiscard]] std::string number(std::string_view value) const;

  const XlsxParts& parts_;
  SharedStrings* strings_;
  const SheetSurvey& survey_;
  const WorkbookLimits& limits_;
  const std::function<void(const CsvRow&)>& on_row_;
  SheetRow row_;
  MergedCells merged_;
  std::uint64_t line_ = 0;
  std::size_t column_ = 0;
  std::size_t next_column_ = 0;
  std::string type_;
  std::size_t style_ = 0;
  std::string value_;
  XlsxText inline_text_;
  bool in_value_ = false;
};

}  // namespace triand::intake
