#include "templates/parameter_rules.hpp"

#include <algorithm>

#include "templates/utf8.hpp"

namespace triand::templates {
namespace {

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) (void)next_code_point(text, at);
  return count;
}

ParameterFault fault_of(const ParameterRule& rule, const std::string* value) {
  if (value == nullptr || value->empty()) {
    const bool may_be = value == nullptr ? !rule.required : rule.accepts_empty || !rule.required;
    if (may_be) return {};
    return {rule.name, rule.name + (value == nullptr ? " is not given" : " is empty"), 0};
  }
  // No text has more code points than bytes.
  if (rule.min_length == 0 && (rule.max_length == 0 || value->size() <= rule.max_length)) return {};
  const std::size_t length = code_points(*value);
  if (rule.max_length != 0 && length > rule.max_length)
    return {rule.name,
            rule.name + " has " + std::to_string(length) + " of at most " + std::to_string(rule.max_length) +
                " characters",
            rule.max_length};
  if (length < rule.min_length)
    return {rule.name,
            rule.name + " has " + std::to_string(length) + " of at least " + std::to_string(rule.min_length) +
                " characters",
            0};
  return {};
}

}  // namespace

const ParameterRule* TemplateRules::parameter(std::string_view name) const {
  const auto found = std::ranges::find(parameters, name, &ParameterRule::name);
  return found == parameters.end() ? nullptr : &*found;
}

ParameterFault first_fault(const TemplateRules& rules, const TemplateData& data) {
  for (const ParameterRule& rule : rules.parameters) {
    const auto given = std::ranges::find(data, rule.name, &TemplateData::value_type::first);
    if (auto fault = fault_of(rule, given == data.end() ? nullptr : &given->second)) return fault;
  }
  return {};
}

}  // namespace triand::templates
