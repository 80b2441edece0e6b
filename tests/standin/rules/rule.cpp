#include "tests/standin/rules/rule.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>

#include "tests/standin/rules/rule_fields.hpp"

namespace triand::standin {
namespace {

template <class Part>
void read_part(Part& part, const boost::json::object& rule, std::string_view part_name,
               std::string_view place, const FieldReaders<Part>& fields, std::vector<std::string>& problems) {
  const boost::json::value* given = rule.if_contains(part_name);
  if (given == nullptr) return;
  if (!given->is_object()) {
    problems.push_back(fmt::format("{}: {} must be an object", place, part_name));
    return;
  }
  for (const auto& field : given->get_object()) {
    std::string_view key(field.key().data(), field.key().size());
    auto found = fields.find(key);
    std::string problem =
        found == fields.end() ? "is not known; see tests/standin/rules" : found->second(part, field.value());
    if (!problem.empty()) problems.push_back(fmt::format("{}: {}.{} {}", place, part_name, key, problem));
  }
}

Rule read_rule(const boost::json::object& source, std::string_view place,
               std::vector<std::string>& problems) {
  Rule rule;
  rule.source = source;
  for (const auto& field : source) {
    if (field.key() == "match" || field.key() == "action") continue;
    problems.push_back(fmt::format("{}: {} is not known, a rule has match and action", place,
                                   std::string_view(field.key().data(), field.key().size())));
  }
  read_part(rule.match, source, "match", place, match_fields(), problems);
  read_part(rule.action, source, "action", place, action_fields(), problems);
  if (source.if_contains("action") == nullptr) problems.push_back(fmt::format("{}: has no action", place));
  if (rule.action.answers() > 1) {
    problems.push_back(fmt::format("{}: has more than one answer, keep one of them", place));
  }
  return rule;
}

}  // namespace

ParsedRules parse_rules(std::string_view json) {
  ParsedRules parsed;
  boost::json::error_code error;
  boost::json::value document = boost::json::parse(json, error);
  if (error) {
    parsed.problems.push_back("not JSON: " + error.message());
    return parsed;
  }
  if (!document.is_array()) {
    parsed.problems.emplace_back("rules must be a JSON array of objects with match and action");
    return parsed;
  }
  int number = 0;
  for (const boost::json::value& item : document.get_array()) {
    std::string place = fmt::format("rule {}", ++number);
    if (item.is_object()) {
      parsed.rules.push_back(read_rule(item.get_object(), place, parsed.problems));
    } else {
      parsed.problems.push_back(place + ": must be an object with match and action");
    }
  }
  if (!parsed.problems.empty()) parsed.rules.clear();
  return parsed;
}

}  // namespace triand::standin
