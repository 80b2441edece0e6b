#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/block.hpp"

namespace triand::plan {

// The words that the law's rules look for: config/law.yaml, or a file of the operator's own. Lower case, no diacritics.
struct LawWords {
  std::vector<std::string> official_domains;  // hosts that a customer may be sent to
  std::vector<std::string> link_endings;      // "vn": what ends a host that stands without a scheme
  std::vector<std::string> promotion;
  std::vector<std::string> payment;  // asking for money or secrets, as those do who pretend to be us
  std::vector<std::string> refusals;

  // Of a whole file: an unknown key is a fault, and so is one that is missing or empty.
  [[nodiscard]] static LawWords read(config::Block block);
  // Those that the program brings along.
  [[nodiscard]] static const LawWords& shipped();
};

// config/law.yaml as it was when the program was built.
extern const std::string_view kShippedLawText;

}  // namespace triand::plan
