#include "daemon/plan/law.hpp"

#include <catch2/catch.hpp>

#include "daemon/domain/advertising_consent.hpp"
#include "daemon/domain/suppression_index.hpp"
#include "daemon/plan/planner.hpp"
#include "daemon/plan/suppression_lookup.hpp"
#include "tests/daemon/plan/plan_fixture.hpp"

using namespace triand;
using plan::LawFinding;
using test::PlanFixture;
using test::someone;

namespace {

const std::string kAdvertising = "class: advertising\n";

std::vector<std::string> rules(const std::vector<LawFinding>& findings) {
  std::vector<std::string> out;
  for (const LawFinding& finding : findings) out.push_back(finding.rule + (finding.fault ? "!" : ""));
  return out;
}

std::vector<std::string> care(const std::string& text) {
  PlanFixture fixture("  - send: [sms]\n");
  const plan::MessageText message{"sms", "sms.txt", "text", text};
  return rules(plan::read_law(fixture.basis(), {&message, 1}));
}

domain::Customer agreeing(const std::string& word = "x") {
  domain::Customer customer = someone();
  customer.extra = {{"consent", word}};
  return customer;
}

}  // namespace

TEST_CASE("a plain thank-you has nothing to look at") {
  CHECK(care("EVNNPC kính gửi Quý khách {{ full_name }}: cảm ơn Quý khách. CSKH {{ hotline }}").empty());
  CHECK(care("CSKH: 19006769, 1900 6769, 1900.6769. cskh.npc.com.vn https://npc.com.vn/a cskh@npc.com.vn")
            .empty());
  CHECK(care("Năm 2026, 21/12, 100% khách hàng. Kính chúc.").empty());
}

TEST_CASE("promotion, foreign links and telephones of a care message are told with rule and line") {
  CHECK(care("Cảm ơn.\nKHUYẾN MÃI lớn") == std::vector<std::string>{"care/promotion"});
  CHECK(care("Nhận ưu đãi tại bit.ly/abc") == std::vector<std::string>{"care/promotion", "care/link"});
  CHECK(care("http://npc.com.vn.evil.com/x") == std::vector<std::string>{"care/link"});
  CHECK(care("evilnpc.com.vn") == std::vector<std::string>{"care/link"});
  CHECK(care("LH 0912.345.678") == std::vector<std::string>{"care/telephone"});
  CHECK(care("[QC] Cảm ơn") == std::vector<std::string>{"care/label"});
  // "uu dai" inside other words is none.
  CHECK(care("luu daing").empty());
}

TEST_CASE("years, days and amounts are no telephones") {
  for (const char* text : {"1954-2026", "21.12.2026", "01.12.2026", "01.12.2026-31.12.2026", "10 000 000",
                           "10.000.000 khách hàng", "CSKH 1900 6769 21.12.2026"}) {
    CAPTURE(text);
    CHECK(care(text).empty());
  }
  for (const char* text : {"0912345678", "+84 912 345 678", "024 3222 1234", "1800 1234", "1900.1235"}) {
    CAPTURE(text);
    CHECK(care(text) == std::vector<std::string>{"care/telephone"});
  }
}

TEST_CASE("a phrase is found however it is broken, in the line in which it begins") {
  for (const char* broken :
       {"Nhận ưu\nđãi", "Nhận ưu  đãi", "Nhận ưu \t đãi", "Nhận ưu\xc2\xa0đãi", "Nhận ưu\r\n  đãi"})
    CHECK(care(broken) == std::vector<std::string>{"care/promotion"});
  // What stands between braces parts words.
  CHECK(care("Nhận ưu {{ full_name }} đãi").empty());
  PlanFixture fixture("  - send: [sms]\n");
  const plan::MessageText message{"sms", "sms.txt", "text",
                                  "{{ full_name }}\n{% if gift %}\nNhận ưu\nđãi {% end %}\nLH 0912  345 678"};
  const auto found = plan::read_law(fixture.basis(), {&message, 1});
  REQUIRE(rules(found) == std::vector<std::string>{"care/promotion", "care/telephone"});
  CHECK(found[0].line == 3);
  CHECK(found[1].line == 5);
}

