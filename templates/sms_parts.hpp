#pragma once

#include <string>
#include <string_view>

namespace triand::templates {

// What a text costs as an SMS: how it is coded, how long it is and into how many parts it is split.
struct SmsParts {
  enum class Coding { gsm7, ucs2 };

  Coding coding = Coding::gsm7;
  int units = 0;  // septets (gsm7) or UTF-16 units (ucs2)
  int parts = 1;  // an empty text is one part as well
  std::string
      offenders;  // each character that GSM-7 does not have, once, in the text's order; they force ucs2

  bool operator==(const SmsParts&) const = default;
};

// Counts by simulating the split with an 8-bit reference: 160 septets, or 153 a part; 70 UTF-16 units, or 67 a
// part. A part never cuts an ESC pair or a surrogate pair, so division alone would count too few (153 × € are
// 306 septets and three parts). The text is counted as it is: call sms_text() first.
[[nodiscard]] SmsParts sms_parts(std::string_view utf8);

}  // namespace triand::templates
