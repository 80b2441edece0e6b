#include "daemon/intake/header_map.hpp"

#include <algorithm>
#include <utility>

#include "daemon/domain/blank.hpp"
#include "daemon/intake/clean_text.hpp"
#include "daemon/intake/utf8_check.hpp"
#include "templates/vietnamese.hpp"

namespace triand::intake {
namespace {

constexpr std::size_t kShownHeaders = 20;
constexpr std::size_t kShownBytes = 60;

std::string shown(std::string_view header) {
  return "“" + with_valid_utf8(header.substr(0, kShownBytes)) + "”";
}

std::string list_of(const std::vector<HeaderMap::Target>& targets) {
  std::string list;
  for (std::size_t i = 0; i < std::min(targets.size(), kShownHeaders); ++i)
    list += (i == 0 ? "" : ", ") + shown(targets[i].header);
  if (targets.size() > kShownHeaders)
    list += " and " + std::to_string(targets.size() - kShownHeaders) + " more";
  return list;
}

// Where a rejects file's own columns begin. Before them, and in every other list, a column named “reason” is the
// operator's own.
std::size_t verdict_columns(std::span<const std::string_view> cells) {
  for (std::size_t at = 0; at + 1 < cells.size(); ++at)
    if (templates::fold_name(cells[at]) == "fate" && templates::fold_name(cells[at + 1]) == "line") return at;
  return cells.size();
}

}  // namespace

std::variant<HeaderMap, ListProblems> HeaderMap::read(std::span<const std::string_view> cells,
                                                      std::uint64_t line, const ColumnChoices& choices) {
  HeaderMap map;
  ListProblems problems;
  const int number = static_cast<int>(line);
  while (!cells.empty() && domain::trim(cells.back()).empty()) cells = cells.first(cells.size() - 1);
  map.own_columns_ = verdict_columns(cells);
  for (const std::string_view cell : cells) {
    map.add(cell, choices);
    const Target& target = map.targets_.back();
    if (target.column >= Column::extra) continue;
    std::optional<std::size_t>& known = map.known_[static_cast<std::size_t>(target.column)];
    if (known)
      problems.push_back({"same_column_twice", number,
                          "the columns " + shown(map.targets_[*known].header) + " and " +
                              shown(target.header) + " both mean " + std::string(to_string(target.column)),
                          "rename or delete one of the two"});
    else
      known = map.targets_.size() - 1;
  }
  if (!map.index_of(Column::customer_code))
    problems.push_back({"no_customer_code_column", number,
                        "no column holds the customer code; the header is " + list_of(map.targets_),
                        "name one column customer_code or “mã khách hàng”, in the first line"});
  for (const auto& [header, column] : choices)
    if (!map.has(header))
      problems.push_back({"no_such_column", number, "no column is named " + shown(header),
                          "name a column as the list's header has it"});
  if (!problems.empty()) return problems;
  return map;
}

bool HeaderMap::has(std::string_view header) const {
  return std::any_of(targets_.begin(), targets_.end(),
                     [header](const Target& target) { return target.header == header; });
}

void HeaderMap::add(std::string_view cell, const ColumnChoices& choices) {
  Target target;
  const std::string_view text = without_formula_guard(domain::trim(cell));
  target.header = text;
  target.named = !text.empty();
  target.column = column_of(text);
  if (const auto chosen = choices.find(text); chosen != choices.end()) target.column = chosen->second;
  if (target.column == Column::ignored && targets_.size() < own_columns_) target.column = Column::extra;
  if (target.column == Column::extra) {
    std::string name = templates::fold_name(text);
    if (name.empty()) name = "column_" + std::to_string(targets_.size() + 1);
    const std::string base = name;
    for (int copy = 2;; ++copy) {
      const bool taken = std::any_of(targets_.begin(), targets_.end(),
                                     [&name](const Target& other) { return other.extra_name == name; });
      if (!taken) break;
      name = base + "_" + std::to_string(copy);
    }
    target.extra_name = std::move(name);
  }
  targets_.push_back(std::move(target));
}

std::vector<std::string> HeaderMap::extra_names() const {
  std::vector<std::string> names;
  for (const Target& target : targets_)
    if (target.column == Column::extra && target.named) names.push_back(target.extra_name);
  return names;
}

domain::CustomerColumns HeaderMap::columns() const {
  domain::CustomerColumns out;
  out.known.clear();
  for (std::size_t at = 0; at < kKnownColumns; ++at)
    if (known_[at]) out.known.emplace(to_string(static_cast<Column>(at)));
  for (std::string& name : extra_names()) out.extra.insert(std::move(name));
  out.every_extra = false;
  return out;
}

}  // namespace triand::intake
