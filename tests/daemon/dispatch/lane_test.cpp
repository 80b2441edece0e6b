#include "daemon/dispatch/lane.hpp"

#include <catch2/catch.hpp>

#include <deque>
#include <set>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "daemon/domain/reference.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::dispatch {
namespace {

using channels::Outcome;
using domain::DeliveryState;
using domain::RecipientState;
using namespace std::chrono_literals;

// A gateway that answers as it is told, in a later turn of the loop.
class ScriptedChannel : public channels::Channel {
 public:
  explicit ScriptedChannel(boost::asio::io_context& io) : io_(io) {}

  void start(channels::Runtime&) override {}
  void send(channels::Envelope envelope, Done done) override {
    references.push_back(envelope.reference);
    if (handed_over) handed_over();
    ++in_flight;
    most_in_flight = std::max(most_in_flight, in_flight);
    boost::asio::post(io_, [this, done = std::move(done), outcome = next()] {
      --in_flight;
      if (day && day->left > 0) --day->left;
      done(outcome);
    });
  }
  void stop(std::chrono::milliseconds) override {}
  [[nodiscard]] std::chrono::milliseconds recognises() const override { return remembers; }

  std::chrono::milliseconds remembers{0};
  std::function<void()> handed_over;
  std::optional<channels::GatewayQuota> quota() const override { return day; }
  std::string blocked() const override { return why_blocked; }

  std::optional<channels::GatewayQuota> day;
  std::string why_blocked;
  std::deque<Outcome> script;  // then `usual`
  Outcome usual = Outcome::accepted("id");
  std::vector<std::string> references;
  int in_flight = 0;
  int most_in_flight = 0;

 private:
  Outcome next() {
    if (script.empty()) return usual;
    Outcome outcome = script.front();
    script.pop_front();
    return outcome;
  }

  boost::asio::io_context& io_;
};

class PlainRun : public CampaignRun {
 public:
  PlainRun(std::int64_t row, schedule::CampaignWindow window, std::int64_t sms, std::int64_t email)
      : row_(row), window_(std::move(window)), sms_(sms), email_(email) {}
  std::int64_t row() const override { return row_; }
  const std::string& id() const override { return id_; }
  const schedule::CampaignWindow& window() const override { return window_; }
  domain::Campaign::Pace pace() const override { return domain::Campaign::Pace::fast; }
  bool uses(std::int64_t) const override { return true; }
  bool falls_back_from(std::int64_t channel) const override { return channel == sms_; }
  std::optional<std::int64_t> budget_left(std::int64_t) const override { return budget; }
  bool commit_cost(std::int64_t cost) override {
    if (budget && *budget < cost) return false;
    if (budget) *budget -= cost;
    return true;
  }
  void return_cost(std::int64_t cost) override {
    if (budget) *budget += cost;
  }
  Prepared prepare(std::int64_t, const store::ClaimedDelivery& delivery) override {
    Prepared out;
    out.envelope.reference =
        domain::make_reference(id_, delivery.customer.customer.code, delivery.leg, "sms");
    out.envelope.to = delivery.customer.customer.phone;
    out.cost = 1;
    if (delivery.customer.customer.id == suppressed) {
      out.reason = domain::Reason::opted_out;
      out.goes_on = suppressed_here;
    }
    return out;
  }
  std::optional<std::int64_t> next_channel(int, int, std::int64_t channel,
                                           const domain::Customer&) const override {
    return channel == sms_ ? std::optional(email_) : std::nullopt;
  }

  bool passes_refusals_on() const override { return passes_on; }

  bool passes_on = false;
  std::optional<std::int64_t> budget;
  std::int64_t suppressed = 0;   // a customer
  bool suppressed_here = false;  // by this channel alone

 private:
  std::int64_t row_;
  std::string id_ = "t-2026";
  schedule::CampaignWindow window_;
  std::int64_t sms_;
  std::int64_t email_;
};

// One lane over a real store.
struct Bench {
  explicit Bench(int customers = 10, std::int64_t concurrency = 4) : store(customers) {
    store.approve();
    settings.name = "sms";
    settings.channel = store.channels.at("sms");
    settings.concurrency = concurrency;
    settings.retry.first = 1ms;
    settings.retry.max = 1ms;
    const auto day = zone.local(store.now).day;
    const std::chrono::year_month_day before{std::chrono::sys_days{day} - std::chrono::days{1}};
    const std::chrono::year_month_day after{std::chrono::sys_days{day} + std::chrono::days{1}};
    run = std::make_shared<PlainRun>(store.campaign,
                                     schedule::CampaignWindow(zone, {before, after}, {0min, 24h}),
                                     store.channels.at("sms"), store.channels.at("email"));
  }

  // The writer answers to the loop: it goes first.
  ~Bench() { store.writer.reset(); }

  void make_lane() {
    lane = std::make_unique<Lane>(
        settings, channel, zone,
        LaneWorld{.executor = io.get_executor(),
                  .writer = *store.writer,
                  .now =
                      [this] {
                        return schedule::Moment{std::chrono::system_clock::now() + later,
                                                std::chrono::steady_clock::now()};
                      },
                  .day = [](schedule::WallTime) { return 20261218; },
                  .queued = [this](std::int64_t row) { queued.push_back(row); },
                  .stopped = [this](const std::string&, const Outcome&) { ++stopped; }});
    lane->set_runs({run});
    lane->wake();
  }

  [[nodiscard]] bool holds(domain::HoldReason reason) const {
    const auto all = lane->holds();
    return !all.empty() && all.front().reason == reason;
  }

  [[nodiscard]] std::int64_t quota_used() const {
    return store::Reader(store.path()).quota_used(store.channels.at("sms"), 20261218);
  }

  // Turns the loop until the condition holds.
  template <class Condition>
  bool until(Condition condition) {
    const auto deadline = std::chrono::steady_clock::now() + 30s;
    while (!condition() && std::chrono::steady_clock::now() < deadline) io.run_one_for(50ms);
    return condition();
  }

  std::chrono::minutes later{0};  // than it is
  store::StoreFixture store;
  boost::asio::io_context io;
  // Answers of the writer come from its own thread: the loop must not take a quiet moment for the end.
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work =
      boost::asio::make_work_guard(io);
  schedule::TimeZone zone = *schedule::TimeZone::find("Asia/Ho_Chi_Minh");
  LaneSettings settings;
  ScriptedChannel channel{io};
  std::shared_ptr<PlainRun> run;
  std::unique_ptr<Lane> lane;
  std::vector<std::int64_t> queued;
  int stopped = 0;
};

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
