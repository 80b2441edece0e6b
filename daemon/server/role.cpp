#include "daemon/server/role.hpp"

#include <array>

namespace triand::server {
namespace {

constexpr std::array<std::string_view, 5> kWords{"viewer", "support", "operator", "approver", "admin"};

}  // namespace

std::string_view to_string(Role role) { return kWords[static_cast<std::size_t>(role)]; }

std::optional<Role> role_from(std::string_view word) {
  for (std::size_t index = 0; index < kWords.size(); ++index) {
    if (kWords[index] == word) return static_cast<Role>(index);
  }
  return std::nullopt;
}

}  // namespace triand::server
