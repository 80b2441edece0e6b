#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "daemon/intake/workbook/workbook_limits.hpp"

namespace triand::intake {

// How a list's file is to be read; empty: find it out.
struct ListReading {
  std::string sheet;              // of a workbook: its name, or its number from 1
  std::string encoding;           // of a text: utf-8, utf-16le, utf-16be, windows-1258, tcvn3 or viscii
  std::filesystem::path scratch;  // folder for nameless files while a workbook is read; empty: the system's
  WorkbookLimits limits = {};     // of a text: those of its rows
};

// Something about a list that its owner should know, though nothing is wrong with it.
struct ListNotice {
  std::string word;     // short and stable: "hidden_rows"
  std::string message;  // a sentence

  bool operator==(const ListNotice&) const = default;
};

// What was found out about a list's file.
struct ListFacts {
  std::string sheet;     // that was read; empty for a text
  std::string encoding;  // of a text
  std::vector<ListNotice> notices;
};

}  // namespace triand::intake
