#include "daemon/app/template_check.hpp"

#include <catch2/catch.hpp>

#include "daemon/app/template_text.hpp"
#include "templates/field_names.hpp"

namespace triand::app {
namespace {

const std::string kMessage =
    "template_id: \"1\"\n"
    "data:\n"
    "  customer_name: \"{{ full_name }}\"\n"
    "  year: \"{{ year }}\"\n";

// One channel of templates with one message, and a gateway that answers as the test says.
struct Desk {
  plan::PlanBasis basis;
  std::map<std::string, std::map<std::string, templates::MessageSource>> sources;
  config::Problems problems;
  channels::TemplateAnswer answer;
  std::vector<std::string> asked;

  explicit Desk(const std::string& text = kMessage) {
    basis.channels = {{"zalo", "zalo", domain::AddressKind::telephone, templates::MessageForm::zalo}};
    templates::MessageSource source{templates::MessageForm::zalo, {{"zalo", "zalo.yaml", text}}};
    auto message = templates::Message::compile(source, templates::FieldNames::standard({}), problems);
    REQUIRE(message);
    basis.messages.resize(1);
    basis.messages[0].emplace("vi", std::move(*message));
    sources["zalo"]["vi"] = source;
    templates::TemplateRules rules;
    rules.parameters = {{.name = "customer_name", .type = "STRING", .max_length = 30},
                        {.name = "year", .type = "STRING", .max_length = 4}};
    answer.rules = rules;
  }

  std::vector<plan::LawFinding> check() {
    return check_templates(
        basis, sources,
        [this](const std::string& channel, const std::string& id) {
          asked.push_back(channel + " " + id);
          return answer;
        },
        problems);
  }
};

}  // namespace

TEST_CASE("a template that takes what it is given is kept with the plan") {
  Desk desk;
  CHECK(desk.check().empty());
  CHECK(desk.problems.empty());
  CHECK(desk.asked == std::vector<std::string>{"zalo 1"});
  CHECK(desk.basis.templates.at("zalo").contains("1"));
}

TEST_CASE("what the template requires and is not given is a fault of the file with its line") {
  Desk desk;
  desk.answer.rules->parameters.push_back({.name = "code", .type = "STRING"});
  CHECK(desk.check().empty());
  REQUIRE(desk.problems.size() == 1);
  CHECK(desk.problems.front().to_string() ==
        "zalo.yaml:2: data: template 1 requires the parameter code; give it a value");
}

TEST_CASE("a template that is not there, or cannot be sent with, is a fault") {
  Desk missing;
  missing.answer = {.rules = std::nullopt, .fault = "-109 Template ID invalid", .unknown = true};
  (void)missing.check();
  REQUIRE(missing.problems.size() == 1);
  CHECK(missing.problems.front().to_string().starts_with(
      "zalo.yaml:1: template_id: the gateway has no template 1 for this account"));
  Desk disabled;
  disabled.answer.rules->usable = false;
  disabled.answer.rules->status = "DISABLE";
  (void)disabled.check();
  REQUIRE(disabled.problems.size() == 1);
  CHECK(disabled.problems.front().message ==
        "template 1 is DISABLE at the gateway; nothing can be sent with it");
}

TEST_CASE("a template that could not be asked for is to be looked at and no fault") {
  Desk desk;
  desk.answer = {.rules = std::nullopt, .fault = "the channel has no valid token", .unknown = false};
  const auto findings = desk.check();
  CHECK(desk.problems.empty());
  REQUIRE(findings.size() == 1);
  CHECK(findings.front().rule == "gateway-template/not-asked");
  CHECK(findings.front().message.find("no valid token") != std::string::npos);
  CHECK(desk.basis.templates["zalo"].empty());
}

TEST_CASE("a parameter that the template does not know is told of, unless the gateway tells of none") {
  Desk desk(kMessage + "  surplus: \"x\"\n");
  const auto findings = desk.check();
  CHECK(desk.problems.empty());
  REQUIRE(findings.size() == 1);
  CHECK(findings.front().rule == "gateway-template/unknown-parameter");
  Desk silent;
  silent.answer.rules->parameters.clear();
  CHECK(silent.check().empty());
}

TEST_CASE("both templates of a message are asked for, each once") {
  Desk desk(kMessage + "other_template: {template_id: \"2\", data: {customer_name: \"{{ full_name }}\"}}\n");
  (void)desk.check();
  CHECK(desk.asked == std::vector<std::string>{"zalo 1", "zalo 2"});
  // The second is not given the year that it requires.
  REQUIRE(desk.problems.size() == 1);
  CHECK(desk.problems.front().line == 5);
}

TEST_CASE("a template's rules come back from a plan as they were") {
  templates::TemplateRules rules;
  rules.id = "330875";
  rules.status = "ENABLE";
  rules.timeout = std::chrono::hours(2);
  rules.price = 200;
  rules.parameters = {{.name = "a\"b",
                       .type = "STRING",
                       .required = false,
                       .accepts_empty = true,
                       .min_length = 1,
                       .max_length = 30}};
  CHECK(rules_from_text(to_text(rules)) == rules);
  rules.timeout.reset();
  rules.price.reset();
  CHECK(rules_from_text(to_text(rules)) == rules);
  for (const char* bad : {"", "[]", "{}", R"({"id":1})"}) CHECK_FALSE(rules_from_text(bad));
}

}  // namespace triand::app
