#include "tests/standin/rules/rule_book.hpp"

#include "tests/standin/hash.hpp"

namespace triand::standin {

void RuleBook::replace(std::vector<Rule> rules) {
  rules_.clear();
  for (Rule& rule : rules) rules_.emplace_back().rule = std::move(rule);
}

std::optional<Action> RuleBook::decide(const Subject& subject) {
  for (Counted& counted : rules_) {
    if (!strikes(counted, subject)) continue;
    ++counted.struck;
    return counted.rule.action;
  }
  return std::nullopt;
}

bool RuleBook::strikes(Counted& counted, const Subject& subject) {
  const Match& match = counted.rule.match;
  if (!match.holds(subject)) return false;
  ++counted.matched;
  std::uint64_t key = fingerprint(subject.reference.empty() ? subject.address : subject.reference);
  std::uint64_t tries = 0;
  if (match.first_tries != 0 || match.probability) tries = ++counted.tries[key];
  if (match.times != 0 && counted.struck >= match.times) return false;
  if (match.first_tries != 0 && tries > match.first_tries) return false;
  if (match.every != 0 && counted.matched % match.every != 0) return false;
  if (!match.probability) return true;
  constexpr double kRange = 18446744073709551616.0;  // 2^64
  return static_cast<double>(mix(key ^ mix(match.seed) ^ mix(tries << 32U))) / kRange < *match.probability;
}

bool RuleBook::decides_by_header(Channel channel) const {
  bool resets = false;
  for (const Counted& counted : rules_) {
    const Match& match = counted.rule.match;
    if (match.channel && *match.channel != channel) continue;
    if (match.needs_body()) return false;
    resets = resets || counted.rule.action.reset_before_reading;
  }
  return resets;
}

boost::json::array RuleBook::to_json() const {
  boost::json::array list;
  for (const Counted& counted : rules_) {
    boost::json::object rule = counted.rule.source;
    rule["struck"] = counted.struck;
    rule["matched"] = counted.matched;
    list.push_back(std::move(rule));
  }
  return list;
}

}  // namespace triand::standin
