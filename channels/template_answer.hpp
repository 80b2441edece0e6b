#pragma once

#include <optional>
#include <string>

#include "templates/parameter_rules.hpp"

namespace triand::channels {

// What a gateway said of one of its message templates.
struct TemplateAnswer {
  std::optional<templates::TemplateRules> rules;
  std::string fault;  // no rules: why, in the gateway's words or ours
  bool unknown =
      false;  // no rules: the gateway says that there is no such template; else it could not be asked
};

}  // namespace triand::channels
