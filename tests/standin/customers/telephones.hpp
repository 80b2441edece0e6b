#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace triand::standin {

// Telephone numbers nobody has: real mobile prefixes, then a counter, then two equal digits (00 first), each number
// once. Neighbours get different prefixes. 0900 00 is never used, it belongs to the magic telephones of Zalo.
class Telephones {
 public:
  // The next mobile number, ten digits. The text is good until the next call.
  [[nodiscard]] std::string_view next_mobile();
  // The next fixed line with this area code (without the 0): eleven digits.
  [[nodiscard]] std::string_view next_fixed(std::string_view area_code);

 private:
  std::uint64_t mobiles_ = 0;
  std::uint64_t fixed_ = 0;
  std::string number_;
};

// The eleven digits a mobile number had before 15 September 2018; empty for prefixes that are not of that kind.
[[nodiscard]] std::string old_mobile(std::string_view number);

}  // namespace triand::standin
