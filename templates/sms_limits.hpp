#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "templates/sms_parts.hpp"

namespace triand::templates {

// How long an SMS may be and what may stand in it: data of a gateway's contract and of the carriers behind it.
struct SmsLimits {
  // In septets and in UTF-16 units; 0: as long as it likes.
  struct Longest {
    int plain = 0;
    int unicode = 0;
    bool operator==(const Longest&) const = default;
  };
  // What is stricter for a carrier. A prefix only guesses who carries a number: it may have been ported.
  struct Carrier {
    std::string name;
    std::vector<std::string> prefixes;  // of national numbers, "081"
    Longest care;
    Longest advertising;
    bool operator==(const Carrier&) const = default;
  };

  Longest care;
  Longest advertising;
  std::string forbidden;  // characters that the gateway refuses
  std::vector<Carrier> carriers;
  bool operator==(const SmsLimits&) const = default;

  // What a text that was counted breaks ("461 of at most 459 characters", "has #"), or empty. `e164` is the telephone.
  [[nodiscard]] std::string fault(std::string_view text, const SmsParts& counted, std::string_view e164,
                                  bool is_advertising) const;
};

}  // namespace triand::templates
