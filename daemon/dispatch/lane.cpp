#include "daemon/dispatch/lane.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include <boost/asio/post.hpp>

namespace triand::dispatch {

using schedule::Moment;

namespace {

// While one claim is being written the next is put together: neither thread waits for the other.
constexpr int kClaimsAtOnce = 2;

}  // namespace

Lane::Lane(LaneSettings settings, channels::Channel& channel, const schedule::TimeZone& zone, LaneWorld world)
    : settings_(std::move(settings)),
      channel_(channel),
      zone_(zone),
      world_(std::move(world)),
      concurrency_(channel.holds() > 0 ? static_cast<std::int64_t>(channel.holds()) : settings_.concurrency,
                   channel.holds() > 0 ? static_cast<std::int64_t>(channel.holds())
                                       : schedule::ConcurrencyWindow::kFirst),
      timer_(world_.executor),
      outcomes_(world_.executor, world_.writer, settings_.channel, world_.suppressions) {
  if (settings_.rate) rate_.emplace(*settings_.rate, world_.now().steady);
  if (settings_.daily_quota) quota_.emplace(zone_, *settings_.daily_quota);
}

void Lane::set_quota_used(std::int64_t day, std::int64_t used) {
  if (settings_.daily_quota) quota_.emplace(zone_, *settings_.daily_quota, static_cast<int>(day), used);
}

void Lane::set_runs(std::vector<std::shared_ptr<CampaignRun>> runs) {
  std::map<std::int64_t, Strand> next;
  const Moment now = world_.now();
  for (auto& run : runs) {
    if (!run->uses(settings_.channel)) continue;
    const std::int64_t row = run->row();
    if (const auto known = strands_.find(row); known != strands_.end()) {
      Strand strand = std::move(known->second);
      strand.run = std::move(run);
      next.emplace(row, std::move(strand));
      continue;
    }
    const auto whole = run->window().open_time_left(run->window().opens_at(), settings_.hours);
    Strand strand{.run = run,
                  .pacer = schedule::Pacer(run->pace(), whole, now.steady),
                  .fresh = 0,
                  .waiting = 0,
                  .next_due = {},
                  .canary_left = {},
                  .known = false,
                  .asked = 0,
                  .not_before = {},
                  .decision = schedule::WaitUntil{}};
    next.emplace(row, std::move(strand));
  }
  strands_ = std::move(next);
}

void Lane::set_stops(Stops stops, schedule::SteadyTime read) {
  stops_ = own_stops_.complete(std::move(stops), read);
  // Which queues are held back is reckoned in the store.
  for (auto& [row, strand] : strands_) strand.known = false;
}

void Lane::wake() {
  for (auto& [row, strand] : strands_) strand.known = false;
  hear_lists();
  pump();
}

void Lane::stop() {
  stopping_ = true;
  timer_.cancel();
  armed_.reset();
}

double Lane::rate() const { return rate_ ? rate_->per_second() : 0; }

std::vector<Hold> Lane::holds() const {
  std::vector<Hold> out;
  for (const auto& [row, strand] : strands_)
    if (const auto* wait = std::get_if<schedule::WaitUntil>(&strand.decision))
      out.push_back({strand.run->id(), settings_.name, wait->reason, wait->expected});
  return out;
}

const store::PauseRow* Lane::pause_of(const CampaignRun& run) const {
  for (const auto& pause : stops_.pauses)
    if (pause.unit.empty() && concerns(pause, run)) return &pause;
  return nullptr;
}

bool Lane::concerns(const store::PauseRow& pause, const CampaignRun& run) const {
  return (pause.campaign == 0 || pause.campaign == run.row()) &&
         (pause.channel.empty() || pause.channel == settings_.name);
}

bool Lane::is_stopped(const CampaignRun& run) const { return stops_.channel || pause_of(run) != nullptr; }

schedule::LaneSituation Lane::situation(const Strand& strand) const {
  schedule::LaneSituation out;
  out.stopping = stopping_;
  out.recording = world_.writer.recording();
  out.adopted = adopted_;
  if (const auto* pause = pause_of(*strand.run)) {
    if (pause->hold == domain::to_string(domain::HoldReason::template_stopped))
      out.stopped = domain::HoldReason::template_stopped;
    else if (pause->hold == domain::to_string(domain::HoldReason::failure_rate))
      out.stopped = domain::HoldReason::failure_rate;
    else if (pause->campaign == 0 || !pause->channel.empty())
      out.channel_paused = true;
    else
      out.campaign = schedule::CampaignGate::paused;
  }
  if (stops_.channel) out.stopped = domain::HoldReason::channel_stopped;
  if (const std::string blocked = channel_.blocked(); !blocked.empty())
    out.blocked = domain::hold_of_blocked(blocked);
  out.window = &strand.run->window();
  out.channel_hours = settings_.hours;
  out.fresh = std::max<std::int64_t>(strand.fresh - strand.asked, 0);
  out.next_due = strand.next_due;
  out.left = out.fresh + strand.waiting + (strand.next_due && strand.waiting == 0 ? 1 : 0);
  if (strand.canary_left) out.canary_left = std::max<std::int64_t>(*strand.canary_left - strand.asked, 0);
  out.budget_left = strand.run->budget_left(settings_.channel);
  out.quota = quota_ ? &*quota_ : nullptr;
  out.gateway = gateway_day(world_.now().wall);
  out.breaker = &breaker_;
  out.concurrency = &concurrency_;
  out.in_flight = leased_;
  out.rate = rate_ ? &*rate_ : nullptr;
  out.not_before = std::max(not_before_, strand.not_before);
  out.pacer = &strand.pacer;
  out.spill = spill(strand, out);
  return out;
}

// What the gateway said last, less what has been claimed since and has no answer yet.
std::optional<schedule::GatewayDay> Lane::gateway_day(schedule::WallTime now) const {
  constexpr std::chrono::hours kDay(24);
  const auto quota = channel_.quota();
  if (!quota) return std::nullopt;
  schedule::GatewayDay out{std::max<std::int64_t>(0, channels::left_at(*quota, now) - leased_),
                           quota->resets_at};
  while (out.resets_at <= now) out.resets_at += kDay;
  return out;
}

std::int64_t Lane::spill(const Strand& strand, const schedule::LaneSituation& situation) const {
  if (settings_.over_quota != OverQuotaPolicy::fallback || !strand.run->falls_back_from(settings_.channel))
    return 0;
  const auto gateway = channel_.quota();
  std::int64_t limit = std::numeric_limits<std::int64_t>::max();
  if (settings_.daily_quota) limit = *settings_.daily_quota;
  if (gateway) limit = std::min(limit, gateway->limit);
  return schedule::over_quota(situation.left, limit, strand.run->window(),
                              zone_.local(world_.now().wall).day);
}

void Lane::pump() {
  if (asking_ >= kClaimsAtOnce) return;
  const Moment now = world_.now();
  auto earliest = now.steady + schedule::kLongestLook;
  // Each campaign in its turn, beginning behind the one that was served last.
  std::vector<std::int64_t> order;
  for (auto at = strands_.upper_bound(turn_); at != strands_.end(); ++at) order.push_back(at->first);
  for (auto at = strands_.begin(); at != strands_.upper_bound(turn_); ++at) order.push_back(at->first);
  for (const std::int64_t row : order) {
    Strand& strand = strands_.at(row);
    // What a claim under way will find is not known yet, except that there is enough for both.
    if (asking_ > 0 && (!strand.known || strand.fresh <= strand.asked)) return;
    if (!strand.known && !stopping_) {
      ask_store(strand, {});
      return;
    }
    strand.decision = schedule::decide(situation(strand), now);
    if (const auto* wanted = std::get_if<schedule::Take>(&strand.decision)) {
      turn_ = row;
      ask_store(strand, *wanted);
      return;
    }
    const auto& wait = std::get<schedule::WaitUntil>(strand.decision);
    earliest = std::min(earliest, wait.time);
  }
  if (!stopping_) arm(earliest);
}

void Lane::pump_soon() {
  if (pump_posted_) return;
  pump_posted_ = true;
  boost::asio::post(world_.executor, [this, alive = std::weak_ptr<bool>(alive_)] {
    if (alive.expired()) return;
    pump_posted_ = false;
    pump();
    outcomes_.write();
  });
}

void Lane::arm(schedule::SteadyTime until) {
  // A look that comes too early finds nothing to do and costs less than setting the timer at each turn.
  if (armed_ && *armed_ <= until) return;
  armed_ = until;
  timer_.expires_at(until);
  timer_.async_wait([this, alive = std::weak_ptr<bool>(alive_)](const boost::system::error_code& error) {
    if (error || alive.expired()) return;
    armed_.reset();
    // Where nothing was waiting, something may have been queued since: a fallback, a resumed unit.
    for (auto& [row, strand] : strands_)
      if (strand.fresh == 0) strand.known = false;
    pump();
  });
}

}  // namespace triand::dispatch
