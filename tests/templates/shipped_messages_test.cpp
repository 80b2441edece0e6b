#include <catch2/catch.hpp>

#include "templates/message.hpp"
#include "templates/sms_text.hpp"
#include "tests/source_file.hpp"
#include "tests/templates/values.hpp"

using namespace triand;
using namespace triand::templates;
using triand::tests::Values;

namespace {

Message shipped(MessageForm form, const std::string& path, const std::string& language = "vi") {
  config::Problems problems;
  const auto sources = load_languages(form, triand::test::source_file("templates/messages"), path, problems);
  REQUIRE(sources.contains(language));
  // The shipped messages use no extra columns: any list can be thanked with them.
  auto out = Message::compile(sources.at(language), FieldNames::standard({}), problems);
  for (const config::Problem& problem : problems) UNSCOPED_INFO(problem.to_string());
  REQUIRE(problems.empty());
  REQUIRE(out);
  return std::move(*out);
}

Values bare_customer() {
  Values values;
  for (const char* name :
       {"full_name", "phone", "email", "address", "unit", "province", "segment", "unit_name"})
    values.set(name, "");
  return values;
}

bool mentions_link_or_offer(const std::string& text) {
  for (const char* word : {"http", "www.", "href", "<img", "khuyến mại", "giảm giá", "ưu đãi", "quà"})
    if (text.find(word) != std::string::npos) return true;
  return false;
}

struct Shipped {
  MessageForm form;
  std::string path;
  std::string language;
};

const std::vector<Shipped>& all_shipped() {
  static const std::vector<Shipped> all{
      {MessageForm::text, "tri-an/sms.txt", "vi"},       {MessageForm::text, "tri-an/sms.txt", "en"},
      {MessageForm::zalo, "tri-an/zalo.yaml", "vi"},     {MessageForm::email, "tri-an/email", "vi"},
      {MessageForm::email, "tri-an/email", "en"},        {MessageForm::letter, "tri-an/letter.txt", "vi"},
      {MessageForm::website, "tri-an/website.txt", "vi"}};
  return all;
}

}  // namespace

TEST_CASE("every shipped message fills for a customer, and for one of whom only the code is known") {
  const Values values = GENERATE(Values(), bare_customer());
  for (const Shipped& each : all_shipped()) {
    CAPTURE(each.path, each.language);
    const FilledMessage out = shipped(each.form, each.path, each.language).fill(values.views());
    CHECK(out.missing.empty());
    CHECK((out.text.empty() == (each.form == MessageForm::zalo)));
    CHECK((out.html.empty() == (each.form != MessageForm::email)));
    CHECK(out.subject.empty() != (each.form == MessageForm::email || each.form == MessageForm::website));
    for (const std::string& text : {out.text, out.subject, out.html}) {
      CHECK(text.find("{{") == std::string::npos);
      CHECK_FALSE(mentions_link_or_offer(text));
    }
  }
}

TEST_CASE("the shipped SMS is one GSM-7 part, whatever the name") {
  const std::string name =
      GENERATE("Nguyễn Thị Hồng Đào", "", "Ánh", "Côngtycổphầntậpđoànđầutưxâydựngvàthươngmại",
               "Công ty Trách nhiệm hữu hạn Một thành viên Sản xuất và Thương mại Xuất nhập khẩu Hoàng Gia");
  const std::string language = GENERATE("vi", "en");
  Values values;
  values.set("full_name", name).set("hotline", "1900 6769 nhánh 12 (miễn cước)");
  const FilledMessage out = shipped(MessageForm::text, "tri-an/sms.txt", language).fill(values.views());
  REQUIRE(out.missing.empty());
  const std::string text = sms_text(out.text, SmsTextMode::plain);
  CAPTURE(text);
  const SmsParts parts = sms_parts(text);
  CHECK(parts.coding == SmsParts::Coding::gsm7);
  CHECK(parts.parts == 1);
  CHECK(text.find("EVNNPC") == 0);
}

TEST_CASE("the shipped SMS reads as it should") {
  const FilledMessage out = shipped(MessageForm::text, "tri-an/sms.txt").fill(Values().views());
  CHECK(sms_text(out.text, SmsTextMode::plain) ==
        "EVNNPC kinh gui Quy khach Nguyen Thi Hong Dao: nhan ngay 21/12, xin cam on Quy khach da dong hanh. "
        "Chuc Quy khach suc khoe, binh an. CSKH 19006769");
}

TEST_CASE("the shipped Zalo parameters fit the lengths that Zalo sets") {
  Values values;
  values.set("full_name", "Công ty Trách nhiệm hữu hạn Một thành viên Sản xuất và Thương mại");
  const FilledMessage out = shipped(MessageForm::zalo, "tri-an/zalo.yaml").fill(values.views());
  REQUIRE(out.data.size() == 4);
  CHECK(out.data[0] == std::pair<std::string, std::string>{"customer_name", "Công ty Trách nhiệm hữu hạn…"});
  CHECK(out.data[1].second == "PA05010001234");
}
