#include "daemon/intake/workbook/xlsx_sheet.hpp"

#include <algorithm>
#include <charconv>

#include "daemon/intake/workbook/cell_place.hpp"
#include "daemon/intake/workbook/damaged.hpp"
#include "daemon/intake/workbook/iso_text.hpp"
#include "daemon/intake/workbook/number_text.hpp"

namespace triand::intake {
namespace {

constexpr std::size_t kMostHiddenRanges = 16'384;
// What has_lost_characters() finds: the row is rejected and shown.
constexpr std::string_view kLost = "\xEF\xBF\xBD";

std::uint64_t number_or(std::string_view text, std::uint64_t otherwise) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && !text.empty() ? number : otherwise;
}

bool is_true(std::string_view text) { return text == "1" || text == "true"; }

}  // namespace

void XlsxSurvey::start(std::string_view name, const XmlAttributes& attributes) {
  if (name == "c")
    start_cell(attributes);
  else if (name == "row")
    start_row(attributes);
  else if (name == "v" || name == "is")
    columns_ = std::max(columns_, next_column_);
  else if (name == "mergeCell")
    start_merged(attributes);
  else if (name == "col" && is_true(attributes.get("hidden")) && hidden_.size() < kMostHiddenRanges)
    hidden_.emplace_back(number_or(attributes.get("min"), 0), number_or(attributes.get("max"), 0));
  else
    inline_text_.start(name);
}

void XlsxSurvey::start_row(const XmlAttributes& attributes) {
  const std::string_view number = attributes.get("r");
  const std::uint64_t line = number.empty() ? line_ + 1 : number_or(number, 0);
  if (line <= line_) return fail(damaged("its rows do not stand in their order", static_cast<int>(line_)));
  if (line > limits_.rows)
    return fail(
        too_large("it has more than " + std::to_string(limits_.rows) + " rows", static_cast<int>(line_)));
  line_ = line;
  next_column_ = 0;
  if (is_true(attributes.get("hidden"))) ++survey_.hidden_rows;
}

void XlsxSurvey::start_cell(const XmlAttributes& attributes) {
  const std::string_view name = attributes.get("r");
  std::size_t column = next_column_;
  if (!name.empty()) {
    const auto place = read_cell_place(name);
    if (!place || place->line != line_ || place->column < next_column_)
      return fail(damaged("a cell stands where it cannot be", static_cast<int>(line_)));
    column = place->column;
  }
  next_column_ = column + 1;
}

void XlsxSurvey::start_merged(const XmlAttributes& attributes) {
  const std::string_view range = attributes.get("ref");
  const std::size_t colon = range.find(':');
  if (colon == std::string_view::npos) return;
  const auto first = read_cell_place(range.substr(0, colon));
  const auto last = read_cell_place(range.substr(colon + 1));
  if (!first || !last) return fail(damaged("a merged cell stands where it cannot be"));
  if (last->line <= first->line || first->column >= limits_.row.columns) return;
  if (survey_.merged.size() == limits_.merged) return fail(too_large("it has too many merged cells"));
  survey_.merged[{first->line, first->column}] = last->line;
  survey_.merged_cells = survey_.merged.size();
}

void XlsxSurvey::end(std::string_view name) {
  inline_text_.end(name);
  if (name == "is") {
    survey_.letters.add(inline_text_.text());
    inline_text_.clear();
  }
  if (name != "sheetData") return;
  for (const auto& [first, last] : hidden_)
    if (first >= 1 && first <= columns_) survey_.hidden_columns += std::min(last, columns_) + 1 - first;
}

XlsxRows::XlsxRows(const XlsxParts& parts, SharedStrings* strings, const SheetSurvey& survey,
                   const WorkbookLimits& limits, const std::function<void(const CsvRow&)>& on_row)
    : parts_(parts),
      strings_(strings),
      survey_(survey),
      limits_(limits),
      on_row_(on_row),
      row_(limits.row),
      inline_text_(limits.row.cell) {}

void XlsxRows::start(std::string_view name, const XmlAttributes& attributes) {
  if (name == "c") {
    start_cell(attributes);
  } else if (name == "v") {
    in_value_ = true;
  } else if (name == "row") {
    const std::string_view number = attributes.get("r");
    line_ = number.empty() ? line_ + 1 : number_or(number, 0);
    next_column_ = 0;
    row_.begin(line_);
  } else {
    inline_text_.start(name);
  }
}

void XlsxRows::end(std::string_view name) {
  if (name == "c")
    end_cell();
  else if (name == "v")
    in_value_ = false;
  else if (name == "row")
    end_row();
  else if (name == "sheetData")
    stop();
  else
    inline_text_.end(name);
}

void XlsxRows::text(std::string_view piece) {
  if (!in_value_)
    inline_text_.add(piece);
  else if (value_.size() <= limits_.row.cell)
    value_ += piece;
}

void XlsxRows::start_cell(const XmlAttributes& attributes) {
  const auto place = read_cell_place(attributes.get("r"));
  column_ = place ? place->column : next_column_;
  next_column_ = column_ + 1;
  type_ = attributes.get("t");
  style_ = number_or(attributes.get("s"), 0);
  value_.clear();
  inline_text_.clear();
}

void XlsxRows::end_cell() {
  if (type_ == "s") {
    const auto text = strings_ == nullptr ? std::nullopt : strings_->at(number_or(value_, ~std::uint64_t{0}));
    row_.put(column_, value_.empty() ? "" : text.value_or(kLost));
  } else if (type_ == "inlineStr") {
    row_.put(column_, inline_text_.text());
  } else if (type_ == "b") {
    row_.put(column_, value_.empty() ? "" : is_true(value_) ? "true" : "false");
  } else if (type_ == "d") {
    row_.put(column_, day_of_iso(value_));
  } else if (type_.empty() || type_ == "n") {
    if (!value_.empty()) row_.put(column_, number(value_));
  } else {
    row_.put(column_, value_);
  }
}

std::string XlsxRows::number(std::string_view value) const {
  const CellFormat format = style_ < parts_.formats.size() ? parts_.formats[style_] : CellFormat{};
  return format.is_date ? date_text(value, parts_.since_1904) : number_text(value, format.zeros);
}

void XlsxRows::end_row() {
  const auto& merged = survey_.merged;
  for (auto next = merged.lower_bound({line_, 0}); next != merged.end() && next->first.first == line_; ++next)
    merged_.reach(next->first.second, next->second, row_.cell(next->first.second));
  merged_.fill(row_);
  if (!row_.is_blank()) on_row_(row_.row());
}

}  // namespace triand::intake
