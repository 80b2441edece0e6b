#include "daemon/plan/plan_basis.hpp"

namespace triand::plan {

std::optional<std::size_t> PlanBasis::channel(std::string_view name) const {
  for (std::size_t i = 0; i < channels.size(); ++i) {
    if (channels[i].name == name) return i;
  }
  return std::nullopt;
}

}  // namespace triand::plan
