#include <chrono>

#include <catch2/catch.hpp>

#include "templates/message_template.hpp"
#include "tests/templates/values.hpp"

using namespace triand;
using namespace triand::templates;
using triand::tests::Values;

namespace {

config::Problems faults(std::string_view source, int first_line = 1) {
  config::Problems problems;
  const Values values;
  const auto compiled = MessageTemplate::compile(source, "sms.txt", first_line, values.names(), problems);
  CHECK(compiled.has_value() == problems.empty());
  for (const config::Problem& problem : problems) CHECK(problem.file == "sms.txt");
  return problems;
}

}  // namespace

TEST_CASE("each fault is told with its line and remedy") {
  const auto [source, line, message] = GENERATE(table<std::string, int, std::string>(
      {{"a\n{{ full_nam }}", 2, "unknown name `full_nam`; did you mean `full_name`?"},
       {"{{ Full Name }}", 1, "unknown name `Full Name`; did you mean `full_name`?"},
       {"{{ Năm }}", 1,
        "unknown name `Năm`; there are customer_code, full_name, phone, email, address, unit, province, "
        "segment, language, unit_name, campaign_title, year, hotline, honorific, bare_name, gift, amount"},
       {"{{ Full-Name }}", 1, "unknown name `Full-Name`; did you mean `full_name`?"},
       {"{{ }}", 1, "there is no name between `{{` and `}}`; write `{{ full_name }}`"},
       {"{{ | upper }}", 1, "there is no name between `{{` and `}}`; write `{{ full_name }}`"},
       {"\n\n{{ gift | uper }}", 3, "unknown filter `uper`; did you mean `upper`?"},
       {"{{ gift | xyzzy }}", 1,
        "unknown filter `xyzzy`; there are upper, lower, title, plain, money, number, date, "
        "shorten, mask, default"},
       {"{{ gift | }}", 1, "there is no filter behind `|`; name one or leave out the `|`"},
       {"{{ gift upper }}", 1, "expected `|` and a filter, or the end, before `upper`"},
       {"{{ gift | upper lower }}", 1, "expected `|` and a filter, or the end, before `lower`"},
       {"{{ gift | upper:3 }}", 1, "the filter `upper` takes nothing behind it; leave out the `:`"},
       {"{{ gift | shorten }}", 1, "`shorten` needs a number of characters from 1 to 10000: `shorten:30`"},
       {"{{ gift | shorten:0 }}", 1, "`shorten` needs a number of characters from 1 to 10000: `shorten:30`"},
       {"{{ gift | shorten:-3 }}", 1, "`shorten` needs a number of characters from 1 to 10000: `shorten:30`"},
       {"{{ gift | shorten:ten }}", 1,
        "`shorten` needs a number of characters from 1 to 10000: `shorten:30`"},
       {"{{ gift | shorten:99999999999999999999 }}", 1,
        "`shorten` needs a number of characters from 1 to 10000: `shorten:30`"},
       {"{{ gift | default }}", 1, "`default` needs a text in straight quotes: `default:\"Quý khách\"`"},
       {"{{ gift | default:x }}", 1, "`default` needs a text in straight quotes: `default:\"Quý khách\"`"},
       {"{{ gift | default:“x” }}", 1, "`default` needs a text in straight quotes: `default:\"Quý khách\"`"},
       {"{{ gift | default:\"x }}", 1, "`default` needs a text in straight quotes: `default:\"Quý khách\"`"},
       {"{{ gift | default:\"x\" | money }}", 1,
        "a filter behind `default:\"x\"` cannot read it; put `default` last"},
       {"a {{ gift\nb", 1, "`{{` is not closed on its line; close it with `}}`"},
       {"a {{ gift }\nb", 1, "`{{` is not closed on its line; close it with `}}`"},
       {"a\nb {% if gift\n", 2, "`{%` is not closed on its line; close it with `%}`"},
       {"a\n{% if gift %}\nb", 2, "this `{% if %}` has no `{% end %}`"},
       {"a\nb{% end %}", 2, "`{% end %}` without an `{% if %}` before it"},
       {"{% else %}", 1, "`{% else %}` without an `{% if %}` before it"},
       {"{% if gift %}\n{% else %}\n{% else %}\n{% end %}", 3,
        "a second `{% else %}`; close the `{% if %}` with `{% end %}` first"},
       {"{% if %}x{% end %}", 1, "`if` needs a name: `{% if province %}`"},
       {"{% if gift and amount %}x{% end %}", 1,
        "`if` asks for one name and nothing more; take out `and amount`"},
       {"{% if gitf %}x{% end %}", 1, "unknown name `gitf`; did you mean `gift`?"},
       {"{% if gift %}x{% end if %}", 1, "`end` stands alone; take out `if`"},
       {"{% for %}", 1, "unknown statement `for`; there are only `if NAME`, `else` and `end`"},
       {"{% endif %}", 1, "unknown statement `endif`; did you mean `end`?"},
       {"{% %}", 1, "unknown statement ``; there are only `if NAME`, `else` and `end`"},
       {"Kính gửi\n{full_name}!", 2, "`{full_name}` would be sent as it stands; write `{{ full_name }}`"},
       {"{ full_name | upper }", 1, "`{full_name}` would be sent as it stands; write `{{ full_name }}`"}}));
  CAPTURE(source);
  const config::Problems found = faults(source);
  REQUIRE(found.size() == 1);
  CHECK(found[0].line == line);
  CHECK(found[0].message == message);
}

TEST_CASE("all faults are found in one pass, in the file's order") {
  const config::Problems found = faults(
      "{{ full_nam }} {{ gift | uper | shorten }}\n"
      "{{ gift\n"
      "{% if foo %}{{ yeer }}{% else %}\n"
      "{{ hotlin }}\n"
      "{% end %}{% end %}{bad} {year}\n"
      "{% if gift %}",
      10);
  std::vector<int> lines;
  for (const config::Problem& problem : found) lines.push_back(problem.line);
  CHECK(lines == std::vector<int>{10, 10, 10, 11, 12, 12, 13, 14, 14, 15});
}

TEST_CASE("lines are counted from the first line that was given, whole statement lines included") {
  const config::Problems found = faults("{% if gift %}\na\n{% end %}\n{{ x1 }}", 5);
  REQUIRE(found.size() == 1);
  CHECK(found[0].line == 8);
}

TEST_CASE("an unknown name in other writing is recognised as the column it means") {
  CHECK(faults("{{ Campaign  Title | upper }}").at(0).message ==
        "unknown name `Campaign  Title`; did you mean `campaign_title`?");
  CHECK(faults("{{ CUSTOMER-CODE }}").at(0).message ==
        "unknown name `CUSTOMER-CODE`; did you mean `customer_code`?");
}

TEST_CASE("a text of nothing but braces is read in one go, and a name behind one of them is still found") {
  std::string hostile;
  for (int number = 0; number < 1'500'000; ++number) hostile += "{ ";
  const auto begun = std::chrono::steady_clock::now();
  CHECK(faults(hostile).empty());
  // Were each brace held against the rest of the text, it would take minutes.
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(30));
  CHECK(faults("{" + std::string(10, ' ') + "gift }").size() == 1);
  CHECK(faults("{\ngift}").empty());
}
