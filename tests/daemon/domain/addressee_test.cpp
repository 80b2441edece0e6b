#include "daemon/domain/addressee.hpp"

#include <catch2/catch.hpp>

namespace triand::domain {
namespace {

const Addressee kAn{.customer_code = "PA05010001234", .email = "an@example.vn"};

std::vector<std::string> words(const std::vector<Suppression>& suppressions) {
  std::vector<std::string> out;
  for (const Suppression& one : suppressions)
    out.push_back(one.subject.text + " " + std::string(to_string(one.terms.scope)) + " " +
                  std::string(to_string(one.terms.about)) + " " + std::string(to_string(one.terms.reason)));
  return out;
}

using Words = std::vector<std::string>;

TEST_CASE("only an address that does not exist or a recipient who wants no more is suppressed by a word") {
  CHECK(words(suppressions_by_word(Reason::no_such_address, kAn)) ==
        Words{"an@example.vn email all no_such_address"});
  CHECK(words(suppressions_by_word(Reason::opted_out, kAn)) ==
        Words{"an@example.vn email all opted_out", "PA05010001234 email all opted_out"});
  for (const ReasonText& text : all_reasons()) {
    CAPTURE(text.word);
    const bool follows = text.reason == Reason::no_such_address || text.reason == Reason::opted_out;
    CHECK(is_about_addressee(text.reason) == follows);
    CHECK(suppressions_by_word(text.reason, kAn).empty() == !follows);
  }
}

TEST_CASE("who refuses by SMS or Zalo is not written to by that at this telephone any more") {
  const Addressee by_sms{
      .customer_code = "PA05010001234", .email = "", .phone = "+84912345678", .scope = SuppressionScope::sms};
  CHECK(words(suppressions_by_word(Reason::opted_out, by_sms)) == Words{"+84912345678 sms all opted_out"});
  CHECK(suppressions_by_word(Reason::no_such_address, by_sms).empty());
  Addressee by_zalo = by_sms;
  by_zalo.scope = SuppressionScope::zalo;
  CHECK(words(suppressions_by_word(Reason::opted_out, by_zalo)) == Words{"+84912345678 zalo all opted_out"});
  by_zalo.phone.clear();
  CHECK(suppressions_by_word(Reason::opted_out, by_zalo).empty());
}

TEST_CASE("unsubscribing ends all email to the address, and more of what it was about") {
  CHECK(words(suppressions_by_unsubscribing(kAn, false)) ==
        Words{"an@example.vn email all opted_out", "PA05010001234 email all opted_out"});
  CHECK(words(suppressions_by_unsubscribing(kAn, true)) ==
        Words{"an@example.vn email all opted_out", "PA05010001234 all advertising opted_out"});
}

TEST_CASE("an address that was erased is not suppressed again") {
  const Addressee erased{.customer_code = "PA05010001234", .email = ""};
  CHECK(suppressions_by_word(Reason::no_such_address, erased).empty());
  CHECK(words(suppressions_by_unsubscribing(erased, false)) == Words{"PA05010001234 email all opted_out"});
}

}  // namespace
}  // namespace triand::domain
