#include "templates/sms_text.hpp"

#include <algorithm>

#include "templates/punctuation.hpp"
#include "templates/vietnamese.hpp"

namespace triand::templates {

std::string sms_text(std::string_view text, SmsTextMode mode) {
  std::string marked = plain_punctuation(nfc(text));
  std::ranges::replace(marked, '\t', ' ');
  std::ranges::replace(marked, '`', '\'');
  if (mode == SmsTextMode::unicode) return marked;
  std::string plain = strip_diacritics(marked);
  if (mode == SmsTextMode::plain || sms_parts(plain).parts < sms_parts(marked).parts) return plain;
  return marked;
}

}  // namespace triand::templates
