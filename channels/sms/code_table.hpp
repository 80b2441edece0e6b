#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "channels/sms/meaning.hpp"

namespace triand::channels {

// A gateway's codes and what they mean.
class CodeTable {
 public:
  // Reads the mapping at `key`: a code, or a range of whole numbers ("789-802"), and its meaning. Absent: empty.
  static CodeTable read(config::Block& block, std::string_view key);

  // The meaning, or null for a code that is not in the table.
  [[nodiscard]] const Meaning* find(const std::string& code) const;

 private:
  void add(config::Block& block, std::string_view key, std::string code, const Meaning& meaning);

  std::unordered_map<std::string, Meaning> meanings_;
};

}  // namespace triand::channels
