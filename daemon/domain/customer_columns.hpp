#pragma once

#include <set>
#include <string>
#include <vector>

#include "daemon/domain/customer.hpp"

namespace triand::domain {

// What a list speaks of. A column that it does not have says nothing: of a customer who is known already, that part
// stays as it was, a refusal above all.
struct CustomerColumns {
  std::set<std::string, std::less<>> known = {"full_name", "phone",   "email",    "address", "unit",
                                              "province",  "segment", "language", "opt_out"};
  std::set<std::string, std::less<>> extra = {};
  bool every_extra = true;  // also the extra columns that are not named

  [[nodiscard]] bool has(std::string_view column) const { return known.contains(column); }
};

// The customer as it stands after such a list: `told` where the list speaks, else `before`. An opt_out that was set aside
// says nothing.
[[nodiscard]] Customer merged(const Customer& before, const Customer& told, const CustomerColumns& columns);

}  // namespace triand::domain
