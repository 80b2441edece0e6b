#include "daemon/plan/conditions.hpp"

#include <algorithm>
#include <array>

#include "templates/vietnamese.hpp"

namespace triand::plan {
namespace {

using domain::Customer;

constexpr std::array<std::pair<std::string_view, std::string Customer::*>, 9> kColumns = {
    {{"customer_code", &Customer::code},
     {"full_name", &Customer::full_name},
     {"phone", &Customer::phone},
     {"email", &Customer::email},
     {"address", &Customer::address},
     {"unit", &Customer::unit},
     {"province", &Customer::province},
     {"segment", &Customer::segment},
     {"language", &Customer::language}}};

std::string_view extra_value(const Customer& customer, std::string_view column) {
  for (const auto& [name, value] : customer.extra) {
    if (name == column) return value;
  }
  return {};
}

bool is_in_unit(const Customer& customer, std::string_view prefix) {
  const std::string unit = templates::to_lower(customer.unit);
  if (prefix.size() <= unit.size()) return unit.starts_with(prefix);
  return prefix.starts_with(unit) && templates::to_lower(customer.code).starts_with(prefix);
}

}  // namespace

const std::vector<std::string>& condition_columns() {
  static const std::vector<std::string> columns = [] {
    std::vector<std::string> names;
    names.reserve(kColumns.size());
    for (const auto& [name, member] : kColumns) names.emplace_back(name);
    return names;
  }();
  return columns;
}

Conditions::Conditions(const std::vector<Condition>& conditions) {
  for (const auto& [column, values] : conditions) {
    Test test;
    test.name = column;
    test.unit = column == "unit";
    const auto* known = std::ranges::find(kColumns, column, [](const auto& entry) { return entry.first; });
    if (known != kColumns.end()) test.column = known->second;
    for (const std::string& value : values) test.values.push_back(templates::to_lower(value));
    tests_.push_back(std::move(test));
  }
}

bool Conditions::hold_for(const Customer& customer) const {
  return std::ranges::all_of(tests_, [&](const Test& test) { return holds(test, customer); });
}

bool Conditions::holds(const Test& test, const Customer& customer) {
  if (test.unit) {
    return std::ranges::any_of(test.values,
                               [&](const std::string& value) { return is_in_unit(customer, value); });
  }
  const std::string_view value =
      test.column != nullptr ? std::string_view(customer.*test.column) : extra_value(customer, test.name);
  return std::ranges::find(test.values, templates::to_lower(value)) != test.values.end();
}

}  // namespace triand::plan
