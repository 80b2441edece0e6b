#include "daemon/domain/unit_table.hpp"

#include <algorithm>
#include <utility>

#include "daemon/domain/blank.hpp"

namespace triand::domain {
namespace {

constexpr std::size_t kColumns = 5;
constexpr std::string_view kHeader = "unit_code_prefix,unit_name,old_province,new_province,confirmed";

// False when a quote does not end.
bool split(std::string_view line, std::vector<std::string>& cells) {
  cells.assign(1, {});
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
      cells.back() += '"';
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return !quoted;
}

bool is_prefix(std::string_view text) {
  return text.size() >= 2 && text.size() <= 6 && text[0] == 'P' &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

std::string cell_of(const std::vector<std::string>& cells, std::size_t column) {
  return column < cells.size() ? std::string(trim(cells[column])) : std::string();
}

}  // namespace

std::variant<UnitTable, std::vector<UnitTable::Fault>> UnitTable::load(std::string_view csv) {
  UnitTable table;
  std::vector<Fault> faults;
  std::vector<std::string> cells;
  int line = 0;
  while (!csv.empty()) {
    const std::size_t end = std::min(csv.find('\n'), csv.size());
    const std::string_view text = trim(csv.substr(0, end));
    csv.remove_prefix(std::min(end + 1, csv.size()));
    ++line;
    if (line == 1) {
      if (text != kHeader) faults.push_back({line, "the first line must be: " + std::string(kHeader)});
      continue;
    }
    if (text.empty()) continue;
    if (!split(text, cells)) {
      faults.push_back({line, "a quote does not end; close it on the same line"});
      continue;
    }
    if (cells.size() > kColumns) {
      faults.push_back({line, "more than 5 cells; put quotes around a cell with a comma"});
      continue;
    }
    Unit unit{cell_of(cells, 0), cell_of(cells, 1), cell_of(cells, 2), cell_of(cells, 3),
              cell_of(cells, 4) == "yes"};
    if (!unit.prefix.empty() && !is_prefix(unit.prefix))
      faults.push_back(
          {line, "`" + unit.prefix +
                     "` is no prefix; write 2 to 6 capital letters and digits that start with P, "
                     "or leave the cell empty"});
    if (unit.name.empty()) faults.push_back({line, "the unit has no name; write it into the second cell"});
    if (!unit.prefix.empty() && table.with_prefix(unit.prefix) != nullptr)
      faults.push_back({line, "the prefix " + unit.prefix + " stands here a second time; keep one"});
    table.units_.push_back(std::move(unit));
  }
  if (line == 0) faults.push_back({1, "the file is empty; its first line must be: " + std::string(kHeader)});
  if (!faults.empty()) return faults;
  return of(std::move(table.units_));
}

UnitTable UnitTable::of(std::vector<Unit> units) {
  UnitTable table;
  table.units_ = std::move(units);
  for (std::size_t i = 0; i < table.units_.size(); ++i)
    if (!table.units_[i].prefix.empty()) table.longest_first_.push_back(i);
  std::stable_sort(table.longest_first_.begin(), table.longest_first_.end(),
                   [&table](std::size_t left, std::size_t right) {
                     return table.units_[left].prefix.size() > table.units_[right].prefix.size();
                   });
  return table;
}

const Unit* UnitTable::of_code(std::string_view code) const {
  for (const std::size_t i : longest_first_)
    if (code.starts_with(units_[i].prefix)) return &units_[i];
  return nullptr;
}

const Unit* UnitTable::with_prefix(std::string_view prefix) const {
  for (const Unit& unit : units_)
    if (!unit.prefix.empty() && unit.prefix == prefix) return &unit;
  return nullptr;
}

}  // namespace triand::domain
