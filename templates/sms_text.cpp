#include "templates/sms_text.hpp"

#include <algorithm>

#include "templates/punctuation.hpp"
#include "templates/vietnamese.hpp"

namespace triand::templates {
namespace {

void replace_unsendable(std::string& text) {
  for (char& c : text) {
    if (c == '\t') c = ' ';
    if (c == '`') c = '\'';
  }
}

}  // namespace

std::string sms_text(std::string_view text, SmsTextMode mode) {
  std::string marked;
  if (mode == SmsTextMode::plain) {
    // Punctuation goes the same way as the diacritics there.
    marked = strip_diacritics(text);
    replace_unsendable(marked);
    return marked;
  }
  const std::string composed = nfc(text);
  marked = plain_punctuation(composed);
  // A letter and its mark may have had something invisible between them.
  if (marked.size() != composed.size()) marked = nfc(marked);
  replace_unsendable(marked);
  if (mode == SmsTextMode::unicode) return marked;
  std::string plain = strip_diacritics(marked);
  return sms_parts(plain).parts < sms_parts(marked).parts ? plain : marked;
}

}  // namespace triand::templates
