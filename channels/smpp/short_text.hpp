#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace triand::channels::smpp {

// What the server reads data_coding 0 as, its "default alphabet": a matter of its configuration.
enum class DefaultAlphabet {
  gsm7,    // GSM 03.38, one septet to an octet
  latin1,  // ISO 8859-1: what else the GSM alphabet has goes as UCS-2
};

// A text as octets of short_message, in one piece or in the parts of a long message.
struct ShortText {
  std::uint8_t data_coding = 0;    // 0, or 8: UCS-2 (UTF-16BE)
  std::vector<std::string> parts;  // at least one
};

// Codes and splits a text: alone 160 septets or 70 UTF-16 units, else 153 or 67 in a part, never through an ESC pair or a
// surrogate pair; as many parts as templates::sms_parts() counts. Octets of latin1 are counted as the septets that the
// network makes of them.
[[nodiscard]] ShortText short_text(std::string_view utf8, DefaultAlphabet alphabet);

// The same in one piece, however long.
[[nodiscard]] ShortText whole_text(std::string_view utf8, DefaultAlphabet alphabet);

}  // namespace triand::channels::smpp
