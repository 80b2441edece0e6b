#include "channels/letter/letter.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <tuple>
#include <utility>

#include <unicode/ucol.h>

#include "templates/text_lines.hpp"
#include "templates/vietnamese.hpp"

namespace triand::channels::letter {

Letter letter_of(const Envelope& envelope, const templates::CommuneTable* communes, Districts without_table) {
  Letter letter{.reference = envelope.reference,
                .name = templates::joined(templates::lines_of(templates::nfc(envelope.recipient_name)), " "),
                .address = templates::joined(templates::lines_of(templates::nfc(envelope.to)), "\n"),
                .province = templates::joined(templates::lines_of(templates::nfc(envelope.province)), " "),
                .unit_name = templates::joined(templates::lines_of(templates::nfc(envelope.unit_name)), " "),
                .text = templates::nfc(envelope.text),
                .language = envelope.language,
                .test = envelope.test,
                .printed = {}};
  letter.printed = read_address(letter.address, letter.province, communes, without_table);
  return letter;
}

void sort_for_post(std::vector<Letter>& letters) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCollator, decltype(&ucol_close)> collator(ucol_open("vi", &status), &ucol_close);
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no Vietnamese order");
  const auto order = [&collator](const std::string& a, const std::string& b) {
    UErrorCode failed = U_ZERO_ERROR;
    return ucol_strcollUTF8(collator.get(), a.data(), static_cast<std::int32_t>(a.size()), b.data(),
                            static_cast<std::int32_t>(b.size()), &failed);
  };
  std::sort(letters.begin(), letters.end(), [&order](const Letter& a, const Letter& b) {
    for (const auto part : {&PostalAddress::region, &PostalAddress::commune, &PostalAddress::lines})
      if (const UCollationResult result = order(a.printed.*part, b.printed.*part); result != UCOL_EQUAL)
        return result == UCOL_LESS;
    // Spellings the alphabet takes for equal still go apart.
    return std::tie(a.printed.province, a.printed.lines, a.reference) <
           std::tie(b.printed.province, b.printed.lines, b.reference);
  });
}

}  // namespace triand::channels::letter
