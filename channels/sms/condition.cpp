#include "channels/sms/condition.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace triand::channels {
namespace {

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace

Condition Condition::read(config::Block& block, std::string_view key) {
  config::Block tests = block.child(key);
  Condition out = read(tests);
  if (out.tests_.empty() && block.has(key)) block.complain(key, "expected at least one field and its value");
  return out;
}

Condition Condition::read(config::Block& tests) {
  Condition out;
  for (const std::string& field : tests.keys()) {
    Test test;
    test.field = field;
    test.equals = tests.text(field);
    const std::string_view words = test.equals;
    if (words == "*") test.kind = Test::Kind::any;
    if (words.starts_with(">=")) test.kind = Test::Kind::at_least;
    if (words.starts_with('<')) test.kind = Test::Kind::below;
    if (test.kind == Test::Kind::at_least || test.kind == Test::Kind::below) {
      const auto bound = number_of(words.substr(words[0] == '>' ? 2 : 1));
      if (!bound)
        tests.complain(field, words[0] == '>' ? "expected a number behind >=, such as \">=1\""
                                              : "expected a number behind <, such as \"<64\"");
      test.bound = bound.value_or(0);
    }
    out.tests_.push_back(std::move(test));
  }
  return out;
}

bool Condition::holds(const Fields& fields) const {
  return !tests_.empty() && std::all_of(tests_.begin(), tests_.end(), [&](const Test& test) {
    const std::optional<std::string> value = fields(test.field);
    if (!value) return false;
    if (test.kind == Test::Kind::equal) return *value == test.equals;
    if (test.kind == Test::Kind::any) return !value->empty();
    const std::optional<double> number = number_of(*value);
    return number && (test.kind == Test::Kind::at_least ? *number >= test.bound : *number < test.bound);
  });
}

}  // namespace triand::channels
