#include <catch2/catch.hpp>

#include "tests/standin/rules/rule_book.hpp"

using namespace triand::standin;

namespace {

RuleBook book(std::string_view json) {
  ParsedRules parsed = parse_rules(json);
  INFO(json);
  REQUIRE(parsed.problems.empty());
  RuleBook rules;
  rules.replace(std::move(parsed.rules));
  return rules;
}

// Which of the first 1000 references a rule strikes, in order or backwards.
std::string struck(RuleBook rules, bool backwards) {
  std::string marks(1000, '-');
  for (std::size_t step = 0; step < marks.size(); ++step) {
    std::size_t number = backwards ? marks.size() - 1 - step : step;
    if (rules.decide({Channel::zalo, "84912345678", "R" + std::to_string(number)})) marks[number] = 'x';
  }
  return marks;
}

}  // namespace

TEST_CASE("the first rule that matches wins and its strikes are counted") {
  RuleBook rules = book(R"([
    {"match": {"channel": "sms", "address_suffix": "7"}, "action": {"error": 108}},
    {"match": {"address_prefix": "091"}, "action": {"http_status": 503, "retry_after": 5}}])");
  CHECK(rules.decide({Channel::sms, "0912345677", "a"})->error == "108");
  CHECK(rules.decide({Channel::sms, "0912345678", "b"})->http_status == 503);
  CHECK_FALSE(rules.decide({Channel::sms, "0812345678", "c"}));
  CHECK(rules.decide({Channel::zalo, "0912345677", "d"})->retry_after == 5U);
  auto json = rules.to_json();
  CHECK(json[0].at("struck") == 1);
  CHECK(json[1].at("struck") == 2);
  CHECK(json[1].at("action").at("http_status") == 503);
}

TEST_CASE("a rule without a channel leaves the token service alone") {
  RuleBook rules = book(R"([{"action": {"hang": true}}])");
  CHECK(rules.decide({Channel::website, "PA05", "n"}));
  CHECK_FALSE(rules.decide({Channel::oauth, "1", "refresh"}));
}

TEST_CASE("every, times, first_tries and regular expressions narrow a rule") {
  RuleBook every = book(R"([{"match": {"every": 3}, "action": {"hang": true}}])");
  std::string marks;
  for (int step = 0; step < 7; ++step) marks += every.decide({Channel::sms, "", ""}) ? 'x' : '-';
  CHECK(marks == "--x--x-");

  RuleBook times = book(R"([{"match": {"times": 2}, "action": {"hang": true}}])");
  marks.clear();
  for (int step = 0; step < 4; ++step) marks += times.decide({Channel::sms, "", ""}) ? 'x' : '-';
  CHECK(marks == "xx--");

  RuleBook tries = book(R"([{"match": {"first_tries": 1}, "action": {"hang": true}}])");
  CHECK(tries.decide({Channel::sms, "", "one"}));
  CHECK(tries.decide({Channel::sms, "", "two"}));
  CHECK_FALSE(tries.decide({Channel::sms, "", "one"}));

  RuleBook regex = book(R"([{"match": {"address_regex": "^09.*5$"}, "action": {"hang": true}}])");
  CHECK(regex.decide({Channel::sms, "0912345675", ""}));
  CHECK_FALSE(regex.decide({Channel::sms, "0912345676", ""}));
}

TEST_CASE("a probability strikes the same references in any order and others with another seed") {
  auto rule = [](int seed) {
    return book(R"([{"match": {"probability": 0.2, "seed": )" + std::to_string(seed) +
                R"(}, "action": {"reset_after_reading": true}}])");
  };
  std::string marks = struck(rule(1), false);
  CHECK(marks == struck(rule(1), true));
  CHECK(marks != struck(rule(2), false));
  auto count = std::count(marks.begin(), marks.end(), 'x');
  CHECK(count > 150);
  CHECK(count < 250);
}

TEST_CASE("every fault of a rules file is told at once") {
  ParsedRules parsed = parse_rules(R"([
    {"match": {"channel": "fax"}, "action": {"hang": 1}},
    {"match": {"addres": "x", "address_regex": "("}, "action": {"html_page": 9, "broken_json": true}},
    {"match": {}}, 7, {"actions": {}, "action": {"error": "1", "hang": true}}])");
  CHECK(parsed.rules.empty());
  CHECK(parsed.problems.size() == 10);
  CHECK(parsed.problems[0] == "rule 1: match.channel must be one of sms, zalo, email, website, oauth");
  CHECK(parse_rules("{").problems.size() == 1);
  CHECK(parse_rules("{}").problems.size() == 1);
}

TEST_CASE("what is accepted in spite of the fault follows from its kind unless a rule says otherwise") {
  auto accepts = [](const std::string& action) {
    return parse_rules(R"([{"action": )" + action + "}]").rules.at(0).action.accepts();
  };
  CHECK(accepts(R"({"reset_after_reading": true})"));
  CHECK(accepts(R"({"hang": true})"));
  CHECK(accepts(R"({"half_answer": true})"));
  CHECK_FALSE(accepts(R"({"hang": true, "accept": false})"));
  CHECK_FALSE(accepts(R"({"reset_before_reading": true, "accept": true})"));
  CHECK_FALSE(accepts(R"({"http_status": 500})"));
  CHECK(accepts(R"({"http_status": 500, "accept": true})"));
  CHECK_FALSE(accepts(R"({"error": "101"})"));
  CHECK_FALSE(accepts(R"({"html_page": 200})"));
}

TEST_CASE("only rules that look at no body can reset a connection before it is read") {
  CHECK(book(R"([{"match": {"every": 2}, "action": {"reset_before_reading": true}}])")
            .decides_by_header(Channel::sms));
  CHECK_FALSE(book(R"([{"match": {"channel": "zalo"}, "action": {"reset_before_reading": true}}])")
                  .decides_by_header(Channel::sms));
  CHECK_FALSE(book(R"([{"match": {"address_suffix": "1"}, "action": {"reset_before_reading": true}}])")
                  .decides_by_header(Channel::sms));
  CHECK_FALSE(book(R"([{"action": {"hang": true}}])").decides_by_header(Channel::sms));
}
