#include "daemon/plan/mean_price.hpp"

#include <catch2/catch.hpp>

#include "daemon/plan/planner.hpp"
#include "tests/daemon/plan/plan_fixture.hpp"

using namespace triand;
using test::PlanFixture;
using test::someone;

TEST_CASE("what takes over costs what its texts are long, and what begins costs what was planned") {
  PlanFixture fixture("  - send: [zalo | sms]\n");
  fixture.message("sms", {{"text", "{{ full_name }} " + std::string(150, 'a')}});
  plan::PlanBasis& basis = fixture.basis();
  plan::Planner planner(basis, {});
  plan::PlanSummary summary(basis);
  plan::MeanPrice prices(basis, 2);
  domain::Customer brief = someone("PA05010000001");
  brief.full_name = "An";
  domain::Customer lengthy = someone("PA05010000002");
  lengthy.full_name = std::string(40, 'b');
  for (const domain::Customer* customer : {&brief, &lengthy}) {
    summary.add(*customer, *planner.plan(*customer));
    prices.add(*customer);
  }
  const auto found = prices.of(summary);
  // One part and two, at 850.
  CHECK(found[0] == Approx(1275));
  CHECK(found[1] == Approx(200));
}

TEST_CASE("a long list is looked at here and there") {
  PlanFixture fixture("  - send: [zalo | sms]\n");
  fixture.message("sms", {{"text", "{{ full_name }}"}});
  plan::MeanPrice prices(fixture.basis(), 10'000);
  domain::Customer customer = someone();
  for (int number = 0; number < 10'000; ++number) {
    // Those between are never made into messages.
    customer.full_name = std::string(number % 10 == 0 ? 5 : 500, 'a');
    prices.add(customer);
  }
  CHECK(prices.of(plan::PlanSummary(fixture.basis()))[0] == Approx(850));
}

TEST_CASE("of a channel that nobody can be reached by its price is told") {
  PlanFixture fixture("  - send: [zalo | email]\n");
  plan::MeanPrice prices(fixture.basis(), 1);
  domain::Customer customer = someone();
  customer.email.clear();
  prices.add(customer);
  CHECK(prices.of(plan::PlanSummary(fixture.basis()))[2] == Approx(10));
}
