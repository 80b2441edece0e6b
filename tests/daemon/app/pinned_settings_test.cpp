#include "daemon/app/pinned_settings.hpp"

#include <catch2/catch.hpp>

#include "daemon/plan/composer.hpp"
#include "tests/daemon/plan/plan_fixture.hpp"

using namespace triand;
using test::PlanFixture;
using test::someone;

namespace {

// What somebody may edit in the settings between plan and sending.
void edit(plan::PlanBasis& basis) {
  basis.campaign.hotline = "19009999";
  basis.channels[0].text = templates::SmsTextMode::unicode;
  basis.channels[0].price = 900;
  basis.units = domain::UnitTable::of({{"PA05", "Another name", "", ""}});
}

std::string text_of(const plan::PlanBasis& basis, std::size_t channel) {
  plan::Composer composer(basis);
  const domain::Customer customer = someone();
  composer.take(customer);
  const plan::Composed composed = composer.compose(channel);
  return composed.message.text + " " + std::to_string(composed.cost);
}

}  // namespace

TEST_CASE("what a plan has kept of the settings is what its messages are made with") {
  PlanFixture planned("  - send: [sms | letter]\n");
  planned.message("sms", {{"text", "Cảm ơn. {{ unit_name }} {{ hotline }}"}});
  const std::string kept = app::settings_text(planned.basis());
  plan::PlanBasis today = planned.basis();
  edit(today);
  CHECK(text_of(today, 0) != text_of(planned.basis(), 0));
  CHECK(app::settings_text(today) != kept);
  REQUIRE(app::restore_settings(kept, today));
  CHECK(text_of(today, 0) == text_of(planned.basis(), 0));
  CHECK(app::settings_text(today) == kept);
}

TEST_CASE("the order of units and channels, and channels that are not used, are no change of the settings") {
  PlanFixture planned("  - send: [sms]\n");
  plan::PlanBasis& basis = planned.basis();
  for (const std::size_t unused : {1U, 2U, 3U}) basis.messages[unused].clear();
  const std::string kept = app::settings_text(basis);
  std::vector<domain::Unit> units = basis.units.units();
  std::swap(units[0], units[1]);
  basis.units = domain::UnitTable::of(units);
  basis.channels[3].price = 1;
  CHECK(app::settings_text(basis) == kept);
  basis.channels[0].price = 1;
  CHECK(app::settings_text(basis) != kept);
}

TEST_CASE("a text that is none of ours changes nothing") {
  PlanFixture planned("  - send: [sms]\n");
  const std::string kept = app::settings_text(planned.basis());
  for (const char* text : {"", "{}", "[]", R"({"hotline":"1","units":{},"channels":{"sms":{}}})"}) {
    CHECK_FALSE(app::restore_settings(text, planned.basis()));
    CHECK(app::settings_text(planned.basis()) == kept);
  }
}
