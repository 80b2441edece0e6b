#include "tests/daemon/plan/campaign_outcome.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <queue>
#include <random>

#include "daemon/plan/canary_hold.hpp"
#include "daemon/schedule/breaker.hpp"
#include "daemon/schedule/concurrency_window.hpp"
#include "daemon/schedule/daily_quota.hpp"
#include "daemon/schedule/lane_decision.hpp"
#include "daemon/schedule/pacer.hpp"
#include "daemon/schedule/retry_policy.hpp"
#include "tests/daemon/plan/canary_sample.hpp"
#include "tests/daemon/plan/played_queues.hpp"

namespace triand::test {
namespace {

using namespace std::chrono_literals;
using schedule::Moment;
using schedule::SteadyTime;
using schedule::WallTime;

constexpr std::int64_t kConcurrency = 256;
constexpr auto kLatency = 80ms;
// A lane is woken by its timer; more often than this it would look for single tokens only.
constexpr auto kShortestNap = 100ms;

using Message = PlayedMessage;

struct Lane {
  const plan::ForecastChannel* facts;
  PlayedQueues queues;
  std::multimap<WallTime, Message> deferred;
  std::optional<schedule::RateLimiter> rate;
  std::optional<schedule::DailyQuota> quota;
  schedule::Pacer pacer;
  schedule::Breaker breaker;
  schedule::ConcurrencyWindow concurrency{kConcurrency};
  std::int64_t in_flight = 0;
  std::optional<SteadyTime> wakes;  // of those events the newest counts
  OutcomeOfChannel outcome;
};

enum class Kind { wake, answer, overdue, receipt, verdict };

struct Event {
  SteadyTime at;
  std::int64_t number;
  Kind kind;
  std::size_t channel;
  Message message;
  bool operator>(const Event& other) const { return at != other.at ? at > other.at : number > other.number; }
};

}  // namespace

struct CampaignOutcome::Play {
  const plan::ForecastInput input;
  std::vector<Mishaps> mishaps;
  std::mt19937 dice;
  std::vector<Lane> lanes;
  std::vector<std::vector<std::size_t>> chains;  // the channels in their order, the first included
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events;
  std::int64_t number = 0;
  SteadyTime start{1h};
  SteadyTime clock = start;
  SteadyTime end;
  CanarySample sample;

  Play(const plan::ForecastInput& given, std::vector<Mishaps> with, unsigned seed)
      : input(given), mishaps(std::move(with)), dice(seed), sample(given) {
    mishaps.resize(input.channels.size());
    end = start + std::chrono::duration_cast<SteadyTime::duration>(input.window.closes_at() - input.now);
    for (const plan::ForecastChannel& facts : input.channels) {
      const auto whole = input.window.open_time_left(input.window.opens_at(), facts.hours);
      Lane lane{.facts = &facts,
                .queues = PlayedQueues(input.units, input.ranks + 1),
                .deferred = {},
                .rate = {},
                .quota = {},
                .pacer = schedule::Pacer(input.pace, whole, clock),
                .breaker = schedule::Breaker(),
                .wakes = {},
                .outcome = {}};
      if (facts.rate) lane.rate.emplace(*facts.rate, clock);
      if (facts.daily_quota)
        lane.quota.emplace(input.zone, *facts.daily_quota,
                           schedule::day_number(input.zone.local(input.now).day), facts.used_today);
      lanes.push_back(std::move(lane));
    }
    for (const plan::ForecastWork& work : input.work) {
      std::vector<std::size_t> chain{work.channel};
      chain.insert(chain.end(), work.then.begin(), work.then.end());
      chains.push_back(chain);
      for (std::int64_t i = 0; i < std::llround(work.messages); ++i)
        lanes[work.channel].queues.put(work.rank, {static_cast<std::uint32_t>(work.unit),
                                                   static_cast<std::uint32_t>(chains.size() - 1), 0, 0});
    }
    judge_in_time();
    for (std::size_t at = 0; at < lanes.size(); ++at) wake(at, clock);
  }

  [[nodiscard]] Moment now() const {
    return {.wall = input.now + std::chrono::duration_cast<WallTime::duration>(clock - start),
            .steady = clock};
  }
  [[nodiscard]] bool by_chance(double share) {
    return std::uniform_real_distribution<double>(0, 1)(dice) < share;
  }

  void wake(std::size_t channel, SteadyTime at) {
    Lane& lane = lanes[channel];
    if (lane.wakes && *lane.wakes <= at) return;
    lane.wakes = at;
    events.push({at, number++, Kind::wake, channel, {}});
  }

  // How many of a unit's messages for a channel may be claimed.
  [[nodiscard]] std::int64_t open(std::size_t channel, std::size_t unit) const {
    const std::int64_t queued = lanes[channel].queues.size(unit);
    const auto places = sample.places(channel, unit);
    return places ? std::min(queued, *places) : queued;
  }

