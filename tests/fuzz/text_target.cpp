#include <algorithm>
#include <string>

#include "channels/outcome.hpp"
#include "config/text_file.hpp"
#include "daemon/domain/customer_code.hpp"
#include "daemon/domain/email_address.hpp"
#include "daemon/domain/fold_words.hpp"
#include "daemon/domain/suppression.hpp"
#include "daemon/domain/telephone.hpp"
#include "daemon/intake/clean_text.hpp"
#include "daemon/intake/text_decoder.hpp"
#include "daemon/intake/utf8_check.hpp"
#include "daemon/intake/vni_letters.hpp"
#include "templates/mask.hpp"
#include "templates/shorten.hpp"
#include "templates/sms_parts.hpp"
#include "templates/sms_text.hpp"
#include "templates/vietnamese.hpp"
#include "tests/fuzz/must.hpp"
#include "tests/fuzz/targets.hpp"

// Texts: how bytes become letters, and what is made of one cell.
namespace triand::fuzz {
namespace {

std::string decoded_in_pieces(intake::Encoding encoding, std::string_view bytes, std::size_t piece) {
  intake::TextDecoder decoder(encoding, bytes);
  std::string out;
  while (!bytes.empty()) {
    decoder.decode(bytes.substr(0, piece), out);
    bytes.remove_prefix(std::min(piece, bytes.size()));
  }
  decoder.finish(out);
  return out;
}

std::size_t letters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

void must_be_telephone(const domain::TelephoneReading& read) {
  must(read.e164.empty() || (read.e164.starts_with("+84") && read.fault == domain::Reason::none),
       "a usable telephone is one of Vietnam's");
  must(std::all_of(read.e164.begin(), read.e164.end(),
                   [](char c) { return c == '+' || (c >= '0' && c <= '9'); }),
       "a telephone is digits");
}

}  // namespace

void fuzz_text(std::string_view bytes) {
  using intake::Encoding;
  for (const Encoding encoding : {Encoding::utf16_little, Encoding::utf16_big, Encoding::windows_1258,
                                  Encoding::tcvn3, Encoding::viscii}) {
    const std::string whole = decoded_in_pieces(encoding, bytes, bytes.size() + 1);
    must(intake::is_utf8(whole), "what is decoded is UTF-8");
    must(decoded_in_pieces(encoding, bytes, 3) == whole, "where a text is cut makes no difference");
  }
  const std::string valid = intake::with_valid_utf8(bytes);
  must(intake::is_utf8(valid) && (valid == bytes) == intake::is_utf8(bytes), "ill-formed bytes are replaced");
  must(intake::is_utf8(channels::bounded_detail(bytes)), "a gateway's words are kept as UTF-8");
  must(channels::bounded_detail(bytes).size() <= channels::Outcome::kMaxDetail, "and not too many of them");
  must(config::first_line_not_text(bytes) != 0 || intake::is_utf8(bytes), "a text file is UTF-8");
  const std::string composed = templates::nfc(bytes);
  must(templates::is_nfc(composed) && intake::is_utf8(composed), "nfc() composes");
  for (const auto change : {templates::to_upper, templates::to_lower, templates::to_title})
    must(templates::is_nfc(change(bytes)), "a change of case leaves composed UTF-8");
  must(intake::is_utf8(templates::strip_diacritics(bytes)), "without its marks a text is UTF-8");
  must(intake::is_utf8(templates::fold_name(bytes)), "a column's name is UTF-8");
  for (const auto mode :
       {templates::SmsTextMode::plain, templates::SmsTextMode::unicode, templates::SmsTextMode::automatic}) {
    const std::string sms = templates::sms_text(bytes, mode);
    must(templates::is_nfc(sms), "an SMS is composed UTF-8");
    must(templates::sms_parts(sms).parts >= 1, "an SMS has a part");
  }
  must(letters(templates::shorten(bytes, 10)) <= 10, "what is shortened is short");
  must(intake::is_utf8(templates::mask(bytes)), "what is masked is UTF-8");
  must(intake::is_utf8(intake::read_vni(valid)), "what was typed in a font is read as UTF-8");
}

void fuzz_cell(std::string_view bytes) {
  must_be_telephone(domain::read_telephone(bytes));
  for (const domain::TelephoneReading& one : domain::read_telephones(bytes)) must_be_telephone(one);
  const domain::EmailReading email = domain::read_email_address(bytes);
  must(email.address.find_first_of("\r\n \t<>\"") == std::string::npos, "nothing is smuggled in an address");
  must(email.address.empty() || email.fault == domain::Reason::none, "a usable address has no fault");
  const domain::CustomerCodeReading code = domain::read_customer_code(bytes);
  must(code.code.empty() || domain::is_customer_code(code.code), "a code that is read is one");
  for (const domain::SubjectReading& one : domain::read_subjects(bytes))
    must((one.fault == domain::Reason::none) == !one.subject.text.empty(),
         "a subject is read, or has a fault");
  (void)domain::read_day(bytes);
  const std::string valid = intake::with_valid_utf8(bytes);
  std::string clean;
  intake::clean_line(valid, clean);
  must(templates::is_nfc(clean), "a name is kept composed");
  must(clean.find_first_of("\r\n\t") == std::string::npos, "a name is one line");
  (void)domain::fold_words(clean);
  intake::clean_block(valid, clean);
  must(templates::is_nfc(clean), "an address is kept composed");
}

}  // namespace triand::fuzz
