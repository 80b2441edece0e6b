#include "daemon/plan/planner.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "tests/daemon/plan/plan_fixture.hpp"

using namespace triand;
using domain::Customer;
using domain::Reason;
using domain::RecipientState;
using plan::PlannedDelivery;
using plan::PlannedRecipient;
using plan::Planner;
using test::PlanFixture;
using test::someone;

namespace {

const std::string kOne = "  - send: [zalo | sms | email | letter]\n";
constexpr std::size_t kSms = 0;
constexpr std::size_t kZalo = 1;
constexpr std::size_t kEmail = 2;
constexpr std::size_t kLetter = 3;

PlannedRecipient plan_one(PlanFixture& fixture, const Customer& customer,
                          plan::SuppressionLookup suppression = nullptr) {
  Planner planner(fixture.basis(), std::move(suppression));
  const auto planned = planner.plan(customer);
  REQUIRE(planned);
  return *planned;
}

void check(const PlannedRecipient& planned, RecipientState bucket, Reason reason,
           const std::string& detail = {}) {
  CHECK(planned.bucket == bucket);
  CHECK(planned.reason == reason);
  CHECK(planned.detail == detail);
  CHECK(planned.deliveries.empty() == (bucket != RecipientState::pending));
}

}  // namespace

TEST_CASE("who is not of the audience is no recipient") {
  PlanFixture fixture(kOne, "audience: {unit: [PM]}\n");
  Planner planner(fixture.basis(), nullptr);
  Customer customer = someone();
  customer.opt_out = true;
  CHECK_FALSE(planner.plan(customer));
}

TEST_CASE("each leg is planned for the first of its channels that has an address") {
  PlanFixture fixture("  - send: [letter, zalo | sms, email]\n");
  Customer customer = someone();
  auto planned = plan_one(fixture, customer);
  check(planned, RecipientState::pending, Reason::none);
  CHECK(planned.route == 0U);
  REQUIRE(planned.deliveries.size() == 3);
  // SMS, the second place of its leg, would take over from Zalo.
  CHECK(planned.deliveries[1].then == 0b10U);
  planned.deliveries[1].then = 0;
  CHECK(planned.deliveries == std::vector<PlannedDelivery>{
                                  {0, kLetter, 1, 9000, {}}, {1, kZalo, 1, 200, {}}, {2, kEmail, 1, 10, {}}});
  customer.address.clear();
  planned = plan_one(fixture, customer);
  REQUIRE(planned.deliveries.size() == 2);
  CHECK(planned.deliveries[0].leg == 1);
}

TEST_CASE("a fixed line takes neither SMS nor Zalo") {
  PlanFixture fixture(kOne);
  Customer customer = someone();
  customer.phone = "+842043822345";
  CHECK(plan_one(fixture, customer).deliveries.at(0).channel == kEmail);
  customer.email.clear();
  CHECK(plan_one(fixture, customer).deliveries.at(0).channel == kLetter);
}

TEST_CASE("the first route that matches is the customer's") {
  PlanFixture fixture(
      "  - when: {segment: [large]}\n    send: [letter]\n  - when: {language: vi}\n    send: [sms]\n");
  Customer customer = someone();
  CHECK(plan_one(fixture, customer).route == 1U);
  customer.segment = "large";
  CHECK(plan_one(fixture, customer).route == 0U);
}

TEST_CASE("whom no route matches is suppressed") {
  PlanFixture fixture("  - when: {segment: [large]}\n    send: [sms]\n");
  const auto planned = plan_one(fixture, someone());
  check(planned, RecipientState::suppressed, Reason::no_route);
  CHECK_FALSE(planned.route);
}

TEST_CASE("suppression comes before routes and duplicates") {
  PlanFixture fixture("  - when: {segment: [large]}\n    send: [sms]\n");
  Customer customer = someone();
  customer.opt_out = true;
  check(plan_one(fixture, customer), RecipientState::suppressed, Reason::opted_out);
  const auto all = [](const Customer&, std::string_view channel) {
    return channel.empty() ? Reason::do_not_call : Reason::none;
  };
  check(plan_one(fixture, someone(), all), RecipientState::suppressed, Reason::do_not_call);
}

TEST_CASE("a suppression for one channel leaves the others") {
  PlanFixture fixture("  - send: [zalo | sms]\n");
  const auto not_by = [](std::string word) {
    return [word](const Customer&, std::string_view channel) {
      return word.find(channel) != std::string::npos && !channel.empty() ? Reason::do_not_call : Reason::none;
    };
  };
  CHECK(plan_one(fixture, someone(), not_by("zalo")).deliveries.at(0).channel == kSms);
  check(plan_one(fixture, someone(), not_by("zalo sms")), RecipientState::suppressed, Reason::do_not_call);
}

