#pragma once

#include <string>
#include <string_view>

#include "daemon/plan/plan_basis.hpp"

namespace triand::app {

// What of the settings a campaign's messages and their price rest on, as text that a plan keeps: hotline, names of units,
// and of each channel that the campaign uses the form of its SMS and its price. The same settings give the same text.
[[nodiscard]] std::string settings_text(const plan::PlanBasis& basis);

// Puts them back in the place of those of today. False, and nothing is changed: it is no such text.
bool restore_settings(std::string_view text, plan::PlanBasis& basis);

}  // namespace triand::app
