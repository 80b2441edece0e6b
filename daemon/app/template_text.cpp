#include "daemon/app/template_text.hpp"

#include <boost/json.hpp>

namespace triand::app {

std::string to_text(const templates::TemplateRules& rules) {
  boost::json::array parameters;
  for (const templates::ParameterRule& rule : rules.parameters)
    parameters.push_back(boost::json::object{{"name", rule.name},
                                             {"type", rule.type},
                                             {"required", rule.required},
                                             {"accepts_empty", rule.accepts_empty},
                                             {"min_length", rule.min_length},
                                             {"max_length", rule.max_length}});
  boost::json::object out{{"id", rules.id},
                          {"status", rules.status},
                          {"usable", rules.usable},
                          {"parameters", std::move(parameters)}};
  if (rules.timeout) out["timeout_ms"] = rules.timeout->count();
  if (rules.price) out["price"] = *rules.price;
  return boost::json::serialize(out);
}

std::optional<templates::TemplateRules> rules_from_text(std::string_view text) {
  try {
    const boost::json::object kept = boost::json::parse(text).as_object();
    templates::TemplateRules out;
    out.id = kept.at("id").as_string();
    out.status = kept.at("status").as_string();
    out.usable = kept.at("usable").as_bool();
    if (const auto* timeout = kept.if_contains("timeout_ms"))
      out.timeout = std::chrono::milliseconds(timeout->to_number<std::int64_t>());
    if (const auto* price = kept.if_contains("price")) out.price = price->to_number<std::int64_t>();
    for (const auto& parameter : kept.at("parameters").as_array()) {
      const boost::json::object& one = parameter.as_object();
      templates::ParameterRule rule;
      rule.name = one.at("name").as_string();
      rule.type = one.at("type").as_string();
      rule.required = one.at("required").as_bool();
      rule.accepts_empty = one.at("accepts_empty").as_bool();
      rule.min_length = one.at("min_length").to_number<std::size_t>();
      rule.max_length = one.at("max_length").to_number<std::size_t>();
      out.parameters.push_back(std::move(rule));
    }
    return out;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

}  // namespace triand::app
