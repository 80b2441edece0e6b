#pragma once

#include <algorithm>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "daemon/dispatch/lane.hpp"
#include "daemon/domain/reference.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::dispatch {

using channels::Outcome;
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
  [[nodiscard]] bool can_withdraw() const override { return notices; }

  bool notices = false;

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
                        if (clock) return *clock;
                        return schedule::Moment{std::chrono::system_clock::now() + later,
                                                std::chrono::steady_clock::now()};
                      },
                  .day = [](schedule::WallTime) { return 20261218; },
                  .queued = [this](std::int64_t row) { queued.push_back(row); },
                  .stopped = [this](const std::string&, const Outcome&) { ++stopped; },
                  .published = [this](schedule::SteadyTime since) { published.push_back(since); }});
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

  // Turns the loop until nothing is on its way and nobody has anything to do at this moment of the clock.
  bool settles() {
    return until([this] { return io.poll() == 0 && !lane->busy(); });
  }

  std::chrono::minutes later{0};          // than it is
  std::optional<schedule::Moment> clock;  // of the test's own, instead of the real ones
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
  std::vector<schedule::SteadyTime> published;
  int stopped = 0;
};

}  // namespace triand::dispatch
