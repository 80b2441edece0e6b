#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace triand::domain {

// A power company to which customers belong.
struct Unit {
  std::string prefix;  // the first letters of its customers' codes ("PA05"); empty while nobody knows them
  std::string name;    // "Công ty Điện lực Bắc Giang"
  std::string old_province;
  std::string new_province;  // after the mergers of July 2025
  bool confirmed = false;    // the prefix stands in a published table
};

// The units of units.csv: which company a customer code belongs to. Data that operators edit, not code.
// Immutable after loading, safe from any thread.
class UnitTable {
 public:
  struct Fault {
    int line = 0;  // 1 is the header
    std::string message;
  };

  UnitTable() = default;

  // Reads `unit_code_prefix,unit_name,old_province,new_province,confirmed` (UTF-8, a BOM is skipped; the columns
  // in this order; cells may be quoted, without line breaks). Every fault at once.
  [[nodiscard]] static std::variant<UnitTable, std::vector<Fault>> load(std::string_view csv);

  // Of units that are known otherwise.
  [[nodiscard]] static UnitTable of(std::vector<Unit> units);

  // The unit with the longest prefix that `code` (upper case) starts with; null when there is none.
  [[nodiscard]] const Unit* of_code(std::string_view code) const;
  // The unit with exactly this prefix (upper case); null when there is none.
  [[nodiscard]] const Unit* with_prefix(std::string_view prefix) const;
  // In the file's order.
  [[nodiscard]] const std::vector<Unit>& units() const { return units_; }

 private:
  std::vector<Unit> units_;
  std::vector<std::size_t> longest_first_;  // those with a prefix
};

}  // namespace triand::domain
