#include "daemon/domain/customer_columns.hpp"

#include <algorithm>

namespace triand::domain {
namespace {

using Cells = std::vector<std::pair<std::string, std::string>>;

const std::string* value_of(const Cells& cells, std::string_view name) {
  const auto found =
      std::find_if(cells.begin(), cells.end(), [&](const auto& cell) { return cell.first == name; });
  return found == cells.end() ? nullptr : &found->second;
}

// In the order in which they stood before, new ones behind.
Cells merged_extra(const Cells& before, const Cells& told, const CustomerColumns& columns) {
  Cells out;
  for (const auto& cell : before) {
    if (!columns.extra.contains(cell.first))
      out.push_back(cell);
    else if (const std::string* value = value_of(told, cell.first))
      out.emplace_back(cell.first, *value);
  }
  for (const auto& cell : told)
    if (value_of(before, cell.first) == nullptr) out.push_back(cell);
  return out;
}

Cells merged_set_aside(const Cells& before, const Cells& told, const CustomerColumns& columns) {
  Cells out = told;
  for (const auto& cell : before)
    if (!columns.has(cell.first) && value_of(told, cell.first) == nullptr) out.push_back(cell);
  return out;
}

}  // namespace

Customer merged(const Customer& before, const Customer& told, const CustomerColumns& columns) {
  Customer out = told;
  out.id = before.id;
  const auto keep = [&](std::string_view column, auto Customer::*member) {
    if (!columns.has(column)) out.*member = before.*member;
  };
  keep("full_name", &Customer::full_name);
  keep("phone", &Customer::phone);
  keep("email", &Customer::email);
  keep("address", &Customer::address);
  // Without a column the unit was read from the code; what a list once said is better than that.
  if (!before.unit.empty()) keep("unit", &Customer::unit);
  keep("province", &Customer::province);
  keep("segment", &Customer::segment);
  keep("language", &Customer::language);
  keep("opt_out", &Customer::opt_out);
  // A word that nobody understands takes no refusal back.
  if (value_of(told.set_aside, "opt_out") != nullptr) out.opt_out = before.opt_out;
  if (!columns.every_extra) out.extra = merged_extra(before.extra, told.extra, columns);
  out.set_aside = merged_set_aside(before.set_aside, told.set_aside, columns);
  return out;
}

}  // namespace triand::domain
