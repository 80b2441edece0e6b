#include "daemon/plan/campaign_forecast.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "daemon/plan/canary_hold.hpp"
#include "daemon/plan/forecast_lane.hpp"
#include "daemon/plan/forecast_result.hpp"
#include "daemon/plan/late_work.hpp"
#include "daemon/schedule/lane_decision.hpp"

namespace triand::plan {
namespace {

using schedule::WallTime;

// Without a rate messages leave at once, as far as hours and days can tell.
constexpr double kAtOnce = 1e7;
constexpr double kNever = std::numeric_limits<double>::infinity();
// Between two answers of the scheduler nothing changes but what is passed on to the next channel.
constexpr double kSteps = 4000;
constexpr double kShortestStep = 0.05;
constexpr double kLongestStep = 60;
// A channel that other campaigns need wholly: messages a second.
constexpr double kCrawl = 1e-9;
// The clock goes on by this at least.
constexpr double kTick = 1e-8;

class Simulation {
 public:
  explicit Simulation(const ForecastInput& input) : input_(input), canary_(input) {
    for (const ForecastChannel& facts : input.channels) lanes_.push_back(forecast_lane(input, facts));
    for (const ForecastWork& work : input.work) {
      const std::size_t chain = chain_of(work.then);
      if (work.after.count() > 0)
        late_.add({seconds(work.after), work.channel, work.unit, chain, work.messages});
      else
        put(work, std::min(work.rank, input.ranks - 1), chain);
    }
    end_ = std::max(0.0, seconds(input.window.closes_at() - input.now));
    choose_step();
  }

  CampaignForecast run() {
    while (now_ < end_ && something_left()) {
      release_late();
      judge_canary();
      double next = std::min(end_, (std::floor(now_ / step_ + kDust) + 1) * step_);
      bool moving = false;
      double wake = kNever;
      for (ForecastLane& lane : lanes_) {
        next = std::min(next, look_at(lane, wake));
        moving = moving || lane.speed > 0 || lane.spill > 0;
      }
      // While nothing moves, nothing happens until somebody may go on, a receipt is overdue or a verdict comes.
      if (!moving) next = std::min({end_, wake, late_.next()});
      if (canary_.holds()) next = std::min(next, canary_.verdict_at());
      flow_until(std::max(next, now_ + kTick));
    }
    release_canary();
    return forecast_result(lanes_, input_.units, input_.now);
  }

 private:
  std::size_t chain_of(const std::vector<std::size_t>& then) {
    const auto [at, fresh] = chain_numbers_.emplace(then, chains_.size());
    if (fresh) chains_.push_back(then);
    return at->second;
  }

  void choose_step() {
    const double open = seconds(input_.window.open_time_left(input_.now));
    step_ = is_smooth() ? std::max(open, 1.0) + end_
                        : std::clamp(open / (input_.coarse ? kSteps / 10 : kSteps), kShortestStep,
                                     input_.coarse ? kLongestStep * 10 : kLongestStep);
  }

  void put(const ForecastWork& work, std::size_t rank, std::size_t chain) {
    const double first = canary_.holds() ? std::min(work.first, work.messages) : work.messages;
    enqueue({work.channel, work.unit, rank, chain, first});
    if (first < work.messages) arrive(work.channel, work.unit, rank, chain, work.messages - first);
  }

  void enqueue(const CanaryHold::Kept& one) {
    lanes_[one.channel].queue.add(one.unit, one.rank, one.chain, one.amount);
    lanes_[one.channel].messages += one.amount;
  }

  void arrive(std::size_t channel, std::size_t unit, std::size_t rank, std::size_t chain, double amount) {
    const CanaryHold::Kept one{channel, unit, rank, chain, amount};
    if (!canary_.keeps(channel, unit)) return enqueue(one);
    canary_.keep(one);
    lanes_[channel].kept += amount;
  }

  void judge_canary() {
    if (!canary_.holds()) return;
    if (std::ranges::all_of(lanes_, [](const ForecastLane& lane) { return lane.queue.left() <= 0; })) {
      std::vector<CanaryHold::Gone> gone;
      for (std::size_t at = 0; at < lanes_.size(); ++at) {
        const double most = *std::ranges::max_element(lanes_[at].finished);
        if (most >= 0) gone.push_back({at, most, lanes_[at].finish(most)});
      }
      canary_.all_gone(gone);
    }
    if (now_ + kDust < canary_.verdict_at()) return;
    release_canary();
    choose_step();
  }

