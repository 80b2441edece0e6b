#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "channels/sms/meaning.hpp"

namespace triand::channels {

// How a gateway's messages begin and what they mean, for gateways that tell by words alone.
class PrefixTable {
 public:
  // Reads the mapping at `key`: a beginning and its meaning. Absent: empty.
  static PrefixTable read(config::Block& block, std::string_view key);

  // The meaning of the longest beginning that the message has, or null.
  [[nodiscard]] const Meaning* find(std::string_view message) const;

 private:
  std::vector<std::pair<std::string, Meaning>> prefixes_;  // the longest first
};

}  // namespace triand::channels
