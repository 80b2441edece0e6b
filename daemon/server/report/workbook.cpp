#include "daemon/server/report/workbook.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

namespace triand::server {
namespace {

constexpr lxw_row_t kMostRows = 1'048'576;
constexpr std::size_t kMostBytes = 32'000;  // of a cell; Excel takes 32,767 letters
constexpr double kWidest = 48;

[[noreturn]] void fail(const std::string& what, int fault) {
  throw std::system_error(fault, std::generic_category(), what);
}

void check(lxw_error error) {
  if (error != LXW_NO_ERROR) fail(std::string("writing a workbook: ") + lxw_strerror(error), EIO);
}

}  // namespace

Workbook::Workbook(const std::string& path) : folder_(std::filesystem::path(path).parent_path().string()) {
  // The library makes the file as everybody may read it; what is there already keeps its rights.
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) fail("creating " + path, errno);
  ::close(descriptor);
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  if (!folder_.empty()) options.tmpdir = folder_.data();
  book_ = workbook_new_opt(path.c_str(), &options);
  if (book_ == nullptr) fail("creating " + path, EIO);
  bold_ = workbook_add_format(book_);
  format_set_bold(bold_);
  format_set_text_wrap(bold_);
  format_set_bottom(bold_, LXW_BORDER_THIN);
  whole_ = workbook_add_format(book_);
  format_set_num_format(whole_, "#,##0");
  percent_ = workbook_add_format(book_);
  format_set_num_format(percent_, "0.0%");
}

Workbook::~Workbook() {
  if (book_ != nullptr) lxw_workbook_free(book_);
}

void Workbook::begin_sheet(const std::string& name, const std::vector<std::string>& titles) {
  sheet_ = workbook_add_worksheet(book_, name.c_str());
  if (sheet_ == nullptr) fail("writing a workbook: sheet " + name, EIO);
  sheet_name_ = name;
  row_ = 0;
  column_ = 0;
  worksheet_freeze_panes(sheet_, 1, 1);
  for (std::size_t at = 0; at < titles.size(); ++at) {
    const double width = std::min(kWidest, std::max(12.0, static_cast<double>(titles[at].size())));
    check(worksheet_set_column(sheet_, static_cast<lxw_col_t>(at), static_cast<lxw_col_t>(at),
                               at == 0 ? 36 : width, nullptr));
  }
  for (const std::string& title : titles)
    check(worksheet_write_string(sheet_, 0, column_++, title.c_str(), bold_));
  end_row();
}

void Workbook::text(std::string_view words) {
  std::string cell(words.substr(0, kMostBytes));
  // Never half a letter.
  while (cell.size() < words.size() && !cell.empty() &&
         (static_cast<unsigned char>(words[cell.size()]) & 0xC0) == 0x80)
    cell.pop_back();
  std::replace(cell.begin(), cell.end(), '\0', ' ');
  if (!cell.empty()) check(worksheet_write_string(sheet_, row_, column_, cell.c_str(), nullptr));
  ++column_;
}

void Workbook::number(std::int64_t value) {
  check(worksheet_write_number(sheet_, row_, column_++, static_cast<double>(value), whole_));
}

void Workbook::share(std::int64_t part, std::int64_t whole) {
  if (whole != 0)
    check(worksheet_write_number(sheet_, row_, column_,
                                 static_cast<double>(part) / static_cast<double>(whole), percent_));
  ++column_;
}

void Workbook::end_row() {
  ++row_;
  column_ = 0;
}

bool Workbook::is_full() const { return row_ >= kMostRows; }

void Workbook::draw_bars(const std::string& title, int names, int values) {
  if (row_ < 2) return;
  lxw_chart* chart = workbook_add_chart(book_, LXW_CHART_BAR);
  lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
  const auto column = [](int at) { return static_cast<lxw_col_t>(at); };
  chart_series_set_categories(series, sheet_name_.c_str(), 1, column(names), row_ - 1, column(names));
  chart_series_set_values(series, sheet_name_.c_str(), 1, column(values), row_ - 1, column(values));
  chart_title_set_name(chart, title.c_str());
  chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
  chart_axis_set_reverse(chart->y_axis);
  lxw_chart_options options{};
  options.x_scale = 1.6;
  options.y_scale = std::max(1.0, 0.1 * row_);
  check(worksheet_insert_chart_opt(sheet_, row_ + 1, 0, chart, &options));
}

void Workbook::finish() { check(workbook_close(std::exchange(book_, nullptr))); }

}  // namespace triand::server
