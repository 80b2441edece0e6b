#include "daemon/intake/unit_finder.hpp"

#include <algorithm>
#include <array>

#include "daemon/domain/blank.hpp"
#include "daemon/intake/clean_text.hpp"
#include "templates/vietnamese.hpp"

namespace triand::intake {
namespace {

// What may stand before the name of the province, in this order.
constexpr std::array<std::string_view, 5> kForms = {"cong_ty_", "tnhh_", "mtv_", "dien_luc_", "pc_"};
constexpr std::size_t kLongestCode = 13;

std::string core_name(std::string_view name) {
  std::string folded = templates::fold_name(name);
  for (const std::string_view form : kForms)
    if (folded.starts_with(form)) folded.erase(0, form.size());
  return folded;
}

std::string upper_code(std::string_view text) {
  std::string code;
  for (const char c : text.substr(0, kLongestCode + 1)) {
    const bool small = c >= 'a' && c <= 'z';
    if (!small && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9')) return {};
    code += small ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return code.size() > kLongestCode ? std::string() : code;
}

}  // namespace

UnitFinder::UnitFinder(const domain::UnitTable& table) : table_(table) {
  for (const domain::Unit& unit : table.units()) prefix_of_name_.emplace(core_name(unit.name), unit.prefix);
}

const UnitFinder::Finding& UnitFinder::of_cell(std::string_view cell) {
  return cache_.get(cell, [this](std::string_view text) { return look_up(text); });
}

UnitFinder::Finding UnitFinder::look_up(std::string_view cell) const {
  std::string text;
  clean_line(cell, text);
  const std::string code = upper_code(text);
  // A word in capitals is no longer code: "PHUTHO" is not of PH.
  const bool longer_code = code.find_first_of("0123456789") != std::string::npos;
  const domain::Unit* unit = longer_code ? table_.of_code(code) : table_.with_prefix(code);
  if (unit != nullptr) return {Answer::found, unit->prefix};
  const auto found = prefix_of_name_.find(core_name(text));
  if (found == prefix_of_name_.end()) return {Answer::unknown, {}};
  if (found->second.empty()) return {Answer::no_prefix, {}};
  return {Answer::found, found->second};
}

}  // namespace triand::intake
