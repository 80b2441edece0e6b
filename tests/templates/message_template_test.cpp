#include "templates/message_template.hpp"

#include <stdexcept>

#include <catch2/catch.hpp>

#include "tests/templates/values.hpp"

using namespace triand;
using namespace triand::templates;
using triand::tests::Values;

namespace {

MessageTemplate compiled(std::string_view source, const Values& values) {
  config::Problems problems;
  auto out = MessageTemplate::compile(source, "sms.txt", 1, values.names(), problems);
  for (const config::Problem& problem : problems) UNSCOPED_INFO(problem.to_string());
  REQUIRE(out);
  REQUIRE(problems.empty());
  return std::move(*out);
}

Filled filled(std::string_view source, const Values& values = {}, Escape escape = Escape::none) {
  return compiled(source, values).fill(values.views(), escape);
}

}  // namespace

TEST_CASE("a placeholder is replaced by the customer's value") {
  CHECK(filled("Kính gửi {{ full_name }}, {{unit_name}}!").text ==
        "Kính gửi Nguyễn Thị Hồng Đào, Công ty Điện lực Bắc Giang!");
  CHECK(filled("").text.empty());
  CHECK(filled("{ } {x} 100% } }} %} { { {").text == "{ } {x} 100% } }} %} { { {");
}

TEST_CASE("each filter does its work") {
  Values values;
  values.set("amount", "1234567.4").set("gift", "2026-12-18");
  const auto [source, text] = GENERATE(
      table<std::string, std::string>({{"{{ full_name | upper }}", "NGUYỄN THỊ HỒNG ĐÀO"},
                                       {"{{ full_name | lower }}", "nguyễn thị hồng đào"},
                                       {"{{ full_name | upper | title }}", "Nguyễn Thị Hồng Đào"},
                                       {"{{ full_name | plain }}", "Nguyen Thi Hong Dao"},
                                       {"{{ amount | money }}", "1.234.567 đ"},
                                       {"{{ amount | number }}", "1.234.567,4"},
                                       {"{{ gift | date }}", "18/12/2026"},
                                       {"{{ full_name | shorten:12 }}", "Nguyễn Thị…"},
                                       {"{{ full_name|shorten: 12 }}", "Nguyễn Thị…"},
                                       {"{{ phone | mask }}", "0905 *** 456"},
                                       {"{{ full_name | default:\"Quý khách\" }}", "Nguyễn Thị Hồng Đào"},
                                       {"{{full_name|plain|upper|shorten:7}}", "NGUYEN…"}}));
  CAPTURE(source);
  const Filled out = filled(source, values);
  CHECK(out.text == text);
  CHECK(out.missing.empty());
}

TEST_CASE("an empty value leaves the message out and names its column") {
  Values values;
  values.set("gift", "").set("amount", " \u00A0\t");
  CHECK(filled("Quà: {{ gift }}", values).missing == "gift");
  CHECK(filled("Quà: {{ gift }}", values).text.empty());
  CHECK(filled("{{ full_name }} {{ amount | upper }} {{ gift }}", values).missing == "amount");
}

TEST_CASE("a value that a filter cannot read is as good as empty") {
  Values values;
  values.set("amount", "abc");
  CHECK(filled("{{ amount | money }}", values).missing == "amount");
  CHECK(filled("{{ amount | number | upper }}", values).missing == "amount");
  CHECK(filled("{{ amount | date }}", values).missing == "amount");
  CHECK(filled("{{ amount | money | default:\"không rõ\" }}", values).text == "không rõ");
}

TEST_CASE("a default stands in for an empty value and goes through the filters behind it") {
  const auto [source, text] = GENERATE(table<std::string, std::string>(
      {{"Chào {{ gift | default:\"Quý khách\" }}!", "Chào Quý khách!"},
       {"{{ gift | upper | default:\"Quý khách\" }}", "Quý khách"},
       {"{{ gift | default:\"Quý khách\" | upper }}", "QUÝ KHÁCH"},
       {"{{ gift | default:\"5000\" | money }}", "5.000 đ"},
       {"{{ gift | default:\"x\" | money | default:\"0 đ\" | upper }}", "0 Đ"},
       {"[{{ gift | default:\"\" }}]", "[]"},
       {"{{ gift | default:\"a | b }} %} {{ c\" }}", "a | b }} %} {{ c"}}));
  CAPTURE(source);
  const Filled out = filled(source);
  CHECK(out.text == text);
  CHECK(out.missing.empty());
}