  // How many may go on to the next channel once today's quota is used up.
  std::int64_t spill(std::size_t channel, std::int64_t left) {
    const plan::ForecastChannel& facts = *lanes[channel].facts;
    const bool goes_on = std::ranges::any_of(chains, [channel](const auto& chain) {
      const auto at = std::ranges::find(chain, channel);
      return at != chain.end() && std::next(at) != chain.end();
    });
    if (!facts.spills || !facts.daily_quota || !goes_on) return 0;
    return schedule::over_quota(left, *facts.daily_quota, input.window, input.zone.local(now().wall).day);
  }

  // Who can be reached by this channel alone waits for the next day.
  void pass_on(std::size_t channel, const Message& message) {
    if (message.position + 1 < chains[message.chain].size()) return fall_back(message);
    Lane& lane = lanes[channel];
    lane.deferred.emplace(lane.quota->resets_at(now().wall), message);
  }

  std::vector<Message> claim(std::size_t channel, std::int64_t count) {
    Lane& lane = lanes[channel];
    std::vector<Message> out;
    while (static_cast<std::int64_t>(out.size()) < count && !lane.deferred.empty() &&
           lane.deferred.begin()->first <= now().wall) {
      out.push_back(lane.deferred.begin()->second);
      lane.deferred.erase(lane.deferred.begin());
    }
    lane.queues.take(
        count - static_cast<std::int64_t>(out.size()),
        [&](std::size_t unit) { return !sample.holds() || open(channel, unit) > 0; },
        [&](Message message) {
          message.first = sample.holds();
          if (message.first) sample.claimed(channel, message.unit);
          out.push_back(message);
        });
    return out;
  }

  void look(std::size_t channel) {
    Lane& lane = lanes[channel];
    lane.wakes.reset();
    schedule::LaneSituation situation;
    situation.window = &input.window;
    situation.channel_hours = lane.facts->hours;
    situation.fresh = lane.queues.size();
    if (!lane.deferred.empty()) situation.next_due = lane.deferred.begin()->first;
    situation.left = lane.queues.size() + static_cast<std::int64_t>(lane.deferred.size());
    if (situation.left == 0) return;
    if (sample.holds()) {
      situation.canary_left = 0;
      for (std::size_t unit = 0; unit < input.units; ++unit) *situation.canary_left += open(channel, unit);
    }
    situation.quota = lane.quota ? &*lane.quota : nullptr;
    situation.breaker = &lane.breaker;
    situation.concurrency = &lane.concurrency;
    situation.in_flight = lane.in_flight;
    situation.rate = lane.rate ? &*lane.rate : nullptr;
    situation.pacer = &lane.pacer;
    situation.spill = spill(channel, situation.left);
    const auto decision = schedule::decide(situation, now());
    if (const auto* wait = std::get_if<schedule::WaitUntil>(&decision))
      return wake(channel, std::max(wait->time, clock + kShortestNap));
    const auto wanted = std::get<schedule::Take>(decision);
    std::vector<Message> claimed = claim(channel, wanted.n);
    if (wanted.spills) {
      for (const Message& message : claimed) pass_on(channel, message);
      return wake(channel, clock + kShortestNap);
    }
    const auto taken = static_cast<std::int64_t>(claimed.size());
    if (lane.quota) lane.quota->take(now().wall, taken);
    lane.breaker.take(clock, taken);
    if (lane.rate) lane.rate->take(clock, taken);
    lane.pacer.take(clock, situation.left, input.window.open_time_left(now().wall, lane.facts->hours), taken);
    lane.in_flight += taken;
    lane.outcome.handed_over += taken;
    for (const Message& message : claimed)
      events.push({clock + kLatency, number++, Kind::answer, channel, message});
    wake(channel, clock + kShortestNap);
  }

  [[nodiscard]] bool is_out(std::size_t channel) const {
    const auto& outage = mishaps[channel].outage;
    const double seconds = std::chrono::duration<double>(clock - start).count();
    return outage && seconds >= outage->first && seconds < outage->second;
  }

  void answer(std::size_t channel, Message message) {
    Lane& lane = lanes[channel];
    --lane.in_flight;
    const bool out = is_out(channel);
    if (out) {
      lane.breaker.failed(clock, lane.concurrency.limit());
      lane.concurrency.failed();
    } else {
      lane.breaker.succeeded();
      lane.concurrency.succeeded();
    }
    if (out || by_chance(lane.facts->expects.tried_again)) {
      // A gateway that is away costs nobody an attempt.
      const schedule::RetryPolicy policy;
      if (!out) ++message.attempts;
      const auto next = policy.after({.attempts = out ? 1 : message.attempts,
                                      .now = now().wall,
                                      .retry_after = {},
                                      .random = std::uniform_real_distribution<double>(0, 1)(dice)},
                                     input.window, lane.facts->hours);
      if (const auto* due = std::get_if<schedule::DueAt>(&next))
        lane.deferred.emplace(due->time, message);
      else if (std::holds_alternative<schedule::TooLate>(next))
        lane.deferred.emplace(input.window.closes_at(), message);
      return wake(channel, clock);
    }
    lane.outcome.finished = now().wall;
    const auto& expects = lane.facts->expects;
    const bool fails = by_chance(expects.fails);
    const bool reported = !fails && !by_chance(expects.no_receipt / (1 - expects.fails));
    if (message.first && sample.holds()) {
      sample.answered(channel, !fails && lane.facts->receipts_after, now().wall);
      if (reported && lane.facts->receipts_after)
        events.push({clock + *lane.facts->receipts_after, number++, Kind::receipt, channel, message});
      judge_in_time();
    }
    if (fails)
      fall_back(message);
    else if (lane.facts->receipt_timeout && !reported)
      events.push({clock + *lane.facts->receipt_timeout, number++, Kind::overdue, channel, message});
    judge();
    wake(channel, clock);
  }

