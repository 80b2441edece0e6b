#pragma once

#include "daemon/domain/suppression_index.hpp"
#include "daemon/plan/plan_basis.hpp"
#include "daemon/plan/planner.hpp"

namespace triand::plan {

// What a planner asks, answered as the lanes would answer it at `now`. The index and the basis outlive it.
[[nodiscard]] SuppressionLookup suppression_lookup(const domain::SuppressionIndex& suppressions,
                                                   const PlanBasis& basis, domain::SuppressionTime now);

}  // namespace triand::plan
