#include "channels/sms/code_table.hpp"

#include <charconv>
#include <optional>
#include <utility>

namespace triand::channels {
namespace {

// "789-802"
std::optional<std::pair<int, int>> range_of(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == 0 || dash == std::string_view::npos) return std::nullopt;
  const auto number = [](std::string_view digits) -> std::optional<int> {
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
  };
  const auto first = number(text.substr(0, dash));
  const auto last = number(text.substr(dash + 1));
  if (!first || !last) return std::nullopt;
  return std::pair(*first, *last);
}

}  // namespace

CodeTable CodeTable::read(config::Block& block, std::string_view key) {
  constexpr int kLongestRange = 1000;
  CodeTable out;
  config::Block codes = block.child_or_empty(key);
  for (const std::string& code : codes.keys()) {
    const Meaning meaning = Meaning::read(codes, code);
    const auto range = range_of(code);
    if (!range) {
      out.add(codes, code, code, meaning);
    } else if (range->first > range->second || range->second - range->first > kLongestRange) {
      codes.complain(code, "expected a code, or a range that goes up, such as \"789-802\"");
    } else {
      for (int number = range->first; number <= range->second; ++number)
        out.add(codes, code, std::to_string(number), meaning);
    }
  }
  return out;
}

void CodeTable::add(config::Block& block, std::string_view key, std::string code, const Meaning& meaning) {
  if (!meanings_.emplace(code, meaning).second)
    block.complain(key, "the code " + code + " is in the table already");
}

const Meaning* CodeTable::find(const std::string& code) const {
  const auto found = meanings_.find(code);
  return found == meanings_.end() ? nullptr : &found->second;
}

}  // namespace triand::channels
