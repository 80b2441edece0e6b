#include <catch2/catch.hpp>

#include <set>
#include <variant>

#include "tests/daemon/dispatch/lane_bench.hpp"

namespace triand::dispatch {
namespace {

using domain::DeliveryState;
using domain::RecipientState;
using schedule::BreakerSettings;
using schedule::ConcurrencyWindow;

constexpr std::chrono::milliseconds kOutage = 1h;
constexpr std::chrono::milliseconds kStep = 1s;  // between two looks where a hold is due

const Outcome kRefused =
    Outcome::deferred(channels::FailureClass::transient, "gateway_down", "", "Connection refused");
const Outcome kBusy =
    Outcome::deferred(channels::FailureClass::transient, "gateway_down", "503", "down for an hour");

// How many probes the breaker's waits leave room for.
int most_probes(std::chrono::milliseconds outage) {
  const BreakerSettings rule;
  int probes = 0;
  std::chrono::milliseconds wait = rule.first;
  for (std::chrono::milliseconds passed = wait; passed <= outage; passed += wait) {
    ++probes;
    wait = std::min(std::chrono::round<std::chrono::milliseconds>(wait * rule.factor), rule.max);
  }
  return probes;
}

// A lane whose hours pass as fast as it has nothing to do: no step waits for anything but the lane.
struct Hours : Bench {
  explicit Hours(int customers) : Bench(customers, 8) {
    settings.retry = {};  // as an operator has it who wrote nothing
    // Near the window's beginning.
    clock = schedule::Moment{store.now - 50min, std::chrono::steady_clock::now()};
    begun = clock->steady;
    channel.handed_over = [this] { ++handed_over; };
  }

  [[nodiscard]] std::chrono::milliseconds passed() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(clock->steady - begun);
  }

  // Lets the time pass up to `end`, or until `done`: from one moment at which the lane wants to look to the next.
  template <class Condition>
  void pass_until(std::chrono::milliseconds end, Condition done) {
    REQUIRE(settles());
    while (passed() < end && !done()) {
      std::chrono::milliseconds step = schedule::kLongestLook;
      for (const Hold& hold : lane->holds())
        if (hold.expected)
          step = std::min(step, std::chrono::ceil<std::chrono::milliseconds>(*hold.expected - clock->wall));
      step = std::min(std::max(step, kStep), end - passed());
      clock->wall += step;
      clock->steady += step;
      lane->wake();
      REQUIRE(settles());
    }
  }

  [[nodiscard]] std::int64_t in_state(DeliveryState state) const { return store.state("sms", state); }

  schedule::SteadyTime begun;
  int handed_over = 0;
};

}  // namespace

TEST_CASE("a gateway that is down for an hour loses nobody, costs no attempt and is not stormed") {
  constexpr int kCustomers = 60;
  Hours bench(kCustomers);
  bench.channel.usual = kRefused;
  bench.make_lane();
  bench.pass_until(kOutage, [] { return false; });

  // It did strike, all the time, and everybody waits.
  const int tries = bench.handed_over;
  const int probes = most_probes(kOutage);
  CHECK(bench.holds(domain::HoldReason::breaker_open));
  CHECK(tries > probes / 2);
  CHECK(tries <= ConcurrencyWindow::kFirst * BreakerSettings().failed_cohorts + probes);
  CHECK(bench.in_state(DeliveryState::queued) == kCustomers);
  CHECK(bench.store.bucket(RecipientState::pending) == kCustomers);

  bench.channel.usual = Outcome::accepted("id");
  bench.channel.references.clear();
  const auto gone = [&] { return bench.in_state(DeliveryState::accepted) == kCustomers; };
  // The longest wait of the breaker, and the first of a delivery with all its spread.
  const auto soon = BreakerSettings().max + 2 * bench.settings.retry.first;
  bench.pass_until(kOutage + soon, gone);
  CHECK(gone());
  CHECK(bench.channel.references.size() == kCustomers);
  CHECK(std::set(bench.channel.references.begin(), bench.channel.references.end()).size() == kCustomers);
  CHECK(bench.store.counters_are_exact());
  store::Reader reader(bench.store.path());
  for (int customer = 1; customer <= kCustomers; ++customer)
    CHECK(reader.deliveries_of(customer).at(0).attempts == 1);
}

TEST_CASE("the same hour of a gateway that answers costs attempts, and ends in a failure") {
  Hours bench(1);
  bench.channel.usual = kBusy;
  bench.make_lane();
  bench.pass_until(kOutage + 50min, [&] { return bench.in_state(DeliveryState::failed) == 1; });
  CHECK(bench.in_state(DeliveryState::failed) == 1);
  CHECK(bench.handed_over == bench.settings.retry.attempts);
}

}  // namespace triand::dispatch
