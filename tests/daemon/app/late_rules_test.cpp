#include "daemon/app/late_rules.hpp"

#include <catch2/catch.hpp>

#include "daemon/app/template_text.hpp"
#include "templates/field_names.hpp"
#include "tests/daemon/schedule/moments.hpp"

namespace triand::app {
namespace {

const ChannelRows kRows{{"zalo", 7}};

templates::TemplateRules rules_of(const std::string& id) {
  templates::TemplateRules rules;
  rules.id = id;
  rules.parameters = {{.name = "customer_name", .type = "STRING", .max_length = 30}};
  return rules;
}

// A campaign that was planned while the gateway could not be asked about template 2.
struct Planned {
  std::optional<CampaignDraft> draft;
  std::vector<std::string> asked;
  channels::TemplateAnswer answer{.rules = rules_of("2"), .fault = {}, .unknown = false};

  Planned() {
    const std::string text =
        "template_id: \"1\"\ndata: {customer_name: \"{{ full_name }}\"}\n"
        "other_template: {template_id: \"2\", data: {customer_name: \"{{ full_name }}\"}}\n";
    plan::PlanBasis basis;
    basis.channels = {{"zalo", "zalo", domain::AddressKind::telephone, templates::MessageForm::zalo}};
    config::Problems problems;
    auto message = templates::Message::compile({templates::MessageForm::zalo, {{"zalo", "zalo.yaml", text}}},
                                               templates::FieldNames::standard({}), problems);
    REQUIRE(message);
    basis.messages.resize(1);
    basis.messages[0].emplace("vi", std::move(*message));
    basis.templates["zalo"].emplace("1", rules_of("1"));
    const schedule::CampaignWindow window(
        schedule::viet_nam(), {schedule::day(2026, 12, 18), schedule::day(2026, 12, 21)}, domain::Hours{});
    draft.emplace(CampaignDraft{std::move(basis),
                                window,
                                {{7, "vi", "zalo", "zalo.yaml", text}, pinned_rules(7, "1", rules_of("1"))},
                                "tri-an-2026",
                                {}});
  }

  LateRules ask() {
    return ask_late(*draft, kRows, [this](const std::string& channel, const std::string& id) {
      asked.push_back(channel + " " + id);
      return answer;
    });
  }
};

}  // namespace

TEST_CASE("what a plan could not ask for is asked for once more, and nothing else") {
  Planned planned;
  const LateRules late = planned.ask();
  CHECK(planned.asked == std::vector<std::string>{"zalo 2"});
  CHECK(late.fault.empty());
  REQUIRE(late.found.size() == 1);
  CHECK(late.found.front().channel == 7);
  CHECK(late.found.front().part == "2");
  CHECK(rules_from_text(late.found.front().text) == rules_of("2"));
}

TEST_CASE("a plan that has all rules asks nobody") {
  Planned planned;
  planned.draft->basis.templates["zalo"].emplace("2", rules_of("2"));
  const LateRules late = planned.ask();
  CHECK(planned.asked.empty());
  CHECK(late.found.empty());
  CHECK(late.fault.empty());
}

TEST_CASE("a template that still cannot be asked for is a reason against the campaign") {
  Planned planned;
  planned.answer = {.rules = std::nullopt, .fault = "-124 Access token invalid", .unknown = false};
  const LateRules late = planned.ask();
  CHECK(late.fault.find("-124 Access token invalid") != std::string::npos);
  CHECK(late.remedy.find("approve again") != std::string::npos);
  CHECK(late.found.empty());
}

TEST_CASE("messages that do not give what a template requires are a reason to plan again") {
  Planned planned;
  planned.answer.rules->parameters.push_back({.name = "code", .type = "STRING"});
  const LateRules late = planned.ask();
  CHECK(late.fault == "zalo.yaml:3: data: template 2 requires the parameter code; give it a value");
  CHECK(late.remedy.find("plan again") != std::string::npos);
  CHECK(late.found.empty());
}

}  // namespace triand::app
