#pragma once

#include <optional>
#include <string_view>

namespace triand::server {

// What a caller may do; each role may do all that the ones before it may (contract, section 5).
enum class Role { viewer, support, operator_, approver, admin };

[[nodiscard]] std::string_view to_string(Role role);  // "operator" for operator_
[[nodiscard]] std::optional<Role> role_from(std::string_view word);

}  // namespace triand::server
