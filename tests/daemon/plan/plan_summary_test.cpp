#include "daemon/plan/plan_summary.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "tests/daemon/plan/plan_fixture.hpp"

using namespace triand;
using domain::Reason;
using domain::RecipientState;
using plan::PlannedRecipient;
using plan::PlanSummary;
using test::someone;

namespace {

constexpr std::size_t kSms = 0;
constexpr std::size_t kLetter = 3;

PlannedRecipient sms(int parts, std::string offenders = {}) {
  return {
      RecipientState::pending, Reason::none, {}, 0, {{0, kSms, parts, 850 * parts, std::move(offenders)}}};
}

}  // namespace

TEST_CASE("a summary counts recipients, parts and cost as they come") {
  test::PlanFixture fixture("  - send: [sms]\n");
  PlanSummary summary(fixture.basis());
  domain::Customer large = someone();
  large.unit = "PM";
  large.segment = "large";
  summary.add(someone(), sms(1));
  summary.add(someone(), sms(3, "🌸😀"));
  summary.add(
      large,
      {RecipientState::pending, Reason::none, {}, 0, {{0, kLetter, 1, 9000, {}}, {1, kSms, 1, 850, "🌸"}}});
  summary.add(large, {RecipientState::unreached, Reason::missing_value, "gift", 0, {}});
  summary.add(large, {RecipientState::suppressed, Reason::opted_out, {}, {}, {}});

  CHECK(summary.all().recipients.total() == 5);
  CHECK(summary.all().recipients.of(RecipientState::pending) == 3);
  CHECK(summary.all().channels[kSms] == plan::ChannelTotals{3, 5, 4250});
  CHECK(summary.all().cost() == 13250);
  CHECK(summary.units().at("PM").cost() == 9850);
  CHECK(summary.units().at("PA05").channels[kSms].cost == 3400);
  CHECK(summary.segments().at("large").recipients.of(RecipientState::suppressed) == 1);
  CHECK(summary.routes().at(0).recipients.total() == 4);
  CHECK(summary.reasons() ==
        std::map<Reason, std::int64_t>{{Reason::missing_value, 1}, {Reason::opted_out, 1}});
  CHECK(summary.missing_columns() == std::map<std::string, std::int64_t>{{"gift", 1}});
  CHECK(summary.sms()[kSms].messages_by_parts == std::map<int, std::int64_t>{{1, 2}, {3, 1}});
  CHECK(summary.sms()[kSms].offenders == std::map<char32_t, std::int64_t>{{U'🌸', 2}, {U'😀', 1}});
  CHECK(summary.sms()[kLetter].messages_by_parts.empty());
}

TEST_CASE("a segment column full of noise does not fill the memory") {
  test::PlanFixture fixture("  - send: [sms]\n");
  PlanSummary summary(fixture.basis());
  domain::Customer customer = someone();
  for (int i = 0; i < 3000; ++i) {
    customer.segment = std::to_string(i);
    summary.add(customer, sms(1));
  }
  CHECK(summary.segments().size() == 1001);
  CHECK(summary.segments().at(PlanSummary::kOtherSegments).recipients.total() == 2000);
}
