#include "daemon/plan/campaign_forecast.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <numeric>

#include "daemon/plan/fluid_queue.hpp"
#include "daemon/schedule/daily_quota.hpp"
#include "daemon/schedule/lane_decision.hpp"
#include "daemon/schedule/pacer.hpp"

namespace triand::plan {
namespace {

using schedule::WallTime;

// Without a rate messages leave at once, as far as hours and days can tell.
constexpr double kAtOnce = 1e7;
constexpr double kDust = 1e-6;
constexpr double kNever = std::numeric_limits<double>::infinity();
// Between two answers of the scheduler nothing changes but what is passed on to the next channel.
constexpr double kSteps = 4000;
constexpr double kShortestStep = 0.05;
constexpr double kLongestStep = 60;
// A channel that other campaigns need wholly: messages a second.
constexpr double kCrawl = 1e-9;
// The clock goes on by this at least.
constexpr double kTick = 1e-8;

double seconds(WallTime::duration duration) { return std::chrono::duration<double>(duration).count(); }

// Amounts as whole messages that add up to the rounded sum: the largest fractions are rounded up.
std::vector<std::int64_t> whole_messages(const std::vector<double>& amounts) {
  std::vector<std::int64_t> out;
  std::vector<std::size_t> by_fraction;
  for (const double amount : amounts) {
    by_fraction.push_back(out.size());
    out.push_back(static_cast<std::int64_t>(std::floor(amount)));
  }
  const std::int64_t whole = std::llround(std::accumulate(amounts.begin(), amounts.end(), 0.0));
  std::int64_t missing = whole - std::accumulate(out.begin(), out.end(), std::int64_t{0});
  std::ranges::stable_sort(by_fraction, std::greater(),
                           [&](std::size_t at) { return amounts[at] - static_cast<double>(out[at]); });
  for (const std::size_t at : by_fraction)
    if (missing-- > 0) ++out[at];
  return out;
}

// One channel on the virtual clock; times are seconds from the forecast's beginning.
struct Lane {
  const ForecastChannel* facts;
  FluidQueue queue;
  schedule::Pacer pacer;
  std::optional<schedule::DailyQuota> quota;
  std::int64_t quota_limit = 0;                 // what other campaigns leave of it
  std::vector<std::pair<double, double>> open;  // stretches
  double others_per_second = 0;
  double uncounted = 0;  // of the quota: fractions of a message
  double speed = 0;      // hand-overs a second until the next event
  double spill = 0;      // passed on at once: the quota leaves no day for it
  double messages = 0;
  double sent = 0;
  double last_speed = 0;         // as long as there was something to send
  std::vector<double> finished;  // by unit: when its last message left so far; negative: none has
};

// What waits for a receipt that will not come.
struct Late {
  double due = 0;
  std::size_t channel = 0;
  std::size_t unit = 0;
  std::size_t chain = 0;
  double amount = 0;
};

class Simulation {
 public:
  explicit Simulation(const ForecastInput& input) : input_(input) {
    for (const ForecastChannel& facts : input.channels) {
      const auto whole = input.window.open_time_left(input.window.opens_at(), facts.hours);
      Lane lane{.facts = &facts,
                .queue = FluidQueue(input.units, input.ranks + 1),
                .pacer = schedule::Pacer(input.pace, whole, {}),
                .quota = {},
                .quota_limit = 0,
                .open = {},
                .others_per_second = 0,
                .finished = std::vector<double>(input.units, -1)};
      for (const auto& stretch : input.window.stretches(input.now, facts.hours))
        lane.open.emplace_back(seconds(stretch.from - input.now), seconds(stretch.to - input.now));
      leave_to_others(lane);
      if (facts.daily_quota)
        lane.quota.emplace(input.zone, lane.quota_limit,
                           schedule::day_number(input.zone.local(input.now).day), facts.used_today);
      lanes_.push_back(std::move(lane));
    }
    for (const ForecastWork& work : input.work) {
      const std::size_t chain = chain_of(work.then);
      if (work.after.count() > 0)
        late_.push_back({seconds(work.after), work.channel, work.unit, chain, work.messages});
      else
        arrive(work.channel, work.unit, std::min(work.rank, input.ranks - 1), chain, work.messages);
    }
    end_ = std::max(0.0, seconds(input.window.closes_at() - input.now));
    const double open = seconds(input.window.open_time_left(input.now));
    step_ = is_smooth() ? std::max(open, 1.0) + end_
                        : std::clamp(open / (input.coarse ? kSteps / 10 : kSteps), kShortestStep,
                                     input.coarse ? kLongestStep * 10 : kLongestStep);
  }

  CampaignForecast run() {
    while (now_ < end_ && something_left()) {
      release_late();
      double next = std::min(end_, (std::floor(now_ / step_ + kDust) + 1) * step_);
      bool moving = false;
      double wake = kNever;
      for (Lane& lane : lanes_) {
        next = std::min(next, look_at(lane, wake));
        moving = moving || lane.speed > 0 || lane.spill > 0;
      }
      // While nothing moves, nothing happens until somebody may go on or a receipt is overdue.
      if (!moving) next = std::min({end_, wake, next_late()});
      flow_until(std::max(next, now_ + kTick));
    }
    return result();
  }

