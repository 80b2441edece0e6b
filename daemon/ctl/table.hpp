#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace triand::ctl {

// Aligned columns without lines. Columns of numbers stand right. Cells are made harmless.
class Table {
 public:
  enum class Side { left, right };
  struct Column {
    std::string title;
    Side side = Side::left;
  };

  explicit Table(std::vector<Column> columns, std::string indent = "");

  void add(std::vector<std::string> row);
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  // A title row, if any column has a title, and the rows.
  void print(std::ostream& out) const;

 private:
  std::vector<Column> columns_;
  std::string indent_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace triand::ctl
