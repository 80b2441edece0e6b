#include "daemon/plan/suppression_lookup.hpp"

#include <catch2/catch.hpp>

#include "tests/daemon/plan/plan_fixture.hpp"

using namespace triand;
using domain::Reason;
using domain::RecipientState;
using domain::SubjectKind;
using domain::SuppressionScope;
using test::PlanFixture;
using test::someone;

namespace {

const domain::SuppressionTime kNow{std::chrono::hours(500'000)};
constexpr std::size_t kSms = 0;
constexpr std::size_t kEmail = 2;

struct Bench {
  explicit Bench(const std::string& routes, const std::string& more = {}) : fixture(routes, more) {}

  void add(SubjectKind kind, const std::string& text, domain::SuppressionTerms terms) {
    index.add(index.hash()(kind, text), terms);
  }
  plan::PlannedRecipient plan() {
    plan::Planner planner(fixture.basis(), plan::suppression_lookup(index, fixture.basis(), kNow));
    return planner.plan(someone()).value();
  }

  PlanFixture fixture;
  domain::SuppressionIndex index{domain::SubjectHash({3, 5})};
};

}  // namespace

TEST_CASE("whom a suppression stops everywhere is suppressed in the plan, with its reason") {
  Bench bench("  - send: [sms | email]\n");
  CHECK(bench.plan().bucket == RecipientState::pending);
  bench.add(SubjectKind::customer, someone().code, {.reason = Reason::do_not_call});
  const auto planned = bench.plan();
  CHECK(planned.bucket == RecipientState::suppressed);
  CHECK(planned.reason == Reason::do_not_call);
  CHECK(planned.deliveries.empty());
}

TEST_CASE("a suppressed telephone leaves the channels that use another address") {
  Bench bench("  - send: [zalo | sms | email]\n");
  bench.add(SubjectKind::telephone, someone().phone, {});
  auto planned = bench.plan();
  REQUIRE(planned.deliveries.size() == 1);
  CHECK(planned.deliveries[0].channel == kEmail);
  bench.add(SubjectKind::email, someone().email, {.reason = Reason::no_such_address});
  planned = bench.plan();
  CHECK(planned.bucket == RecipientState::suppressed);
  CHECK(planned.reason == Reason::opted_out);
}

TEST_CASE("a scope leaves the other channels of the same address") {
  Bench bench("  - send: [zalo | sms]\n");
  bench.add(SubjectKind::customer, someone().code, {.scope = SuppressionScope::zalo});
  const auto planned = bench.plan();
  REQUIRE(planned.deliveries.size() == 1);
  CHECK(planned.deliveries[0].channel == kSms);
}

TEST_CASE("what is about advertising counts in an advertising campaign alone") {
  Bench care("  - send: [sms]\n");
  Bench advertising("  - send: [sms]\n", "class: advertising\n");
  for (Bench* bench : {&care, &advertising})
    bench->add(SubjectKind::telephone, someone().phone,
               {.about = domain::SuppressionClass::advertising, .reason = Reason::do_not_call});
  CHECK(care.plan().bucket == RecipientState::pending);
  CHECK(advertising.plan().bucket == RecipientState::suppressed);
}

TEST_CASE("a suppression that is over does not count") {
  Bench bench("  - send: [sms]\n");
  bench.add(SubjectKind::telephone, someone().phone, {.until = kNow});
  CHECK(bench.plan().bucket == RecipientState::pending);
  bench.add(SubjectKind::telephone, someone().phone, {.until = kNow + std::chrono::hours(1)});
  CHECK(bench.plan().bucket == RecipientState::suppressed);
}