TEST_CASE("payment may be spoken of only right behind a denial") {
  for (const char* said :
       {"Chúng tôi không đề nghị Quý khách thanh toán.", "EVNNPC không yêu cầu mật khẩu, OTP.",
        "We do not ask you to pay now.", "We never ask for your bank account.",
        "Chúng tôi không yêu cầu\nQuý khách chuyển khoản."})
    CHECK(care(said).empty());
  for (const char* asked :
       {"Nếu không thanh toán trước ngày 20 sẽ bị cắt điện.",
        "Nếu Quý khách không thanh toán, điện sẽ bị cắt.", "Chúng tôi không nhận tiền mặt. Xin chuyển khoản.",
        "If you do not use a bank account, tell us.",
        "Không ai làm thay Quý khách được việc này, xin Quý khách chuyển khoản ngay.",
        "Xin thanh toán, không chậm trễ."})
    CHECK(care(asked) == std::vector<std::string>{"care/payment"});
}

TEST_CASE("the title is read as the texts are") {
  PlanFixture fixture("  - send: [sms]\n");
  fixture.basis().campaign.title = "Tri ân và khuyến  mãi {{0912345678}}";
  const auto found = plan::read_law(fixture.basis(), {});
  REQUIRE(rules(found) == std::vector<std::string>{"care/promotion", "care/telephone"});
  CHECK(found[0].file.empty());
  CHECK(found[0].key == "title");
}

TEST_CASE("a campaign's hotline is that of the settings, however it is written, or is told") {
  PlanFixture fixture("  - send: [sms]\n");
  const plan::MessageText message{"sms", "sms.txt", "text", "CSKH 0912345678"};
  const auto read = [&](const char* own, const char* house) {
    fixture.basis().campaign.hotline = own;
    return plan::read_law(fixture.basis(), {&message, 1}, plan::LawWords::shipped(), house);
  };
  CHECK(read("0912 345 678", "0912345678").empty());
  const auto another = read("0912345678", "19006769");
  REQUIRE(rules(another) == std::vector<std::string>{"care/telephone", "care/telephone"});
  CHECK(another[0].key == "hotline");
  CHECK(another[1].file == "sms.txt");
}

TEST_CASE("what stands in a placeholder is not the text's own") {
  CHECK(care("{{ full_name | default:\"0912345678 khuyến mãi\" }} cảm ơn").empty());
}

TEST_CASE("advertising names the article of each fault") {
  PlanFixture fixture("  - send: [sms]\n", kAdvertising);
  const plan::MessageText message{"sms", "sms.txt", "text", "Mua ngay!"};
  CHECK(rules(plan::read_law(fixture.basis(), {&message, 1})) ==
        std::vector<std::string>{"decree-91-2020/13-hours!", "decree-91-2020/13-three-a-day!",
                                 "decree-91-2020/16-refusal!"});
}

TEST_CASE("advertising within the hours, once a telephone and with a way to refuse has no fault") {
  PlanFixture fixture("  - send: [sms]\n", kAdvertising + "one_per: [customer_code, phone]\n");
  fixture.basis().campaign.hours = {std::chrono::hours(7), std::chrono::hours(22)};
  const plan::MessageText message{"sms", "sms.txt", "text", "Mua ngay! Từ chối: soạn TC gửi 19006769"};
  CHECK(plan::read_law(fixture.basis(), {&message, 1}).empty());
  fixture.basis().campaign.hours.to += std::chrono::minutes(1);
  CHECK(rules(plan::read_law(fixture.basis(), {&message, 1})) ==
        std::vector<std::string>{"decree-91-2020/13-hours!"});
}

TEST_CASE("advertising has its label first, once, and the label is paid for") {
  PlanFixture fixture("  - send: [sms]\n", kAdvertising);
  plan::Composer composer(fixture.basis());
  const domain::Customer customer = agreeing();
  composer.take(customer);
  CHECK(composer.compose(0).message.text == "[QC] Kinh gui Khach Hang, cam on.");
  CHECK(composer.compose(2).message.subject.starts_with("[QC] "));
  CHECK(plan::labelled("[QC] a") == "[QC] a");
  CHECK(plan::labelled("[AD] a") == "[AD] a");
  CHECK(plan::labelled("a [QC]") == "[QC] a [QC]");
  PlanFixture thanks("  - send: [sms]\n");
  plan::Composer care_composer(thanks.basis());
  care_composer.take(customer);
  CHECK(care_composer.compose(0).message.text == "Kinh gui Khach Hang, cam on.");
}