TEST_CASE("if chooses by whether there is a value") {
  Values with;
  with.set("gift", "đèn LED").set("amount", "5");
  const std::string source =
      "a{% if gift %}b{{ gift }}{% if amount %}c{% else %}d{% end %}{% else %}e{% end %}f";
  CHECK(filled(source, with).text == "abđèn LEDcf");
  CHECK(filled(source, with.set("amount", "")).text == "abđèn LEDdf");
  CHECK(filled(source, with.set("gift", "")).text == "aef");
  CHECK(filled("{% if gift %}x{% end %}", with).text.empty());
  CHECK(filled("{% if gift %}x{% end %}", with).missing.empty());
}

TEST_CASE("a value that an if guards is not missing when the branch is not taken") {
  const Filled out = filled("{% if gift %}Quà: {{ gift }}{% else %}Cảm ơn{% end %}");
  CHECK(out.text == "Cảm ơn");
  CHECK(out.missing.empty());
  CHECK(filled("{% if gift %}{% else %}{{ gift }}{% end %}").missing == "gift");
}

TEST_CASE("values that mean no count as none in an if") {
  const auto [value, holds] = GENERATE(table<std::string, bool>({{"", false},
                                                                 {" ", false},
                                                                 {"0", false},
                                                                 {" 0 ", false},
                                                                 {"false", false},
                                                                 {"No", false},
                                                                 {"không", false},
                                                                 {"KHÔNG", false},
                                                                 {"Kho\u0302ng", false},
                                                                 {"00", true},
                                                                 {"có", true},
                                                                 {"1", true},
                                                                 {"none of it", true},
                                                                 {"x", true}}));
  CAPTURE(value);
  Values values;
  values.set("gift", value);
  CHECK(filled("{% if gift %}yes{% else %}no{% end %}", values).text == (holds ? "yes" : "no"));
}

TEST_CASE("a statement alone on its line takes the line with it") {
  Values values;
  const std::string source = "a\n  {% if gift %}  \nb\n{% else %}\nc\n{% end %}\nd";
  CHECK(filled(source, values).text == "a\nc\nd");
  values.set("gift", "x");
  CHECK(filled(source, values).text == "a\nb\nd");
  CHECK(filled("a {% if gift %}b{% end %}\nc", values).text == "a b\nc");
  CHECK(filled("{% if gift %}\nb\n{% end %}", values).text == "b\n");
}

TEST_CASE("braces in a value stay text") {
  Values values;
  values.set("gift", "{{ full_name }} {% if gift %} }} %}");
  CHECK(filled("[{{ gift }}] {{ gift | lower }}", values).text ==
        "[{{ full_name }} {% if gift %} }} %}] {{ full_name }} {% if gift %} }} %}");
}

TEST_CASE("values are escaped in HTML, the template's own text is not") {
  Values values;
  values.set("gift", "<b>\"A\" & 'B'</b>");
  CHECK(filled("<p>&amp;{{ gift }}</p>", values, Escape::html).text ==
        "<p>&amp;&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;</p>");
  CHECK(filled("{{ gift | upper }}", values, Escape::html).text ==
        "&lt;B&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/B&gt;");
  CHECK(filled("{{ amount | default:\"A & B\" }}", values, Escape::html).text == "A &amp; B");
}

TEST_CASE("a style sheet's braces are text") {
  const std::string source = "<style>@media screen{.a{width:100%}}#b{left:0}</style>";
  CHECK(filled(source, {}, Escape::html).text == source);
}

TEST_CASE("too few values are a fault of the program") {
  const MessageTemplate one = compiled("{{ year }}", {});
  const std::vector<std::string_view> few(slots::kYear);
  CHECK_THROWS_AS(one.fill(few), std::out_of_range);
}