  void release_canary() {
    for (const CanaryHold::Kept& one : canary_.release()) enqueue(one);
    for (ForecastLane& lane : lanes_) lane.kept = 0;
  }

  [[nodiscard]] FluidQueue::Wanted goes_on() const {
    return [this](std::size_t chain) { return !chains_[chain].empty(); };
  }

  // What falls back stands behind all that was planned.
  void fall_back(std::size_t unit, std::size_t chain, double amount) {
    std::vector<std::size_t> then = chains_[chain];
    const std::size_t channel = then.front();
    then.erase(then.begin());
    arrive(channel, unit, input_.ranks > 1 ? input_.ranks : 0, chain_of(then), amount);
  }

  // Nothing is passed on and nobody goes first: between what the scheduler itself says nothing changes.
  [[nodiscard]] bool is_smooth() const {
    if (!late_.empty() || input_.ranks > 1 || canary_.holds()) return false;
    return std::ranges::all_of(lanes_, [&](const ForecastLane& lane) {
      const domain::Expectation& expects = lane.facts->expects;
      return lane.queue.left() <= 0 || (!lane.facts->spills && expects.fails <= 0 &&
                                        expects.no_receipt <= 0 && expects.tried_again <= 0);
    });
  }

  [[nodiscard]] bool something_left() const {
    return !late_.empty() ||
           std::ranges::any_of(lanes_, [](const ForecastLane& lane) { return lane.waiting() > 0; });
  }

  void release_late() {
    for (const LateWork::Late& late : late_.take_due(now_))
      arrive(late.channel, late.unit, input_.ranks > 1 ? input_.ranks : 0, late.chain, late.amount);
  }

  [[nodiscard]] schedule::Moment moment() const {
    const auto passed = std::chrono::round<std::chrono::nanoseconds>(std::chrono::duration<double>(now_));
    return {.wall = input_.now + std::chrono::duration_cast<WallTime::duration>(passed),
            .steady = schedule::SteadyTime(passed)};
  }

  // Asks the scheduler; sets the lane's speed and returns when to ask again.
  double look_at(ForecastLane& lane, double& wake) const {
    lane.speed = 0;
    lane.spill = 0;
    if (lane.queue.left() <= 0) return kNever;
    const schedule::Moment now = moment();
    schedule::LaneSituation situation;
    situation.window = &input_.window;
    situation.channel_hours = lane.facts->hours;
    situation.fresh = static_cast<std::int64_t>(std::ceil(lane.waiting()));
    situation.left = situation.fresh;
    situation.quota = lane.quota ? &*lane.quota : nullptr;
    const double may_spill = lane.facts->spills && lane.quota ? lane.queue.left_of(goes_on()) : 0;
    if (may_spill > kDust) {
      const auto over = schedule::over_quota(situation.left, lane.quota_limit, input_.window,
                                             input_.zone.local(now.wall).day);
      situation.spill = std::min(over, static_cast<std::int64_t>(std::ceil(may_spill)));
    }
    const schedule::LaneDecision decision = schedule::decide(situation, now);
    if (const auto* wait = std::get_if<schedule::WaitUntil>(&decision)) {
      const double until = wait->expected ? seconds(*wait->expected - input_.now) : kNever;
      wake = std::min(wake, until);
      return until;
    }
    if (std::get<schedule::Take>(decision).spills) {
      lane.spill = std::min(static_cast<double>(situation.spill), may_spill);
      return now_;
    }
    return move(lane, now);
  }

