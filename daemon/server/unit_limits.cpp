#include "daemon/server/unit_limits.hpp"

#include <algorithm>
#include <utility>

namespace triand::server {

bool may_see_unit(const Caller& caller, const std::string& prefix) {
  return !is_limited(caller) ||
         std::find(caller.units.begin(), caller.units.end(), prefix) != caller.units.end();
}

bool may_see(const Caller& caller, const store::StoredCustomer& customer) {
  return may_see_unit(caller, customer.customer.unit);
}

bool may_see(const Caller& caller, store::Reader& reader, std::int64_t customer) {
  if (!is_limited(caller)) return true;
  const auto stored = reader.customer(customer);
  return stored && may_see(caller, *stored);
}

bool may_see(const Caller& caller, const store::ListedDelivery& row) {
  return may_see_unit(caller, row.customer_unit);
}

bool may_see_code(const Caller& caller, store::Reader& reader, const std::string& code) {
  if (!is_limited(caller)) return true;
  const auto stored = code.empty() ? std::nullopt : reader.customer(code);
  return stored && may_see(caller, *stored);
}

std::string ownership(const Caller& caller) {
  std::string out = caller.name;
  for (const std::string& unit : caller.units) out += "\n" + unit;
  return out;
}

ApiError limited_to_units(const Caller& caller, std::string hint) {
  std::string units;
  for (const std::string& unit : caller.units) units += " " + unit;
  return {4, "limited-to-units",
          "this is about more than the units of " + caller.name + ", whose role is limited to" + units,
          std::move(hint)};
}

std::string unit_prefix(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

}  // namespace triand::server