TEST_CASE("only a clear yes is consent, and without it nobody is sent advertising") {
  for (const char* yes : {"x", "X", " 1 ", "Có", "co", "YES", "Đồng ý"})
    CHECK(domain::consents_to_advertising(agreeing(yes)));
  for (const char* no : {"", "0", "khong", "không", "no", "maybe", "chưa có"})
    CHECK_FALSE(domain::consents_to_advertising(agreeing(no)));
  CHECK_FALSE(domain::consents_to_advertising(someone()));

  const domain::SuppressionIndex nobody{domain::SubjectHash({3, 5})};
  const auto reason_of = [&](const std::string& kind, const domain::Customer& customer) {
    PlanFixture fixture("  - send: [sms]\n", kind);
    plan::Planner planner(fixture.basis(), plan::suppression_lookup(nobody, fixture.basis(), {}));
    return planner.plan(customer)->reason;
  };
  CHECK(reason_of(kAdvertising, someone()) == domain::Reason::no_consent);
  CHECK(reason_of(kAdvertising, agreeing()) == domain::Reason::none);
  CHECK(reason_of("", someone()) == domain::Reason::none);
}

TEST_CASE("a plan knows the parts of both forms") {
  PlanFixture fixture("  - send: [sms]\n");
  fixture.message("sms", {{"text", "Kính gửi " + std::string(100, 'a')}});
  plan::Planner planner(fixture.basis(), {});
  const auto planned = planner.plan(someone());
  REQUIRE(planned->deliveries.size() == 1);
  CHECK(planned->deliveries[0].parts == 1);
  CHECK(planned->deliveries[0].plain_parts == 1);
  CHECK(planned->deliveries[0].unicode_parts == 2);
}

TEST_CASE("a text beyond the gateway's limit is not planned, and the leg's next channel is") {
  PlanFixture alone("  - send: [sms]\n");
  alone.basis().channels[0].limits.care.plain = 20;
  plan::Planner planner(alone.basis(), {});
  const auto planned = planner.plan(someone());
  CHECK(planned->bucket == domain::RecipientState::unreached);
  CHECK(planned->reason == domain::Reason::text_too_long);
  CHECK(planned->detail == "28 of at most 20 characters");
  PlanFixture with_email("  - send: [sms | email]\n");
  with_email.basis().channels[0].limits.care.plain = 20;
  plan::Planner goes_on(with_email.basis(), {});
  REQUIRE(goes_on.plan(someone())->deliveries.size() == 1);
  plan::Planner again(with_email.basis(), {});
  CHECK(again.plan(someone())->deliveries[0].channel == 2);
}

TEST_CASE("the words that are looked for are data, and a file of one's own is read whole") {
  const auto words = [](const std::string& text, std::size_t faults) {
    config::Problems problems;
    auto out = plan::LawWords::read(config::Block::parse(text, "law.yaml", problems));
    CHECK(problems.size() == faults);
    return out;
  };
  const std::string own =
      "official_domains: [dienluc.example]\nlink_endings: [example]\npromotion: [Bốc Thăm]\npayment: "
      "[tiền]\nrefusals: [thôi]\n";
  const plan::LawWords mine = words(own, 0);
  CHECK(mine.promotion == std::vector<std::string>{"boc tham"});
  PlanFixture fixture("  - send: [sms]\n");
  const plan::MessageText message{"sms", "sms.txt", "text",
                                  "bốc thăm ở www.dienluc.example và khuyến mại ở x.example"};
  CHECK(rules(plan::read_law(fixture.basis(), {&message, 1}, mine)) ==
        std::vector<std::string>{"care/promotion", "care/link"});
  // A key that is missing, one that nobody knows.
  words("official_domains: [a.example]\nlink_endings: [example]\npromotion: [x]\npayment: [x]\n", 1);
  words(own + "more: [x]\n", 1);
  CHECK(plan::LawWords::shipped().official_domains == std::vector<std::string>{"npc.com.vn", "evn.com.vn"});
}
