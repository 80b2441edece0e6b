#pragma once

#include <string>
#include <vector>

#include "daemon/server/console/html.hpp"

namespace triand::server {

// A table of a page. The first cell of each row is its heading.
struct DataTable {
  struct Column {
    std::string title;
    bool numbers = true;
  };
  struct Cell {
    std::string text;
    std::string color = {};     // "#1b7f4d": what a picture beside the table draws it in
    std::string language = {};  // "en"; empty: the page's
  };

  std::string caption;
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;  // a cell for each column
};

// Where the page is narrow the table scrolls by itself, not the page with it.
void put_data_table(Html& html, const DataTable& table);

}  // namespace triand::server
