#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace triand::server {

// An .xlsx that is written front to back, sheet after sheet, in constant memory. Texts are texts: nothing in them is
// ever a formula. Throws std::system_error when the file cannot be written.
class Workbook {
 public:
  // Creates the file, readable by its owner only.
  explicit Workbook(const std::string& path);
  ~Workbook();
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  // A sheet with a bold, frozen first row; earlier sheets take nothing more.
  void begin_sheet(const std::string& name, const std::vector<std::string>& titles);
  void text(std::string_view words);
  void number(std::int64_t value);
  // `part` of `whole` as a percentage; an empty cell of nothing.
  void share(std::int64_t part, std::int64_t whole);
  void end_row();
  [[nodiscard]] bool is_full() const;  // no further row fits on the sheet
  // Below the sheet's rows: bars of column `values` by column `names`, over the rows written so far.
  void draw_bars(const std::string& title, int names, int values);
  void finish();

 private:
  std::string folder_;
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format* bold_ = nullptr;
  lxw_format* whole_ = nullptr;
  lxw_format* percent_ = nullptr;
  std::string sheet_name_;
  std::uint32_t row_ = 0;
  std::uint16_t column_ = 0;
};

}  // namespace triand::server
