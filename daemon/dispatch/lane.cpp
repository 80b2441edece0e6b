#include "daemon/dispatch/lane.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include <boost/asio/post.hpp>

#include "daemon/dispatch/sent.hpp"

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
    if (pause.unit.empty() && (pause.campaign == 0 || pause.campaign == run.row()) &&
        (pause.channel.empty() || pause.channel == settings_.name))
      return &pause;
  return nullptr;
}

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

void Lane::ask_store(Strand& strand, schedule::Take wanted) {
  ++asking_;
  const Moment now = world_.now();
  if (wanted.n > 0) take(strand, wanted);
  const schedule::SteadyTime since = now.steady;
  const store::ClaimRequest request{.campaign = strand.run->row(),
                                    .channel = settings_.channel,
                                    .limit = static_cast<int>(wanted.n),
                                    .day = world_.day(now.wall),
                                    .now = now.wall,
                                    .spills = wanted.spills};
  auto result = std::make_shared<store::ClaimResult>();
  outcomes_.write(store::Writer::Job{
      .work = [request, result](store::WriteSession& session) { *result = store::claim(session, request); },
      .done =
          [this, result, request, wanted, since, executor = world_.executor,
           alive = std::weak_ptr<bool>(alive_)](std::exception_ptr error) {
            boost::asio::post(executor,
                              [this, result, request, wanted, since, failed = error != nullptr, alive] {
                                if (!alive.expired())
                                  claimed(request, wanted, since, std::move(*result), failed);
                              });
          }});
}

// A negative count gives back what the store had not got.
void Lane::take(Strand& strand, schedule::Take taken) {
  const Moment now = world_.now();
  const std::int64_t count = taken.n;
  const schedule::Stretch stretch = schedule::stretch_of(situation(strand), now);
  strand.asked += count;
  leased_ += count;
  if (taken.spills) return;
  if (quota_) quota_->take(now.wall, count);
  breaker_.take(now.steady, count);
  if (rate_) rate_->take(now.steady, count);
  strand.pacer.take(now.steady, std::max(stretch.left, count), stretch.open, count);
}

void Lane::give_back(std::int64_t campaign, std::int64_t day, std::int64_t count) {
  if (count <= 0) return;
  const Moment now = world_.now();
  // What a day that is over has left is none of the next one's.
  if (quota_ && world_.day(now.wall) == day) quota_->take(now.wall, -count);
  if (rate_) rate_->take(now.steady, -count);
  const auto found = strands_.find(campaign);
  if (found == strands_.end()) return;
  const schedule::Stretch stretch = schedule::stretch_of(situation(found->second), now);
  found->second.pacer.take(now.steady, std::max<std::int64_t>(stretch.left, 1), stretch.open, -count);
}

void Lane::claimed(const store::ClaimRequest& request, schedule::Take wanted, schedule::SteadyTime since,
                   store::ClaimResult result, bool failed) {
  const std::int64_t asked = wanted.n;
  --asking_;
  const auto found = strands_.find(request.campaign);
  const auto taken = static_cast<std::int64_t>(result.deliveries.size());
  if (taken == 0 && asked > 0 && !wanted.spills) breaker_.released();
  in_flight_ += taken;
  if (found == strands_.end()) {
    leased_ -= asked - taken;
    if (!wanted.spills) {
      breaker_.released();
      give_back(request.campaign, request.day, asked);
    }
    // The campaign ended between asking and answer; what was claimed goes back and is closed there.
    for (auto& delivery : result.deliveries) {
      Sent sent;
      sent.delivery = std::move(delivery);
      sent.at = world_.now();
      put_back(sent);
    }
    pump();
    return;
  }
  Strand& strand = found->second;
  // A campaign that went and came back meanwhile has asked for nothing yet.
  strand.asked = std::max(strand.asked, asked) - taken;
  if (asked > taken) take(strand, {.n = taken - asked, .spills = wanted.spills});
  if (failed) {
    // Nothing can be recorded just now: look again when the writer has found out whether there is room, and say so.
    for (auto& [row, other] : strands_) other.decision = schedule::decide(situation(other), world_.now());
    if (!stopping_) arm(world_.now().steady + std::chrono::seconds(1));
    return;
  }
  strand.fresh = result.fresh;
  strand.waiting = result.deferred;
  strand.next_due = result.next_due;
  strand.canary_left = result.canary_left;
  strand.known = true;
  if (taken == 0 && asked > 0) {
    // The store gave less than it promised (held back, or its window's moment): do not ask at once again.
    strand.fresh = 0;
    if (strand.next_due && *strand.next_due <= world_.now().wall) strand.next_due.reset();
  }
  std::int64_t kept = 0;
  for (auto& delivery : result.deliveries)
    if (wanted.spills)
      pass_on(strand, std::move(delivery));
    else if (!hand_over(strand, std::move(delivery), since))
      ++kept;
  give_back(request.campaign, request.day, kept);
  // Read before the last list was loaded.
  if (since <= lists_) heard_ = {};
  hear_lists();
  pump();
}

}  // namespace triand::dispatch