  double move(ForecastLane& lane, const schedule::Moment& now) const {
    double open = 0;
    double stretch_ends = kNever;
    for (const auto& [from, to] : lane.open) {
      if (to <= now_ + kDust) continue;
      stretch_ends = std::min(stretch_ends, to);
      open += to - std::max(from, now_);
    }
    const ForecastChannel& facts = *lane.facts;
    // Amounts are no whole messages: the pace for one, so many times.
    lane.speed = std::min(lane.pacer.per_second(1, nanoseconds(open)) * lane.waiting(), kAtOnce);
    double most = kNever;
    if (facts.rate) most = facts.rate->per_second();
    if (facts.most_per_second) most = std::min(most, *facts.most_per_second);
    lane.speed = std::min(lane.speed, std::max(most - lane.others_per_second, kCrawl));
    // What trickles in from another channel is gathered, or the clock would stand still.
    const double least = lanes_.size() > 1 ? step_ / 8 : 0;
    double next = std::min(stretch_ends, now_ + std::max(least, lane.queue.left() / lane.settling()));
    if (lane.quota) {
      const double quota = static_cast<double>(lane.quota->left(now.wall)) - lane.uncounted;
      next = std::min(next, now_ + std::max(quota, 0.0) / lane.speed);
    }
    return next;
  }

  static std::chrono::nanoseconds nanoseconds(double seconds) {
    return std::chrono::round<std::chrono::nanoseconds>(std::chrono::duration<double>(seconds));
  }

  void flow_until(double next) {
    const schedule::Moment now = moment();
    const double before = now_;
    const double span = next - now_;
    now_ = next;
    struct Passed {
      std::size_t unit;
      std::size_t chain;
      double amount;
    };
    std::vector<Passed> passed;
    for (ForecastLane& lane : lanes_) {
      lane.queue.take_of(goes_on(), lane.spill, [&](std::size_t unit, std::size_t chain, double amount) {
        passed.push_back({unit, chain, amount});
      });
      if (lane.speed <= 0) continue;
      lane.last_speed = std::min(lane.speed, lane.messages);
      const domain::Expectation& expects = lane.facts->expects;
      const double done = std::min(lane.queue.left(), lane.settling() * span);
      const double finished = std::min(now_, before + done / lane.settling());
      lane.sent += done;
      lane.queue.drain(done, [&](std::size_t unit, std::size_t chain, double amount) {
        lane.finished[unit] = finished;
        if (chains_[chain].empty()) return;
        if (expects.fails > 0) passed.push_back({unit, chain, amount * expects.fails});
        if (expects.no_receipt > 0 && lane.facts->receipt_timeout)
          wait_for_receipt(unit, chain, amount * expects.no_receipt, *lane.facts->receipt_timeout);
      });
      if (lane.quota) lane.count(now.wall, done / (1 - expects.tried_again));
    }
    for (const Passed& one : passed) fall_back(one.unit, one.chain, one.amount);
  }

  // Gathered step by step: two that come due in the same step are one.
  void wait_for_receipt(std::size_t unit, std::size_t chain, double amount,
                        std::chrono::milliseconds timeout) {
    std::vector<std::size_t> then = chains_[chain];
    const std::size_t channel = then.front();
    then.erase(then.begin());
    const std::size_t rest = chain_of(then);
    const double due = std::ceil((now_ + seconds(timeout)) / step_ - kDust) * step_;
    late_.gather({due, channel, unit, rest, amount});
  }

  const ForecastInput& input_;
  CanaryHold canary_;
  std::vector<ForecastLane> lanes_;
  std::vector<std::vector<std::size_t>> chains_;
  std::map<std::vector<std::size_t>, std::size_t> chain_numbers_;
  LateWork late_;
  double now_ = 0;
  double end_ = 0;
  double step_ = 1;
};

}  // namespace

CampaignForecast forecast_campaign(const ForecastInput& input) {
  const schedule::WallTime opening = input.window.opens_at();
  if (input.now >= opening) return Simulation(input).run();
  // Before the window opens nothing moves; and years of waiting would leave a moment no room in a double.
  ForecastInput later = input;
  later.now = opening;
  for (ForecastWork& work : later.work) {
    const auto waited = std::chrono::duration_cast<decltype(work.after)>(opening - input.now);
    work.after = std::max(work.after - waited, decltype(work.after)::zero());
  }
  if (input.zone.local(opening).day != input.zone.local(input.now).day)
    for (ForecastChannel& channel : later.channels) channel.used_today = 0;
  return Simulation(later).run();
}

}  // namespace triand::plan
