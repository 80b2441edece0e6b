#pragma once

#include <string>
#include <string_view>

#include "templates/sms_parts.hpp"

namespace triand::templates {

// How a text is written as an SMS (`text: plain | unicode | auto` of a channel).
enum class SmsTextMode {
  plain,      // without diacritics: three times as much fits into a part
  unicode,    // with diacritics
  automatic,  // with diacritics unless plain takes fewer parts
};

// The text as it is handed to the gateway: NFC, typographic punctuation as ASCII, tabs as spaces and back-quotes
// as quotes (GSM-7 has neither), and in plain without diacritics. What has no plain form (emoji, other scripts)
// stays; sms_parts() names it.
[[nodiscard]] std::string sms_text(std::string_view text, SmsTextMode mode);

}  // namespace triand::templates
