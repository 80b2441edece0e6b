#include "channels/sms/limit_rules.hpp"

#include <algorithm>
#include <utility>

namespace triand::channels {
namespace {

constexpr int kMostCharacters = 100'000;

templates::SmsLimits::Longest read_longest(config::Block& block, std::string_view key) {
  config::Block group = block.child_or_empty(key);
  templates::SmsLimits::Longest out;
  out.plain = static_cast<int>(group.integer("plain", 1, kMostCharacters, 0));
  out.unicode = static_cast<int>(group.integer("unicode", 1, kMostCharacters, 0));
  return out;
}

bool is_prefix(const std::string& text) {
  return text.size() >= 3 && text.front() == '0' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

templates::SmsLimits read_limits(config::Block& description) {
  templates::SmsLimits out;
  if (!description.has("limits")) return out;
  config::Block block = description.child("limits");
  out.care = read_longest(block, "care");
  out.advertising = read_longest(block, "advertising");
  out.forbidden = block.text("forbidden", "");
  config::Block carriers = block.child_or_empty("carriers");
  for (const std::string& name : carriers.keys()) {
    config::Block group = carriers.child(name);
    templates::SmsLimits::Carrier carrier;
    carrier.name = name;
    carrier.prefixes = group.list("prefixes");
    if (carrier.prefixes.empty() || !std::ranges::all_of(carrier.prefixes, is_prefix))
      group.complain("prefixes", "expected the first digits of national numbers, such as [\"081\", \"091\"]");
    carrier.care = read_longest(group, "care");
    carrier.advertising = read_longest(group, "advertising");
    out.carriers.push_back(std::move(carrier));
  }
  return out;
}

}  // namespace triand::channels