 private:
  std::size_t chain_of(const std::vector<std::size_t>& then) {
    const auto [at, fresh] = chain_numbers_.emplace(then, chains_.size());
    if (fresh) chains_.push_back(then);
    return at->second;
  }

  // Other campaigns have their turns as well: the same part of every second and day.
  void leave_to_others(Lane& lane) const {
    const ForecastChannel& facts = *lane.facts;
    lane.quota_limit = facts.daily_quota.value_or(0);
    if (facts.others <= 0 || lane.open.empty()) return;
    lane.others_per_second = facts.others / seconds(input_.window.open_time_left(input_.now, facts.hours));
    const double a_day = std::ceil(facts.others / static_cast<double>(lane.open.size()));
    lane.quota_limit = std::max<std::int64_t>(0, lane.quota_limit - std::llround(a_day));
  }

  void arrive(std::size_t channel, std::size_t unit, std::size_t rank, std::size_t chain, double amount) {
    lanes_[channel].queue.add(unit, rank, chain, amount);
    lanes_[channel].messages += amount;
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
    if (!late_.empty() || input_.ranks > 1) return false;
    return std::ranges::all_of(lanes_, [&](const Lane& lane) {
      const domain::Expectation& expects = lane.facts->expects;
      return lane.queue.left() <= 0 || (!lane.facts->spills && expects.fails <= 0 &&
                                        expects.no_receipt <= 0 && expects.tried_again <= 0);
    });
  }

  [[nodiscard]] bool something_left() const {
    return !late_.empty() ||
           std::ranges::any_of(lanes_, [](const Lane& lane) { return lane.queue.left() > 0; });
  }

  [[nodiscard]] double next_late() const {
    double next = kNever;
    for (const Late& late : late_) next = std::min(next, late.due);
    return next;
  }

  void release_late() {
    std::vector<Late> due;
    std::erase_if(late_, [&](const Late& late) {
      if (late.due > now_ + kDust) return false;
      due.push_back(late);
      return true;
    });
    for (const Late& late : due)
      arrive(late.channel, late.unit, input_.ranks > 1 ? input_.ranks : 0, late.chain, late.amount);
  }

  [[nodiscard]] schedule::Moment moment() const {
    const auto passed = std::chrono::round<std::chrono::nanoseconds>(std::chrono::duration<double>(now_));
    return {.wall = input_.now + std::chrono::duration_cast<WallTime::duration>(passed),
            .steady = schedule::SteadyTime(passed)};
  }

  // Asks the scheduler; sets the lane's speed and returns when to ask again.
  double look_at(Lane& lane, double& wake) const {
    lane.speed = 0;
    lane.spill = 0;
    if (lane.queue.left() <= 0) return kNever;
    const schedule::Moment now = moment();
    schedule::LaneSituation situation;
    situation.window = &input_.window;
    situation.channel_hours = lane.facts->hours;
    situation.fresh = static_cast<std::int64_t>(std::ceil(lane.queue.left()));
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

  double move(Lane& lane, const schedule::Moment& now) const {
    double open = 0;
    double stretch_ends = kNever;
    for (const auto& [from, to] : lane.open) {
      if (to <= now_ + kDust) continue;
      stretch_ends = std::min(stretch_ends, to);
      open += to - std::max(from, now_);
    }
    const ForecastChannel& facts = *lane.facts;
    // Amounts are no whole messages: the pace for one, so many times.
    lane.speed = std::min(lane.pacer.per_second(1, nanoseconds(open)) * lane.queue.left(), kAtOnce);
    double most = kNever;
    if (facts.rate) most = facts.rate->per_second();
    if (facts.most_per_second) most = std::min(most, *facts.most_per_second);
    lane.speed = std::min(lane.speed, std::max(most - lane.others_per_second, kCrawl));
    // What trickles in from another channel is gathered, or the clock would stand still.
    const double least = lanes_.size() > 1 ? step_ / 8 : 0;
    double next = std::min(stretch_ends, now_ + std::max(least, lane.queue.left() / settling(lane)));
    if (lane.quota) {
      const double quota = static_cast<double>(lane.quota->left(now.wall)) - lane.uncounted;
      next = std::min(next, now_ + std::max(quota, 0.0) / lane.speed);
    }
    return next;
  }

  static std::chrono::nanoseconds nanoseconds(double seconds) {
    return std::chrono::round<std::chrono::nanoseconds>(std::chrono::duration<double>(seconds));
  }

  // How much longer the last ones take that are tried again: as often as at least one of them is.
  static double tail(const Lane& lane) {
    const schedule::RetryPolicy& retry = lane.facts->retry;
    double wait = seconds(retry.first);
    double passed = 0;
    double share = lane.facts->expects.tried_again;
    double out = 0;
    for (int attempt = 1; attempt < retry.attempts && share > 0; ++attempt) {
      passed += wait;
      if (lane.last_speed * passed * share >= 0.5) out = passed;
      wait = std::min(wait * retry.factor, seconds(retry.max));
      share *= lane.facts->expects.tried_again;
    }
    return out;
  }

  // Messages a second that are done with: not to be tried again.
  static double settling(const Lane& lane) { return lane.speed * (1 - lane.facts->expects.tried_again); }

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
    for (Lane& lane : lanes_) {
      lane.queue.take_of(goes_on(), lane.spill, [&](std::size_t unit, std::size_t chain, double amount) {
        passed.push_back({unit, chain, amount});
      });
      if (lane.speed <= 0) continue;
      lane.last_speed = std::min(lane.speed, lane.messages);
      const domain::Expectation& expects = lane.facts->expects;
      const double done = std::min(lane.queue.left(), settling(lane) * span);
      const double finished = std::min(now_, before + done / settling(lane));
      lane.sent += done;
      lane.queue.drain(done, [&](std::size_t unit, std::size_t chain, double amount) {
        lane.finished[unit] = finished;
        if (chains_[chain].empty()) return;
        if (expects.fails > 0) passed.push_back({unit, chain, amount * expects.fails});
        if (expects.no_receipt > 0 && lane.facts->receipt_timeout)
          wait_for_receipt(unit, chain, amount * expects.no_receipt, *lane.facts->receipt_timeout);
      });
      if (lane.quota) count(*lane.quota, now.wall, lane.uncounted, done / (1 - expects.tried_again));
    }
    for (const Passed& one : passed) fall_back(one.unit, one.chain, one.amount);
  }

