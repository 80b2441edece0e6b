#pragma once

#include <cstddef>
#include <cstdint>

#include "daemon/intake/csv_parser.hpp"

namespace triand::intake {

// What a workbook may be, so that a hostile one costs bounded memory, disk and time. The rows are a sheet's own limit
// in Excel; the cells' limits are those of a CSV file.
struct WorkbookLimits {
  std::uint64_t file = std::uint64_t{1} << 30;            // bytes, packed
  std::uint64_t entries = 10'000;                         // files inside
  std::uint64_t directory = std::uint64_t{8} << 20;       // bytes of the table of these files
  std::uint64_t part = std::uint64_t{8} << 30;            // bytes of one file inside, unpacked
  std::uint64_t ratio = 200;                              // unpacked to packed ...
  std::uint64_t ratio_from = std::uint64_t{64} << 20;     // ... once so many bytes are unpacked
  std::uint64_t shared_strings = std::uint64_t{2} << 30;  // bytes; they lie on disk
  std::uint64_t small_part = std::uint64_t{64}
                             << 20;  // bytes of a part that is kept in memory: styles, relations
  std::uint64_t rows = 1'048'576;
  std::uint64_t merged = 200'000;  // merged ranges of a sheet
  std::size_t sheets = 1'000;
  std::size_t styles = 100'000;
  std::size_t depth = 64;                     // of elements inside each other
  std::size_t markup = std::size_t{1} << 20;  // bytes of one tag with its attributes
  CsvLimits row = {};
};

}  // namespace triand::intake
