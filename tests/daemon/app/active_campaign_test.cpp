#include "daemon/app/active_campaign.hpp"

#include <catch2/catch.hpp>

#include "tests/daemon/plan/forecast_world.hpp"
#include "tests/daemon/plan/plan_fixture.hpp"

using namespace triand;
using namespace std::chrono_literals;
using test::PlanFixture;

namespace {

const app::ChannelRows kRows = {{"sms", 1}, {"zalo", 2}, {"email", 3}, {"letter", 4}};

// A campaign by SMS at 850 VND a part, with that budget and nothing spent yet.
struct Running {
  explicit Running(std::int64_t budget) {
    PlanFixture fixture("  - send: [sms]\n", "budget: " + std::to_string(budget) + "\n");
    campaign.emplace(1,
                     std::make_shared<const app::CampaignDraft>(app::CampaignDraft{
                         std::move(fixture.basis()), test::window_of(4, {8h, 20h}), {}, "tri-an-2026", {}}),
                     kRows, 0, suppressions, advertising);
  }

  domain::SuppressionIndex suppressions{domain::SubjectHash({3, 5})};
  domain::AdvertisingLog advertising;
  std::optional<app::ActiveCampaign> campaign;
};

}  // namespace

TEST_CASE("a budget that was too small for a message is open again when money comes back") {
  Running running(2000);
  app::ActiveCampaign& campaign = *running.campaign;
  CHECK(campaign.budget_left(1) == 2);
  REQUIRE(campaign.commit_cost(850));
  // Two parts are too dear, and nobody is written to in the place of others who come later.
  CHECK_FALSE(campaign.commit_cost(1700));
  CHECK(campaign.budget_left(1) == 0);
  campaign.return_cost(0);
  CHECK(campaign.budget_left(1) == 0);
  // The first one cost nothing after all.
  campaign.return_cost(850);
  CHECK(campaign.budget_left(1) == 2);
  CHECK(campaign.commit_cost(1700));
  CHECK(campaign.budget_left(1) == 0);
}
