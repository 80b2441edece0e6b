#include "daemon/domain/suppression.hpp"

#include <catch2/catch.hpp>

namespace triand::domain {

TEST_CASE("a subject is read as a customer code, a telephone in any form or an email") {
  CHECK(read_subject(" pa05010001234 ").subject ==
        SuppressionSubject{SubjectKind::customer, "PA05010001234"});
  for (const char* phone : {"0912345678", "+84 912 345 678", "84912345678", "0912.345.678"})
    CHECK(read_subject(phone).subject == SuppressionSubject{SubjectKind::telephone, "+84912345678"});
  CHECK(read_subject("An.Nguyen@Example.VN").subject ==
        SuppressionSubject{SubjectKind::email, "An.Nguyen@example.vn"});
}

TEST_CASE("of several telephones each is a subject, and what is none among them has its fault") {
  for (const char* cell :
       {"0912345678/0987654321", "0912345678; 0987654321", "0912345678 - 0987654321", "0912345678 0987654321",
        "0912345678\n0987654321", "0912345678,0987654321", "0912345678 & 0987654321"}) {
    CAPTURE(cell);
    const auto both = read_subjects(cell);
    REQUIRE(both.size() == 2);
    CHECK(both[0].subject == SuppressionSubject{SubjectKind::telephone, "+84912345678"});
    CHECK(both[1].subject == SuppressionSubject{SubjectKind::telephone, "+84987654321"});
  }
  const auto half = read_subjects("0912345678/ask for Lan");
  REQUIRE(half.size() == 2);
  CHECK(half[1].fault == Reason::letters);
  for (const char* one :
       {"0912,345,678", "0912345678/", "0912 345 678", "PA05010001234", "an@example.vn", "", "?"}) {
    CAPTURE(one);
    CHECK(read_subjects(one).size() == 1);
  }
}

TEST_CASE("what is no subject says why") {
  CHECK(read_subject("  ").fault == Reason::no_contact_data);
  CHECK(read_subject("12345").fault != Reason::none);
  CHECK(read_subject("PA05").fault == Reason::bad_customer_code);
  CHECK(read_subject("an@").fault == Reason::bad_email);
  for (const char* text : {"  ", "12345", "PA05", "an@"}) CHECK(read_subject(text).subject.text.empty());
}

TEST_CASE("every word of a scope, a class and a reason is read back, and no other") {
  for (std::size_t at = 0; at < kSuppressionScopes; ++at) {
    const auto scope = static_cast<SuppressionScope>(at);
    CHECK(suppression_scope_from(to_string(scope)) == scope);
  }
  CHECK(suppression_scope_from("smpp") == SuppressionScope::sms);
  CHECK_FALSE(suppression_scope_from("fax"));
  CHECK(suppression_class_from("advertising") == SuppressionClass::advertising);
  CHECK_FALSE(suppression_class_from("care"));
  for (const Reason reason : suppression_reasons())
    CHECK(suppression_reason_from(to_string(reason)) == reason);
  // An erasure is not something that a list can claim.
  CHECK_FALSE(suppression_reason_from("erased"));
  CHECK_FALSE(suppression_reason_from("timeout"));
}

TEST_CASE("only a longer suppression extends one") {
  const SuppressionTime now{};
  const SuppressionTerms for_good;
  const SuppressionTerms shorter{.until = now};
  const SuppressionTerms longer{.until = now + std::chrono::hours(1)};
  CHECK(extends(shorter, longer));
  CHECK(extends(shorter, for_good));
  CHECK_FALSE(extends(longer, shorter));
  CHECK_FALSE(extends(longer, longer));
  CHECK_FALSE(extends(for_good, for_good));
  CHECK_FALSE(extends(for_good, longer));
}

TEST_CASE("a day is read in two forms and must be in the calendar") {
  using namespace std::chrono;
  CHECK(read_day("2026-12-31") == 2026y / 12 / 31);
  CHECK(read_day(" 31/12/2026 ") == 2026y / 12 / 31);
  CHECK(read_day("1/2/2027") == 2027y / 2 / 1);
  for (const char* text : {"", "2026-02-30", "31-12-2026", "2026-12-31T00:00", "12/2026", "1/1/26",
                           "-1/1/2026", "31/12/9999", "2200-01-01", "0001-01-01"})
    CHECK_FALSE(read_day(text));
}

TEST_CASE("a scope without an effect on an address is known") {
  CHECK(fits(SubjectKind::telephone, SuppressionScope::zalo));
  CHECK_FALSE(fits(SubjectKind::telephone, SuppressionScope::email));
  CHECK_FALSE(fits(SubjectKind::email, SuppressionScope::letter));
  CHECK(fits(SubjectKind::customer, SuppressionScope::letter));
}

TEST_CASE("the hash is SipHash-2-4 and tells kinds and keys apart") {
  std::string bytes;
  for (char c = 0; c < 15; ++c) bytes += c;
  CHECK(siphash({0x0706050403020100, 0x0f0e0d0c0b0a0908}, bytes) == 0xa129ca6149be45e5);
  CHECK(siphash({0x0706050403020100, 0x0f0e0d0c0b0a0908}, "") == 0x726fdb47dd0e0e31);
  const SubjectHash hash({1, 2});
  CHECK(hash(SubjectKind::email, "a") != hash(SubjectKind::telephone, "a"));
  CHECK(hash(SubjectKind::email, "a") != SubjectHash({1, 3})(SubjectKind::email, "a"));
}

}  // namespace triand::domain
