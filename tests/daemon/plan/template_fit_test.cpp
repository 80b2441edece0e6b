#include <catch2/catch.hpp>

#include "daemon/plan/composer.hpp"
#include "daemon/plan/plan_summary.hpp"
#include "daemon/plan/planner.hpp"
#include "tests/daemon/plan/plan_fixture.hpp"

namespace triand::plan {
namespace {

using test::PlanFixture;
using test::someone;

const std::string kLongName = "Công ty trách nhiệm hữu hạn một thành viên Thương mại";
const std::string kZalo = "template_id: \"1\"\ndata: {name: \"{{ full_name }}\"}\n";

// A template that takes names of 30 characters, and another that takes 90.
struct Templates : PlanFixture {
  explicit Templates(const std::string& more = "", const std::string& routes = "  - send: [zalo | sms]\n")
      : PlanFixture(routes) {
    message("zalo", {{"zalo", kZalo + more}});
    for (const auto& [id, longest] : {std::pair("1", 30), std::pair("2", 90)}) {
      templates::TemplateRules rules;
      rules.id = id;
      rules.parameters = {
          {.name = "name", .type = "STRING", .max_length = static_cast<std::size_t>(longest)}};
      basis().templates["zalo"].emplace(id, rules);
    }
  }

  Composed compose(const std::string& name) {
    domain::Customer customer = someone();
    customer.full_name = name;
    Composer composer(basis());
    composer.take(customer);
    return composer.compose(*basis().channel("zalo"));
  }
};

}  // namespace

TEST_CASE("a value that fits the template is left alone") {
  Templates templates("too_long: shorten\n");
  const Composed composed = templates.compose("Nguyễn Văn An");
  CHECK(composed.message.data.at(0).second == "Nguyễn Văn An");
  CHECK(composed.fit == Fit::as_it_is);
  CHECK(composed.refused.empty());
}

TEST_CASE("a value that is too long is never cut in silence") {
  Templates templates;
  const Composed composed = templates.compose(kLongName);
  CHECK(composed.refused == "name has 53 of at most 30 characters");
  CHECK(composed.fit == Fit::as_it_is);
}

TEST_CASE("where the message says so it is shortened behind a word") {
  Templates templates("too_long: shorten\n");
  const Composed composed = templates.compose(kLongName);
  CHECK(composed.refused.empty());
  CHECK(composed.fit == Fit::shortened);
  CHECK(composed.message.data.at(0).second == "Công ty trách nhiệm hữu hạn…");
}

TEST_CASE("or it goes with another template, if it fits that one") {
  const std::string other = "other_template: {template_id: \"2\", data: {name: \"{{ full_name }}\"}}\n";
  Templates templates(other);
  const Composed composed = templates.compose(kLongName);
  CHECK(composed.fit == Fit::other_template);
  CHECK(composed.message.template_id == "2");
  CHECK(composed.message.data.at(0).second == kLongName);
  CHECK_FALSE(templates.compose(kLongName + kLongName).refused.empty());
  CHECK(templates.compose("An").message.template_id == "1");
}

TEST_CASE("a template that could not be asked for refuses nobody") {
  Templates templates;
  templates.basis().templates.clear();
  CHECK(templates.compose(kLongName).refused.empty());
}

TEST_CASE("whose values do not fit is planned by the leg's next channel, and the plan says how many") {
  Templates templates;
  Planner planner(templates.basis(), nullptr);
  PlanSummary summary(templates.basis());
  const std::size_t zalo = *templates.basis().channel("zalo");
  const std::size_t sms = *templates.basis().channel("sms");
  for (const auto& [code, name] :
       {std::pair("PA05010000001", std::string("An")), std::pair("PA05010000002", kLongName)}) {
    domain::Customer customer = someone(code);
    customer.full_name = name;
    const auto planned = planner.plan(customer);
    REQUIRE(planned);
    REQUIRE(planned->deliveries.size() == 1);
    CHECK(planned->deliveries.front().channel == (name == "An" ? zalo : sms));
    summary.add(customer, *planned);
  }
  CHECK(summary.fits()[zalo].other_channel == 1);
  CHECK(summary.fits()[zalo].shortened == 0);
}

TEST_CASE("with no other channel the customer is left out, and why is said") {
  Templates templates("", "  - send: [zalo]\n");
  Planner planner(templates.basis(), nullptr);
  domain::Customer customer = someone();
  customer.full_name = kLongName;
  const auto planned = planner.plan(customer);
  REQUIRE(planned);
  CHECK(planned->bucket == domain::RecipientState::unreached);
  CHECK(planned->reason == domain::Reason::text_too_long);
  CHECK(planned->detail == "name has 53 of at most 30 characters");
}

TEST_CASE("a refusal is passed on only where the campaign says so, and never in an advertising one") {
  const std::string text =
      "campaign: c\ntitle: T\nwindow: {from: 12-18, to: 12-21}\nroutes:\n  - send: [zalo | sms]\n"
      "messages: {sms: s, zalo: z}\n";
  CHECK_FALSE(test::read_campaign_text(text).campaign->passes_refusals_on);
  CHECK_FALSE(test::read_campaign_text(text + "after_refusal: end_leg\n").campaign->passes_refusals_on);
  CHECK(test::read_campaign_text(text + "after_refusal: next_channel\n").campaign->passes_refusals_on);
  const auto refused = test::read_campaign_text(text + "class: advertising\nafter_refusal: next_channel\n");
  CHECK_FALSE(refused.campaign);
  CHECK(
      refused.problems ==
      std::vector<std::string>{"c.yaml:8: after_refusal: whoever refused must not be advertised to; leave it "
                               "out, or write end_leg"});
}

}  // namespace triand::plan