  // Its time may be over without another word.
  void judge_in_time() {
    if (!sample.holds() || !sample.last()) return;
    const WallTime over = *sample.last() + sample.canary()->wait;
    const auto from_now = std::chrono::duration_cast<SteadyTime::duration>(over - now().wall);
    events.push({std::max(clock, clock + from_now), number++, Kind::verdict, 0, {}});
  }

  void judge() {
    if (!sample.holds()) return;
    bool all_claimed = true;
    for (std::size_t channel = 0; channel < lanes.size(); ++channel)
      for (std::size_t unit = 0; unit < input.units; ++unit)
        all_claimed = all_claimed && open(channel, unit) == 0;
    if (!sample.is_good(all_claimed, now().wall)) return;
    sample.let_go();
    for (std::size_t at = 0; at < lanes.size(); ++at) wake(at, clock);
  }

  void fall_back(Message message) {
    const auto& chain = chains[message.chain];
    if (++message.position >= chain.size()) return;
    message.attempts = 0;
    message.first = false;
    const std::size_t next = chain[message.position];
    lanes[next].queues.put(input.ranks > 1 ? input.ranks : 0, message);
    wake(next, clock);
  }

  void run_until(SteadyTime until) {
    while (!events.empty() && events.top().at < std::min(until, end)) {
      const Event event = events.top();
      events.pop();
      clock = event.at;
      switch (event.kind) {
        case Kind::wake:
          if (lanes[event.channel].wakes == event.at) look(event.channel);
          break;
        case Kind::answer:
          answer(event.channel, event.message);
          break;
        case Kind::overdue:
          fall_back(event.message);
          break;
        case Kind::receipt:
          if (sample.holds()) {
            sample.received(event.channel, now().wall);
            judge_in_time();
          }
          judge();
          break;
        case Kind::verdict:
          judge();
          break;
      }
    }
    clock = std::max(clock, std::min(until, end));
  }

  // What somebody who looks now would be told.
  plan::ForecastInput state() {
    plan::ForecastInput out = input;
    out.now = now().wall;
    out.work.clear();
    for (std::size_t at = 0; at < lanes.size(); ++at) {
      Lane& lane = lanes[at];
      if (lane.quota) out.channels[at].used_today = lane.quota->used(out.now);
      std::map<std::tuple<std::size_t, std::uint32_t, std::uint32_t, std::uint32_t>, std::int64_t> counts;
      lane.queues.for_each([&](std::size_t rank, const Message& message) {
        ++counts[{rank, message.unit, message.chain, message.position}];
      });
      for (const auto& [due, message] : lane.deferred)
        ++counts[{0, message.unit, message.chain, message.position}];
      for (const auto& [key, count] : counts) {
        const auto& [rank, unit, chain, position] = key;
        const auto& all = chains[chain];
        out.work.push_back({.channel = at,
                            .unit = unit,
                            .rank = std::min(rank, input.ranks - 1),
                            .then = {all.begin() + position + 1, all.end()},
                            .messages = static_cast<double>(count)});
      }
    }
    put_sample(out);
    return out;
  }

  void put_sample(plan::ForecastInput& out) const {
    out.canary = sample.canary();
    if (!out.canary) return;
    for (plan::ForecastWork& work : out.work)
      if (!sample.places(work.channel, work.unit)) work.first = work.messages;
    for (std::size_t channel = 0; channel < lanes.size(); ++channel)
      for (std::size_t unit = 0; unit < input.units; ++unit)
        if (const auto places = sample.places(channel, unit))
          plan::let_first_go(out, channel, unit, static_cast<double>(*places));
  }
};

CampaignOutcome::CampaignOutcome(const plan::ForecastInput& input, std::vector<Mishaps> mishaps,
                                 unsigned seed)
    : play_(std::make_unique<Play>(input, std::move(mishaps), seed)) {}

CampaignOutcome::~CampaignOutcome() = default;

plan::ForecastInput CampaignOutcome::play_until(WallTime until) {
  play_->run_until(play_->start + std::chrono::duration_cast<SteadyTime::duration>(until - play_->input.now));
  return play_->state();
}

std::vector<OutcomeOfChannel> CampaignOutcome::play() {
  play_->run_until(play_->end);
  std::vector<OutcomeOfChannel> out;
  for (const Lane& lane : play_->lanes) {
    out.push_back(lane.outcome);
    out.back().left = lane.queues.size() + static_cast<std::int64_t>(lane.deferred.size());
  }
  return out;
}

}  // namespace triand::test
