#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "templates/parameter_rules.hpp"

namespace triand::app {

// A template's rules as they are kept with a plan, in JSON: what was checked when it was planned holds when it is sent.
[[nodiscard]] std::string to_text(const templates::TemplateRules& rules);
// Nullopt: not one of ours.
[[nodiscard]] std::optional<templates::TemplateRules> rules_from_text(std::string_view text);

}  // namespace triand::app
