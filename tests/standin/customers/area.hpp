#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace triand::standin {

// One of the 27 companies, as far as a made-up customer list needs it.
struct Area {
  std::string prefix;        // customer codes begin with it
  std::string old_province;  // names the area towards outside, too
  std::string new_province;  // since July 2025
  std::string dialling;      // area code of fixed lines, without the 0
};

// The areas of config/units.csv. The eight companies whose prefix nobody knows have an invented one out of the
// candidates PA10 PA14 PA15 PA17 PA19 PA20 PA26 PA29.
[[nodiscard]] const std::vector<Area>& known_areas();

// The areas of a units file (unit_code_prefix,unit_name,old_province,new_province,…): its prefixes and provinces,
// where it has a prefix; else the invented one. Throws std::runtime_error with a sentence if the file cannot be read,
// names no province, or names one whose area code is not known.
[[nodiscard]] std::vector<Area> areas_from_file(const std::string& path);

}  // namespace triand::standin
