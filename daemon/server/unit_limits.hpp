#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "daemon/server/api_error.hpp"
#include "daemon/server/caller.hpp"
#include "daemon/store/reader.hpp"

namespace triand::server {

// What a caller whose role is limited to units may see. Whatever belongs to no unit is for those without limits.

[[nodiscard]] inline bool is_limited(const Caller& caller) { return !caller.units.empty(); }

// By a unit's code prefix in capitals; empty: of no unit, or of all.
[[nodiscard]] bool may_see_unit(const Caller& caller, const std::string& prefix);

// Customers are of the unit that they belong to now, and so is all that was sent to them.
[[nodiscard]] bool may_see(const Caller& caller, const store::StoredCustomer& customer);
[[nodiscard]] bool may_see(const Caller& caller, store::Reader& reader, std::int64_t customer);
[[nodiscard]] bool may_see(const Caller& caller, const store::ListedDelivery& row);
// By a customer's code as the store has it.
[[nodiscard]] bool may_see_code(const Caller& caller, store::Reader& reader, const std::string& code);

// Under what jobs and files are kept that were made for a caller: his name, and his units, so that what was made for
// others is not his any more when his role is limited anew.
[[nodiscard]] std::string ownership(const Caller& caller);

// Why something that cannot be limited is not done (4).
[[nodiscard]] ApiError limited_to_units(const Caller& caller, std::string hint);

// A unit's code prefix as somebody typed it, in capitals.
[[nodiscard]] std::string unit_prefix(std::string text);

}  // namespace triand::server