TEST_CASE("of those who share a telephone the first by customer code is written to") {
  PlanFixture fixture(kOne, "one_per: [customer_code, phone]\n");
  Planner planner(fixture.basis(), nullptr);
  Customer first = someone("PA05010000001");
  Customer second = someone("PA05010000002");
  second.phone = first.phone;
  check(*planner.plan(first), RecipientState::pending, Reason::none);
  check(*planner.plan(second), RecipientState::duplicate, Reason::duplicate_customer, "PA05010000001");
  Customer third = someone("PA05010000003");
  third.phone = first.phone;
  check(*planner.plan(third), RecipientState::duplicate, Reason::duplicate_customer, "PA05010000001");
}

TEST_CASE("nobody is the duplicate of somebody who is not written to") {
  PlanFixture fixture("  - send: [zalo]\n", "one_per: [phone]\n");
  Planner planner(fixture.basis(), nullptr);
  Customer first = someone("PA05010000001");
  first.full_name.clear();
  Customer second = someone("PA05010000002");
  second.phone = first.phone;
  check(*planner.plan(first), RecipientState::unreached, Reason::missing_value, "full_name");
  check(*planner.plan(second), RecipientState::pending, Reason::none);
}

TEST_CASE("a twin without an address is a duplicate, not unreached") {
  PlanFixture fixture("  - send: [email]\n", "one_per: [phone]\n");
  Planner planner(fixture.basis(), nullptr);
  Customer second = someone("PA05010000002");
  second.phone = someone("PA05010000001").phone;
  second.email.clear();
  CHECK(planner.plan(someone("PA05010000001"))->bucket == RecipientState::pending);
  check(*planner.plan(second), RecipientState::duplicate, Reason::duplicate_customer, "PA05010000001");
}

TEST_CASE("empty telephones join nobody") {
  PlanFixture fixture("  - send: [letter]\n", "one_per: [phone]\n");
  Planner planner(fixture.basis(), nullptr);
  for (const char* code : {"PA05010000001", "PA05010000002"}) {
    Customer customer = someone(code);
    customer.phone.clear();
    CHECK(planner.plan(customer)->bucket == RecipientState::pending);
  }
}

TEST_CASE("who has no address for any channel of the route is unreached") {
  PlanFixture fixture("  - send: [zalo | sms, email]\n");
  Customer customer = someone();
  customer.phone.clear();
  customer.email.clear();
  const auto planned = plan_one(fixture, customer);
  check(planned, RecipientState::unreached, Reason::no_contact_data);
  CHECK(planned.route == 0U);
}

TEST_CASE("a channel whose message has an empty value is passed over") {
  PlanFixture fixture("  - send: [zalo | sms, letter]\n");
  Customer customer = someone();
  customer.full_name.clear();
  const auto planned = plan_one(fixture, customer);
  REQUIRE(planned.deliveries.size() == 1);
  CHECK(planned.deliveries[0].leg == 0);
  CHECK(planned.deliveries[0].channel == kSms);
}

TEST_CASE("an empty value in every message leaves the recipient out and names the column") {
  PlanFixture fixture("  - send: [letter | email]\n");
  fixture.message("letter", {{"text", "{{ so_tien | money }}"}});
  Customer customer = someone();
  customer.full_name.clear();
  check(plan_one(fixture, customer), RecipientState::unreached, Reason::missing_value, "so_tien");
  customer.extra = {{"so_tien", "1000"}};
  CHECK(plan_one(fixture, customer).deliveries.at(0).channel == kLetter);
}

TEST_CASE("an extra column fills a message wherever it stands among a customer's") {
  PlanFixture fixture("  - send: [letter]\n");
  fixture.message("letter", {{"text", "{{ gift }}"}});
  Customer customer = someone();
  check(plan_one(fixture, customer), RecipientState::unreached, Reason::missing_value, "gift");
  customer.extra = {{"gift", "Ấm trà"}};
  CHECK(plan_one(fixture, customer).bucket == RecipientState::pending);
}

TEST_CASE("an SMS costs its price for each part") {
  PlanFixture fixture("  - send: [sms]\n");
  fixture.message("sms", {{"text", std::string(161, 'a')}});
  const auto planned = plan_one(fixture, someone());
  CHECK(planned.deliveries == std::vector<PlannedDelivery>{{0, kSms, 2, 1700, {}, 2, 2}});
}

TEST_CASE("a character that has no plain form is named") {
  PlanFixture fixture("  - send: [sms]\n");
  fixture.message("sms", {{"text", "Cảm ơn 🌸"}});
  CHECK(plan_one(fixture, someone()).deliveries.at(0).offenders == "🌸");
}

TEST_CASE("customers out of order are refused") {
  PlanFixture fixture(kOne);
  Planner planner(fixture.basis(), nullptr);
  CHECK(planner.plan(someone("PA05010000002")));
  CHECK_THROWS_AS(planner.plan(someone("PA05010000001")), std::invalid_argument);
}

TEST_CASE("a route needs a channel and a message for it") {
  PlanFixture fixture(kOne);
  fixture.basis().messages[kLetter].clear();
  CHECK_THROWS_AS(Planner(fixture.basis(), nullptr), std::invalid_argument);
  fixture.basis().channels.pop_back();
  CHECK_THROWS_AS(Planner(fixture.basis(), nullptr), std::invalid_argument);
}
