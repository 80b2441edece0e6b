#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "daemon/plan/plan_summary.hpp"
#include "daemon/plan/planner.hpp"
#include "tests/daemon/plan/plan_fixture.hpp"

using namespace triand;
using domain::Customer;
using domain::Reason;
using domain::RecipientState;
using plan::PlannedRecipient;
using test::PlanFixture;

namespace {

const std::string kRoutes =
    "  - when: {segment: [large, policy]}\n    send: [letter, zalo | sms, email]\n"
    "  - when: {language: [vi]}\n    send: [zalo | sms | email | letter]\n";
const std::string kMore = "one_per: [customer_code, phone, email]\naudience: {unit: [PA05, PM]}\n";

// Customers with much that is missing, shared and refused.
std::vector<Customer> made_up(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  const auto one_in = [&](unsigned n) { return random() % n == 0; };
  const std::vector<std::string> segments = {"household", "large", "policy", ""};
  const std::vector<std::string> units = {"PA05", "PM", "PA22", ""};
  std::vector<Customer> customers;
  for (std::size_t i = 0; i < count; ++i) {
    Customer customer = test::someone("PA0501" + std::to_string(1'000'000 + i * 3));
    customer.unit = units[random() % units.size()];
    customer.segment = segments[random() % segments.size()];
    if (one_in(4)) customer.phone = "+8491234" + std::to_string(1000 + random() % 300);
    if (one_in(8)) customer.phone = "+842043822345";
    if (one_in(3)) customer.phone.clear();
    if (one_in(2)) customer.email = one_in(2) ? "" : "a" + std::to_string(random() % 100) + "@example.vn";
    if (one_in(2)) customer.address.clear();
    if (one_in(5)) customer.full_name.clear();
    if (one_in(9)) customer.opt_out = true;
    if (one_in(9)) customer.language = "en";
    customers.push_back(std::move(customer));
  }
  return customers;
}

Reason some_suppressed(const Customer& customer, std::string_view channel) {
  if (channel.empty()) return customer.code.ends_with("7") ? Reason::do_not_call : Reason::none;
  return channel == "email" && customer.code.ends_with("4") ? Reason::no_such_address : Reason::none;
}

std::map<std::string, PlannedRecipient> plan_all(const plan::PlanBasis& basis,
                                                 std::vector<Customer> customers,
                                                 plan::PlanSummary& summary) {
  std::ranges::sort(customers, {}, &Customer::code);
  plan::Planner planner(basis, some_suppressed);
  std::map<std::string, PlannedRecipient> planned;
  for (const Customer& customer : customers) {
    auto one = planner.plan(customer);
    if (!one) continue;
    summary.add(customer, *one);
    planned.emplace(customer.code, std::move(*one));
  }
  return planned;
}

}  // namespace

TEST_CASE(
    "everybody of the audience is in exactly one bucket, and nobody who is joined is written to twice") {
  const unsigned seed = GENERATE(1U, 2U, 3U);
  PlanFixture fixture(kRoutes, kMore);
  const std::vector<Customer> customers = made_up(3000, seed);
  plan::PlanSummary summary(fixture.basis());
  const auto planned = plan_all(fixture.basis(), customers, summary);
  std::set<std::string> written_phones;
  std::set<std::string> written_emails;
  std::map<RecipientState, std::int64_t> buckets;
  std::int64_t audience = 0;
  for (const Customer& customer : customers) {
    const bool meant = customer.unit == "PA05" || customer.unit == "PM" || customer.unit.empty();
    const auto found = planned.find(customer.code);
    REQUIRE((found != planned.end()) == meant);
    if (!meant) continue;
    ++audience;
    const PlannedRecipient& one = found->second;
    ++buckets[one.bucket];
    REQUIRE((one.bucket == RecipientState::pending) == !one.deliveries.empty());
    REQUIRE((one.bucket == RecipientState::pending) == (one.reason == Reason::none));
    if (customer.opt_out) REQUIRE(one.reason == Reason::opted_out);
    if (one.bucket == RecipientState::duplicate) {
      REQUIRE(one.detail < customer.code);
      REQUIRE(planned.at(one.detail).bucket == RecipientState::pending);
    }
    if (one.bucket != RecipientState::pending) continue;
    if (!customer.phone.empty()) REQUIRE(written_phones.insert(customer.phone).second);
    if (!customer.email.empty()) REQUIRE(written_emails.insert(customer.email).second);
  }
  CHECK(summary.all().recipients.total() == audience);
  for (const auto& [bucket, count] : buckets) CHECK(summary.all().recipients.of(bucket) == count);
  for (const RecipientState bucket : {RecipientState::pending, RecipientState::unreached,
                                      RecipientState::suppressed, RecipientState::duplicate})
    CHECK(buckets[bucket] > 0);
}

TEST_CASE("the totals by unit, segment, route, reason and channel add up to the whole") {
  PlanFixture fixture(kRoutes, kMore);
  plan::PlanSummary summary(fixture.basis());
  const auto planned = plan_all(fixture.basis(), made_up(3000, 5), summary);
  const plan::GroupTotals& all = summary.all();
  for (const auto& groups : {summary.units(), summary.segments()}) {
    std::int64_t recipients = 0;
    std::int64_t cost = 0;
    std::vector<plan::ChannelTotals> channels(all.channels.size());
    for (const auto& [name, group] : groups) {
      recipients += group.recipients.total();
      cost += group.cost();
      for (std::size_t i = 0; i < channels.size(); ++i) channels[i].messages += group.channels[i].messages;
    }
    CHECK(recipients == all.recipients.total());
    CHECK(cost == all.cost());
    for (std::size_t i = 0; i < channels.size(); ++i) CHECK(channels[i].messages == all.channels[i].messages);
  }
  std::int64_t messages = 0;
  std::int64_t cost = 0;
  std::int64_t without_route = 0;
  for (const auto& [code, one] : planned) {
    without_route += one.route ? 0 : 1;
    for (const auto& delivery : one.deliveries) {
      ++messages;
      cost += delivery.cost;
    }
  }
  CHECK(all.cost() == cost);
  std::int64_t by_channel = 0;
  for (const auto& channel : all.channels) by_channel += channel.messages;
  CHECK(by_channel == messages);
  std::int64_t on_routes = 0;
  for (const auto& route : summary.routes()) on_routes += route.recipients.total();
  CHECK(on_routes + without_route == all.recipients.total());
  std::int64_t reasons = 0;
  for (const auto& [reason, count] : summary.reasons()) reasons += count;
  CHECK(reasons == all.recipients.total() - all.recipients.of(RecipientState::pending));
  std::int64_t missing = 0;
  for (const auto& [column, count] : summary.missing_columns()) missing += count;
  CHECK(missing == summary.reasons().at(Reason::missing_value));
}

TEST_CASE("the plan does not depend on the order in which customers were stored") {
  PlanFixture fixture(kRoutes, kMore);
  std::vector<Customer> customers = made_up(2000, 9);
  plan::PlanSummary summary(fixture.basis());
  const auto planned = plan_all(fixture.basis(), customers, summary);
  std::shuffle(customers.begin(), customers.end(), std::mt19937(4));
  plan::PlanSummary again(fixture.basis());
  CHECK(plan_all(fixture.basis(), customers, again) == planned);
  CHECK(again.all() == summary.all());
}
