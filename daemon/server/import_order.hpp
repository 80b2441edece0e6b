#pragma once

#include <string>

#include "daemon/intake/column.hpp"

namespace triand::server {

// A customer list that somebody wants loaded.
struct ImportOrder {
  std::string path;                    // the list, in a file of its own
  std::string file;                    // the name that people know it by
  std::string unit;                    // for rows that name none; or empty
  std::string sheet;                   // of a workbook; empty: its first that can be seen
  std::string encoding;                // of a text; empty: find it out
  intake::ColumnChoices columns = {};  // what columns mean that their headers do not say
  bool xlsx_rejects = false;
  bool dry_run = false;
};

}  // namespace triand::server
