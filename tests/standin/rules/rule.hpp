#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "tests/standin/rules/action.hpp"
#include "tests/standin/rules/match.hpp"

namespace triand::standin {

// One rule of misbehaviour, and the JSON it was written as.
struct Rule {
  Match match;
  Action action;
  boost::json::object source;
};

// Rules read from JSON, or what is wrong with them: a sentence for each fault.
struct ParsedRules {
  std::vector<Rule> rules;
  std::vector<std::string> problems;
};

// Reads `[{"match": {…}, "action": {…}}, …]`; the keys are the members of Match and Action, times in milliseconds
// as delay_ms and receipt_delay_ms. An unknown key is a fault.
[[nodiscard]] ParsedRules parse_rules(std::string_view json);

}  // namespace triand::standin