  static void count(schedule::DailyQuota& quota, WallTime now, double& uncounted, double handed_over) {
    uncounted += handed_over;
    const double whole = std::floor(uncounted + kDust);
    quota.take(now, static_cast<std::int64_t>(whole));
    uncounted -= whole;
  }

  // Gathered step by step: two that come due in the same step are one.
  void wait_for_receipt(std::size_t unit, std::size_t chain, double amount,
                        std::chrono::milliseconds timeout) {
    std::vector<std::size_t> then = chains_[chain];
    const std::size_t channel = then.front();
    then.erase(then.begin());
    const std::size_t rest = chain_of(then);
    const double due = std::ceil((now_ + seconds(timeout)) / step_ - kDust) * step_;
    for (auto late = late_.rbegin(); late != late_.rend() && late->due + kDust >= due; ++late) {
      if (late->channel != channel || late->unit != unit || late->chain != rest || late->due > due + kDust)
        continue;
      late->amount += amount;
      return;
    }
    late_.push_back({due, channel, unit, rest, amount});
  }

  [[nodiscard]] Forecast of(double finished, std::int64_t left) const {
    Forecast out;
    out.shortfall = left;
    out.fits = out.shortfall == 0;
    if (!out.fits || finished < 0) return out;
    out.finishes_at =
        input_.now + std::chrono::round<std::chrono::milliseconds>(std::chrono::duration<double>(finished));
    return out;
  }

  // With what is tried again at the end, as far as there is time.
  static double finish(const Lane& lane, double finished) {
    if (finished < 0 || lane.open.empty()) return finished;
    return std::max(finished, std::min(finished + tail(lane), lane.open.back().second));
  }

  [[nodiscard]] CampaignForecast result() const {
    CampaignForecast out;
    std::vector<std::int64_t> unit_left(input_.units, 0);
    std::vector<double> unit_finished(input_.units, -1);
    for (const Lane& lane : lanes_) {
      auto& cells = out.cells.emplace_back();
      std::vector<double> amounts;
      for (std::size_t unit = 0; unit < input_.units; ++unit) amounts.push_back(lane.queue.left(unit));
      const std::vector<std::int64_t> left = whole_messages(amounts);
      for (std::size_t unit = 0; unit < input_.units; ++unit) {
        const double finished = finish(lane, lane.finished[unit]);
        cells.push_back(of(finished, left[unit]));
        unit_left[unit] += left[unit];
        unit_finished[unit] = std::max(unit_finished[unit], finished);
      }
      out.channels.push_back(of(finish(lane, *std::ranges::max_element(lane.finished)),
                                std::accumulate(left.begin(), left.end(), std::int64_t{0})));
      out.messages.push_back(lane.messages);
      out.sent.push_back(lane.sent);
    }
    for (std::size_t unit = 0; unit < input_.units; ++unit)
      out.units.push_back(of(unit_finished[unit], unit_left[unit]));
    out.whole = together(out.channels);
    return out;
  }

  const ForecastInput& input_;
  std::vector<Lane> lanes_;
  std::vector<std::vector<std::size_t>> chains_;
  std::map<std::vector<std::size_t>, std::size_t> chain_numbers_;
  std::vector<Late> late_;
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
