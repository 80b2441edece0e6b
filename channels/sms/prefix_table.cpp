#include "channels/sms/prefix_table.hpp"

#include <algorithm>

namespace triand::channels {

PrefixTable PrefixTable::read(config::Block& block, std::string_view key) {
  PrefixTable out;
  config::Block prefixes = block.child_or_empty(key);
  for (const std::string& prefix : prefixes.keys()) {
    if (prefix.empty()) prefixes.complain(prefix, "is empty; expected how the message begins");
    out.prefixes_.emplace_back(prefix, Meaning::read(prefixes, prefix));
  }
  std::ranges::stable_sort(out.prefixes_, [](const auto& one, const auto& other) {
    return one.first.size() > other.first.size();
  });
  return out;
}

const Meaning* PrefixTable::find(std::string_view message) const {
  for (const auto& [prefix, meaning] : prefixes_)
    if (message.starts_with(prefix)) return &meaning;
  return nullptr;
}

}  // namespace triand::channels
