#include "daemon/intake/workbook/ods_sheets.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "daemon/intake/workbook/damaged.hpp"
#include "daemon/intake/workbook/iso_text.hpp"
#include "daemon/intake/workbook/number_text.hpp"

namespace triand::intake {
namespace {

constexpr std::uint64_t kMostRepeats = 1'048'576;
constexpr std::size_t kMostHiddenRanges = 16'384;

// 1 when the attribute is missing.
std::uint64_t repeats(const XmlAttributes& attributes, std::string_view name) {
  const std::string_view text = attributes.get(name);
  std::uint64_t number = 1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty()) return 1;
  return error == std::errc() ? std::clamp<std::uint64_t>(number, 1, kMostRepeats) : kMostRepeats;
}

bool is_hidden(const XmlAttributes& attributes) {
  const std::string_view visibility = attributes.get("visibility");
  return visibility == "collapse" || visibility == "filter";
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string_view without_zeros(std::string_view digits) {
  return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

// As it is shown when that is the same digits with zeros before them: a format such as 0000000000.
std::string number_as_shown(std::string_view value, std::string_view shown) {
  std::string number = number_text(value);
  if (is_digits(shown) && is_digits(number) && without_zeros(shown) == without_zeros(number))
    return std::string(shown);
  return number;
}

}  // namespace

void OdsSheets::start(std::string_view name, const XmlAttributes& attributes) {
  ++depth_;
  if (left_out_at_ != 0) return;
  if (cell_at_ != 0) return text_.start(name, attributes, depth_);
  if (row_at_ != 0) {
    if (depth_ == row_at_ + 1 && (name == "table-cell" || name == "covered-table-cell"))
      start_cell(attributes);
  } else if (table_at_ != 0) {
    if (name == "table-row")
      start_row(attributes);
    else if (name == "table-column")
      start_column(attributes);
    else if (name == "shapes")
      left_out_at_ = depth_;  // drawn over the cells
  } else if (book_at_ != 0) {
    // Only what stands right inside the book is a sheet; copies of other books' sheets stand deeper.
    if (name == "table" && depth_ == book_at_ + 1) start_table(attributes);
  } else {
    start_outside(name, attributes);
  }
}

void OdsSheets::start_outside(std::string_view name, const XmlAttributes& attributes) {
  if (name == "spreadsheet") {
    book_at_ = depth_;
  } else if (name == "style") {
    style_ = attributes.get("family") == "table" ? attributes.get("name") : std::string_view();
  } else if (name == "table-properties" && !style_.empty() && attributes.get("display") == "false") {
    if (hidden_styles_.size() == limits_.styles) return fail(too_large("it has too many styles"));
    hidden_styles_.insert(style_);
  }
}

void OdsSheets::end(std::string_view) {
  if (left_out_at_ != 0) {
    if (left_out_at_ == depth_) left_out_at_ = 0;
  } else if (cell_at_ != 0) {
    cell_at_ == depth_ ? end_cell() : text_.end(depth_);
  } else if (row_at_ == depth_) {
    end_row();
  } else if (table_at_ == depth_) {
    end_table();
  }
  --depth_;
}

void OdsSheets::text(std::string_view piece) {
  if (cell_at_ != 0) text_.add(piece);
}

void OdsSheets::start_table(const XmlAttributes& attributes) {
  if (sheets_.size() == limits_.sheets)
    return fail(too_large("it has more than " + std::to_string(limits_.sheets) + " sheets"));
  sheets_.push_back(
      {{std::string(attributes.get("name")), hidden_styles_.contains(attributes.get("style-name")), {}}, {}});
  table_at_ = depth_;
  next_line_ = 1;
  hidden_columns_.clear();
  column_definitions_ = 0;
  columns_in_use_ = 0;
  merged_ = {};
}

void OdsSheets::start_column(const XmlAttributes& attributes) {
  const std::uint64_t count = repeats(attributes, "number-columns-repeated");
  if (is_hidden(attributes) && hidden_columns_.size() < kMostHiddenRanges)
    hidden_columns_.emplace_back(column_definitions_, column_definitions_ + count);
  column_definitions_ = std::min(column_definitions_ + count, kMostRepeats);
}

void OdsSheets::start_row(const XmlAttributes& attributes) {
  row_at_ = depth_;
  row_.begin(next_line_);
  row_repeat_ = repeats(attributes, "number-rows-repeated");
  row_hidden_ = is_hidden(attributes);
  column_ = 0;
}

void OdsSheets::start_cell(const XmlAttributes& attributes) {
  cell_at_ = depth_;
  text_.begin(depth_);
  cell_repeat_ = repeats(attributes, "number-columns-repeated");
  rows_spanned_ = repeats(attributes, "number-rows-spanned");
  type_ = attributes.get("value-type");
  if (type_ == "date")
    value_ = attributes.get("date-value");
  else if (type_ == "time")
    value_ = attributes.get("time-value");
  else if (type_ == "boolean")
    value_ = attributes.get("boolean-value");
  else
    value_ = attributes.get(type_ == "string" ? "string-value" : "value");
}

void OdsSheets::end_cell() {
  cell_at_ = 0;
  std::string text;
  if (type_ == "float" || type_ == "percentage" || type_ == "currency")
    text = number_as_shown(value_, text_.text());
  else if (type_ == "date")
    text = day_of_iso(value_);
  else if (type_ == "time")
    text = time_of_iso(value_);
  else
    text = value_.empty() ? std::string(text_.text()) : value_;
  if (on_row_ == nullptr) sheets_.back().survey.letters.add(text);
  const std::uint64_t end = column_ + cell_repeat_;
  if (!text.empty()) {
    columns_in_use_ = std::max(columns_in_use_, end);
    // One cell past the limit is enough to be told.
    for (std::uint64_t at = column_; at < std::min<std::uint64_t>(end, limits_.row.columns + 1); ++at)
      row_.put(at, text);
    if (column_ > limits_.row.columns) row_.put(column_, text);
  }
  if (rows_spanned_ > 1 && column_ < limits_.row.columns) {
    merged_.reach(column_, next_line_ + rows_spanned_ - 1, text);
    ++sheets_.back().survey.merged_cells;
  }
  column_ = std::min(end, kMostRepeats);
}

void OdsSheets::end_row() {
  row_at_ = 0;
  const std::uint64_t first = next_line_;
  next_line_ += row_repeat_;
  if (row_.is_blank()) return;
  if (next_line_ - 1 > limits_.rows)
    return fail(
        too_large("it has more than " + std::to_string(limits_.rows) + " rows", static_cast<int>(first)));
  if (row_hidden_) sheets_.back().survey.hidden_rows += row_repeat_;
  merged_.fill(row_);
  if (on_row_ == nullptr || !is_wanted()) return;
  for (std::uint64_t line = first; line < next_line_; ++line) {
    row_.move_to(line);
    (*on_row_)(row_.row());
  }
}

void OdsSheets::end_table() {
  table_at_ = 0;
  Sheet& sheet = sheets_.back();
  for (const auto& [from, to] : hidden_columns_)
    if (from < columns_in_use_) sheet.survey.hidden_columns += std::min(to, columns_in_use_) - from;
  if (on_row_ != nullptr && is_wanted()) stop();
}

}  // namespace triand::intake
