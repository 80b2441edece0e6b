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
  Condition out;
  config::Block tests = block.child(key);
  for (const std::string& field : tests.keys()) {
    Test test{.field = field, .equals = tests.text(field), .at_least = {}};
    if (test.equals.starts_with(">=")) {
      test.at_least = number_of(std::string_view(test.equals).substr(2));
      if (!test.at_least) tests.complain(field, "expected a number behind >=, such as \">=1\"");
    }
    out.tests_.push_back(std::move(test));
  }
  if (out.tests_.empty() && block.has(key)) block.complain(key, "expected at least one field and its value");
  return out;
}

bool Condition::holds(const Fields& fields) const {
  return !tests_.empty() && std::all_of(tests_.begin(), tests_.end(), [&](const Test& test) {
    const std::optional<std::string> value = fields(test.field);
    if (!value) return false;
    if (!test.at_least) return *value == test.equals;
    const std::optional<double> number = number_of(*value);
    return number && *number >= *test.at_least;
  });
}

}  // namespace triand::channels
