#include <catch2/catch.hpp>

#include <set>

#include "tests/daemon/dispatch/lane_bench.hpp"

namespace triand::dispatch {
namespace {

using domain::DeliveryState;
using domain::RecipientState;

}  // namespace

TEST_CASE("a lane hands over everything once and never more at a time than its concurrency") {
  Bench bench(50, 4);
  bench.make_lane();
  REQUIRE(bench.until([&] { return bench.store.state("sms", DeliveryState::accepted) == 50; }));
  CHECK(std::set<std::string>(bench.channel.references.begin(), bench.channel.references.end()).size() == 50);
  CHECK(bench.channel.references.size() == 50);
  CHECK(bench.channel.most_in_flight <= 4);
  CHECK(bench.store.bucket(RecipientState::sent) == 50);
  CHECK(bench.store.counters_are_exact());
}

TEST_CASE("a lane tries again what was deferred and hands on what failed") {
  Bench bench(3, 1);
  bench.channel.script = {Outcome::deferred(channels::FailureClass::transient, "unreachable", "199", "busy"),
                          Outcome::rejected(channels::FailureClass::recipient, "bad_number", "108", "")};
  bench.make_lane();
  REQUIRE(bench.until([&] {
    return bench.store.state("sms", DeliveryState::accepted) == 2 &&
           bench.store.state("sms", DeliveryState::failed) == 1;
  }));
  CHECK(bench.channel.references.size() == 4);
  CHECK(bench.store.state("email", DeliveryState::queued) == 1);
  REQUIRE(bench.until([&] { return bench.queued == std::vector{bench.store.channels.at("email")}; }));
}

TEST_CASE("a lane stops with the account, keeps its queue and counts no attempt") {
  Bench bench(5, 1);
  bench.channel.usual = Outcome::deferred(channels::FailureClass::money, "no_balance", "103", "no money");
  bench.make_lane();
  REQUIRE(bench.until([&] { return bench.lane->stopped() && bench.lane->in_flight() == 0; }));
  CHECK(bench.stopped == 1);
  CHECK(bench.channel.references.size() == 1);
  CHECK(bench.store.state("sms", DeliveryState::queued) == 5);
  CHECK(bench.until([&] { return bench.holds(domain::HoldReason::channel_stopped); }));
}

TEST_CASE("orders that were read before the lane stopped do not start it again, and later ones do") {
  using channels::FailureClass;
  for (const auto failure : {FailureClass::money, FailureClass::content}) {
    Bench bench(5, 1);
    bench.channel.usual = Outcome::rejected(failure, "no_balance", "103", "");
    bench.make_lane();
    const auto before = std::chrono::steady_clock::now();
    REQUIRE(bench.until([&] { return bench.stopped == 1; }));
    bench.lane->set_stops({}, before);
    REQUIRE(bench.settles());
    bench.lane->set_stops({}, before);
    bench.lane->wake();
    REQUIRE(bench.settles());
    CHECK(bench.channel.references.size() == 1);
    CHECK(bench.stopped == 1);

    // Somebody resumes it.
    bench.store.run([&](store::WriteSession& session) {
      return store::clear_pause(session, bench.store.campaign, bench.settings.channel, 0, "an", "",
                                bench.store.now);
    });
    bench.channel.usual = Outcome::accepted("id");
    bench.lane->set_stops({}, std::chrono::steady_clock::now());
    bench.lane->wake();
    CHECK(bench.until([&] { return bench.store.state("sms", DeliveryState::accepted) == 5; }));
    CHECK(bench.store.counters_are_exact());
    bench.store.writer.reset();
  }
}

TEST_CASE("what was claimed when somebody stopped it goes back to its place, and no attempt is counted") {
  for (const bool whole_channel : {true, false}) {
    Bench bench(20, 4);
    bench.settings.daily_quota = 100;
    const Stops stops{.pauses = std::vector<store::PauseRow>(1), .channel = whole_channel};
    bench.channel.handed_over = [&] {
      if (bench.channel.references.size() == 1)
        bench.lane->set_stops(stops, std::chrono::steady_clock::now());
    };
    bench.make_lane();
    REQUIRE(bench.until([&] { return !bench.channel.references.empty(); }));
    REQUIRE(bench.settles());
    CHECK(bench.channel.references.size() == 1);
    CHECK(bench.store.state("sms", DeliveryState::accepted) == 1);
    CHECK(bench.store.state("sms", DeliveryState::queued) == 19);
    CHECK(bench.quota_used() == 1);
    CHECK(bench.store.counters_are_exact());
    bench.store.writer.reset();
  }
}

TEST_CASE("of a notice that stands it is told as of when its customer was known, and of no other message") {
  for (const bool notices : {true, false}) {
    Bench bench(6, 1);
    bench.channel.notices = notices;
    bench.channel.script = {Outcome::rejected(channels::FailureClass::recipient, "bad_number", "108", ""),
                            Outcome::in_doubt("timeout", "", "")};
    std::vector<schedule::SteadyTime> handed_over;
    bench.channel.handed_over = [&] { handed_over.push_back(std::chrono::steady_clock::now()); };
    const auto before = std::chrono::steady_clock::now();
    bench.make_lane();
    REQUIRE(bench.until([&] { return bench.store.state("sms", DeliveryState::accepted) == 4; }));
    REQUIRE(bench.settles());
    // One in doubt may stand as well.
    REQUIRE(bench.published.size() == (notices ? 5 : 0));
    for (std::size_t at = 0; at < bench.published.size(); ++at) {
      CHECK(bench.published[at] >= before);
      CHECK(bench.published[at] <= handed_over[at + 1]);
    }
    bench.store.writer.reset();
  }
}

TEST_CASE("a lane stops before the budget is passed") {
  Bench bench(10, 2);
  bench.run->budget = 4;
  bench.make_lane();
  REQUIRE(bench.until([&] {
    return bench.store.state("sms", DeliveryState::accepted) == 4 && bench.lane->in_flight() == 0 &&
           bench.holds(domain::HoldReason::budget_spent);
  }));
  CHECK(bench.channel.references.size() == 4);
}

TEST_CASE("a customer who must not be written to is handed to no gateway, and the leg ends or goes on") {
  for (const bool here : {false, true}) {
    Bench bench(3, 1);
    bench.run->suppressed = 2;
    bench.run->suppressed_here = here;
    bench.make_lane();
    REQUIRE(bench.until([&] {
      return bench.store.state("sms", DeliveryState::accepted) == 2 &&
             bench.store.state("sms", DeliveryState::failed) == 1;
    }));
    CHECK(bench.channel.references.size() == 2);
    // A refusal ends the leg, unless it was about this channel or address alone.
    CHECK(bench.store.state("email", DeliveryState::queued) == (here ? 1 : 0));
    CHECK(bench.store.counters_are_exact());
    bench.store.writer.reset();
  }
}

TEST_CASE("a lane that is stopped claims nothing more and records what was on its way") {
  Bench bench(20, 3);
  bench.make_lane();
  REQUIRE(bench.until([&] { return bench.channel.references.size() >= 3; }));
  bench.lane->stop();
  REQUIRE(bench.until([&] { return bench.lane->in_flight() == 0; }));
  CHECK(bench.store.state("sms", DeliveryState::sending) == 0);
  CHECK(bench.store.state("sms", DeliveryState::queued) + bench.store.state("sms", DeliveryState::accepted) ==
        20);
  CHECK(bench.store.counters_are_exact());
}

TEST_CASE("a database that is not adopted sends nothing") {
  Bench bench;
  bench.make_lane();
  bench.lane->set_adopted(false);
  for (int turn = 0; turn < 5; ++turn) bench.io.run_one_for(20ms);
  CHECK(bench.channel.references.empty());
  CHECK(bench.until([&] { return bench.holds(domain::HoldReason::not_adopted); }));
}

TEST_CASE("a doubt that was held longer than the gateway remembers references is not sent again") {
  const auto remembers = GENERATE(0ms, std::chrono::milliseconds(30min), std::chrono::milliseconds(55min));
  CAPTURE(remembers.count());
  Bench bench(1);
  bench.settings.in_doubt = InDoubtPolicy::resend;
  bench.channel.remembers = remembers;
  bench.channel.script = {Outcome::in_doubt("timeout", "", "no answer")};
  // Some time passes before it would be sent again, and the window is still open then.
  bench.channel.handed_over = [&bench] { bench.later = 40min; };
  bench.make_lane();
  const bool again = remembers != std::chrono::milliseconds(30min);
  REQUIRE(bench.until([&] {
    return bench.store.state("sms", again ? DeliveryState::accepted : DeliveryState::in_doubt) == 1 &&
           bench.lane->in_flight() == 0;
  }));
  CHECK(bench.channel.references.size() == (again ? 2 : 1));
  store::Reader reader(bench.store.path());
  const auto view = reader.deliveries_of(1).at(0);
  if (!again) {
    CHECK(view.attempts == 1);
    CHECK(reader.history(view.id).back().detail.find("no longer recognises") != std::string::npos);
  }
}

TEST_CASE("a lane sends no more than the gateway's quota leaves, and waits for its next day") {
  Bench bench(20, 4);
  const auto now = std::chrono::system_clock::now();
  bench.channel.day = channels::GatewayQuota{.limit = 7, .left = 7, .told_at = now, .resets_at = now + 1h};
  bench.make_lane();
  // While four are on their way they count twice, at the gateway and as leased: that hold is over with their answers.
  REQUIRE(bench.until([&] {
    return bench.channel.references.size() >= 7 && bench.holds(domain::HoldReason::daily_quota) &&
           bench.lane->in_flight() == 0;
  }));
  CHECK(bench.channel.references.size() == 7);
  CHECK(bench.store.state("sms", DeliveryState::queued) == 13);
  // Midnight passes.
  bench.channel.day->left = 7;
  bench.lane->wake();
  REQUIRE(bench.until([&] { return bench.channel.references.size() == 14; }));
}

TEST_CASE("what the quota leaves no day for goes to the next channel where the policy says so, and no more") {
  Bench bench(20, 4);
  bench.settings.over_quota = OverQuotaPolicy::fallback;
  const auto now = std::chrono::system_clock::now();
  // Tomorrow is the window's last day.
  bench.channel.day = channels::GatewayQuota{.limit = 7, .left = 7, .told_at = now, .resets_at = now + 1h};
  bench.make_lane();
  REQUIRE(bench.until([&] { return bench.store.state("email", DeliveryState::queued) == 6; }));
  REQUIRE(bench.until([&] { return bench.holds(domain::HoldReason::daily_quota); }));
  CHECK(bench.channel.references.size() == 7);
  CHECK(bench.store.state("sms", DeliveryState::failed) == 6);
  CHECK(bench.store.state("sms", DeliveryState::queued) == 7);
  CHECK(bench.store.counters_are_exact());
  // What was passed on is in nobody's quota.
  CHECK(bench.quota_used() == 7);
}

TEST_CASE("what is handed to nobody leaves rate and quota to others") {
  Bench bench(6, 2);
  bench.settings.daily_quota = 3;
  bench.run->suppressed = 2;
  bench.make_lane();
  REQUIRE(bench.until(
      [&] { return bench.holds(domain::HoldReason::daily_quota) && bench.lane->in_flight() == 0; }));
  CHECK(bench.channel.references.size() == 3);
  CHECK(bench.store.state("sms", DeliveryState::failed) == 1);
  CHECK(bench.quota_used() == 3);
}

TEST_CASE("what a stopping channel never began with leaves the quota to others") {
  Bench bench(1, 1);
  bench.settings.daily_quota = 5;
  bench.channel.script = {
      Outcome::deferred(channels::FailureClass::transient, "interrupted", "", "stopping")};
  bench.make_lane();
  REQUIRE(bench.until([&] { return bench.store.state("sms", DeliveryState::accepted) == 1; }));
  CHECK(bench.channel.references.size() == 2);
  CHECK(bench.quota_used() == 1);
}

TEST_CASE("a refusal goes on to the next channel only where the campaign says so") {
  for (const bool passes_on : {false, true}) {
    Bench bench(1, 1);
    bench.run->passes_on = passes_on;
    bench.channel.usual = Outcome::rejected(channels::FailureClass::recipient, "opted_out", "-139", "");
    bench.make_lane();
    REQUIRE(bench.until([&] { return bench.store.state("sms", DeliveryState::failed) == 1; }));
    CHECK(bench.store.state("email", DeliveryState::queued) == (passes_on ? 1 : 0));
    bench.store.writer.reset();
  }
}

TEST_CASE("a template's own limit holds back its campaign and not the rate of the channel") {
  Bench bench(5, 1);
  bench.settings.rate = schedule::Rate{1000, 1s};
  Outcome limit = Outcome::deferred(channels::FailureClass::throttled, "out_of_quota", "-147", "");
  limit.retry_after = 1h;
  limit.of_template = true;
  bench.channel.usual = limit;
  bench.make_lane();
  REQUIRE(bench.until([&] { return bench.holds(domain::HoldReason::rate_limited); }));
  CHECK(bench.channel.references.size() == 1);
  CHECK(bench.lane->rate() == Approx(1000));
}

TEST_CASE("a channel that renews its token holds its lane and says so") {
  Bench bench(2, 1);
  bench.channel.why_blocked = "token_renewing";
  bench.make_lane();
  REQUIRE(bench.until([&] { return bench.holds(domain::HoldReason::token_renewing); }));
  CHECK(bench.channel.references.empty());
  bench.channel.why_blocked.clear();
  bench.lane->wake();
  REQUIRE(bench.until([&] { return bench.channel.references.size() == 2; }));
}

}  // namespace triand::dispatch
