#include <fcntl.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "daemon/intake/table_output.hpp"

namespace triand::intake {
namespace {

constexpr lxw_row_t kMostRows = 1'048'576;
constexpr std::size_t kMostLetters = 32'767;  // of a cell
constexpr std::string_view kLost = "\xEF\xBF\xBD";

// The library makes the file as everybody may read it; what is there already keeps its rights.
void create_private(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "creating a workbook");
  ::close(descriptor);
}

// "_x0041_" would be read as the letter that it stands for.
bool is_escape(std::string_view text) {
  constexpr std::size_t kLength = 7;
  return text.size() >= kLength && text.starts_with("_x") && text[kLength - 1] == '_' &&
         text.substr(2, 4).find_first_not_of("0123456789ABCDEFabcdef") == std::string_view::npos;
}

// As much as fits into a cell, never half a letter; the library ends a text at a NUL.
std::string fitting(std::string_view cell) {
  std::string out;
  std::size_t letters = 0;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const char c = cell[i];
    const bool begins = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    // A letter past U+FFFF counts twice in Excel.
    if (begins && (letters += static_cast<unsigned char>(c) >= 0xF0 ? 2 : 1) > kMostLetters) break;
    if (c == '\0')
      out += kLost;
    else if (c == '_' && is_escape(cell.substr(i)))
      out += "_x005F_";
    else
      out += c;
  }
  return out;
}

class XlsxOutput : public TableOutput {
 public:
  explicit XlsxOutput(const std::filesystem::path& path) : folder_(path.parent_path().string()) {
    create_private(path);
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    if (!folder_.empty()) options.tmpdir = folder_.data();
    book_ = workbook_new_opt(path.c_str(), &options);
    if (book_ == nullptr) throw std::system_error(EIO, std::generic_category(), "creating a workbook");
  }
  XlsxOutput(const XlsxOutput&) = delete;
  XlsxOutput& operator=(const XlsxOutput&) = delete;
  ~XlsxOutput() override {
    if (book_ != nullptr) lxw_workbook_free(book_);
  }

  void add_cell(std::string_view cell) override {
    if (sheet_ == nullptr) start_sheet();
    if (!cell.empty()) check(worksheet_write_string(sheet_, row_, column_, fitting(cell).c_str(), nullptr));
    ++column_;
    if (rows_ == 0) header_.emplace_back(cell);
  }

  void end_row() override {
    ++rows_;
    column_ = 0;
    if (++row_ < kMostRows) return;
    start_sheet();
    for (const std::string& name : header_)
      check(worksheet_write_string(sheet_, 0, column_++, fitting(name).c_str(), nullptr));
    column_ = 0;
    row_ = 1;
  }

  void finish() override { check(workbook_close(std::exchange(book_, nullptr))); }

 private:
  void start_sheet() {
    sheet_ = workbook_add_worksheet(book_, nullptr);
    if (sheet_ == nullptr) throw std::system_error(EIO, std::generic_category(), "writing a workbook");
    worksheet_freeze_panes(sheet_, 1, 0);
    row_ = 0;
  }
  static void check(lxw_error error) {
    if (error != LXW_NO_ERROR)
      throw std::system_error(EIO, std::generic_category(),
                              std::string("writing a workbook: ") + lxw_strerror(error));
  }

  std::string folder_;  // where the library keeps the sheet until the end
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_row_t row_ = 0;
  lxw_col_t column_ = 0;
  std::uint64_t rows_ = 0;
  std::vector<std::string> header_;
};

}  // namespace

std::unique_ptr<TableOutput> make_xlsx_output(const std::filesystem::path& path) {
  return std::make_unique<XlsxOutput>(path);
}

}  // namespace triand::intake
