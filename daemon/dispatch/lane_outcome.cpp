#include <algorithm>
#include <utility>

#include "daemon/dispatch/lane.hpp"
#include "daemon/dispatch/sent.hpp"

// What a lane does with a delivery once it is claimed: hands it over, judges the answer and has it written.

namespace triand::dispatch {

using schedule::Moment;

namespace {

// How long a lane without a rate waits after "too fast" when the gateway does not say.
constexpr std::chrono::seconds kThrottlePause{1};
// What may pass between a look at the clock and the gateway's look at the reference.
constexpr std::chrono::minutes kOnTheWay{1};
constexpr std::chrono::hours kSpillPause{1};

}  // namespace

bool Lane::hand_over(Strand& strand, store::ClaimedDelivery delivery, schedule::SteadyTime since) {
  auto sent = std::make_shared<Sent>();
  sent->run = strand.run;
  sent->at = world_.now();
  sent->since = since;
  sent->delivery = std::move(delivery);
  Prepared prepared = strand.run->prepare(settings_.channel, sent->delivery);
  if (prepared.reason != domain::Reason::none) {
    breaker_.released();
    store::AttemptRecord record;
    record.event = domain::DeliveryEvent::answered_rejected;
    record.reason = prepared.reason;
    record.detail = std::move(prepared.detail);
    record.counts = false;
    record.unused_quota_day = sent->delivery.quota_day;
    record.goes_on = prepared.goes_on;
    record.next_channel = strand.run->next_channel(sent->delivery.route, sent->delivery.leg,
                                                   settings_.channel, sent->delivery.customer.customer);
    this->record(*sent, std::move(record), {});
    return false;
  }
  if (prepared.not_before) {
    breaker_.released();
    wait_for(*sent, std::min(*prepared.not_before, strand.run->window().closes_at()),
             std::move(prepared.detail));
    return false;
  }
  if (is_forgotten(sent->delivery, sent->at.wall)) {
    breaker_.released();
    leave_in_doubt(*sent);
    return false;
  }
  sent->parts = prepared.parts;
  sent->cost = prepared.cost;
  // The claim may have taken long: the clock was set meanwhile, or this was stopped.
  const auto opening = strand.run->window().next_opening(sent->at.wall, settings_.hours);
  const bool open = opening && *opening <= sent->at.wall;
  // A unit's pause is the store's affair, which knows in whose queue it stands.
  if (stopping_ || is_stopped(*strand.run) || !open || !strand.run->commit_cost(sent->cost)) {
    breaker_.released();
    put_back(*sent);
    return false;
  }
  prepared.envelope.deliver_until = strand.run->window().open_until(sent->at.wall, settings_.hours);
  if (channel_.holds() > 0) held_[prepared.envelope.reference] = sent;
  sent->reference = prepared.envelope.reference;
  sent->run->handed_over(settings_.channel, sent->delivery);
  channel_.send(std::move(prepared.envelope),
                [this, sent](channels::Outcome outcome) { answered(sent, std::move(outcome)); });
  return true;
}

void Lane::wait_for(const Sent& sent, schedule::WallTime due, std::string why) {
  store::AttemptRecord record;
  record.event = domain::DeliveryEvent::answered_deferred;
  record.reason = domain::Reason::out_of_quota;
  record.detail = std::move(why);
  record.counts = false;
  record.unused_quota_day = sent.delivery.quota_day;
  record.due = due;
  this->record(sent, std::move(record), {});
}

// It may have left before, and the gateway that would have recognised it has forgotten it by now.
bool Lane::is_forgotten(const store::ClaimedDelivery& delivery, schedule::WallTime now) const {
  const auto recognises = channel_.recognises();
  if (!delivery.in_doubt_since || recognises <= std::chrono::milliseconds(0)) return false;
  const auto on_the_way = std::min<std::chrono::milliseconds>(kOnTheWay, recognises / 10);
  return now - *delivery.in_doubt_since >= recognises - on_the_way;
}

// Held back for longer than `in_doubt: resend` may answer for: somebody has to decide.
void Lane::leave_in_doubt(const Sent& sent) {
  store::AttemptRecord record;
  record.event = domain::DeliveryEvent::answered_in_doubt;
  record.reason = domain::Reason::unknown_answer;
  record.detail =
      "not sent again: it may have left before, and the gateway no longer recognises its reference; decide "
      "it by hand";
  record.counts = false;
  record.unused_quota_day = sent.delivery.quota_day;
  this->record(sent, std::move(record), {});
}

void Lane::pass_on(Strand& strand, store::ClaimedDelivery delivery) {
  Sent sent;
  sent.run = strand.run;
  sent.at = world_.now();
  sent.delivery = std::move(delivery);
  store::AttemptRecord record;
  record.reason = domain::Reason::out_of_quota;
  record.counts = false;
  record.next_channel = strand.run->next_channel(sent.delivery.route, sent.delivery.leg, settings_.channel,
                                                 sent.delivery.customer.customer);
  if (record.next_channel) {
    record.event = domain::DeliveryEvent::answered_rejected;
    record.detail = "the quota leaves no time for it within the campaign's window";
  } else {
    // Who can be reached by this channel alone keeps waiting.
    record.event = domain::DeliveryEvent::answered_deferred;
    record.in_history = false;
    record.due = sent.at.wall + kSpillPause;
    if (const auto day = gateway_day(sent.at.wall)) record.due = day->resets_at;
    if (quota_) record.due = quota_->resets_at(sent.at.wall);
  }
  this->record(sent, std::move(record), {});
}

void Lane::answered(std::shared_ptr<Sent> sent, channels::Outcome outcome) {
  const Moment now = world_.now();
  held_.erase(sent->reference);
  const Verdict verdict = judge(outcome, {.lane = settings_,
                                          .window = sent->run->window(),
                                          .attempts_before = sent->delivery.attempts,
                                          .now = now.wall,
                                          .random = std::uniform_real_distribution<double>(0, 1)(random_)});
  if (verdict.event != domain::DeliveryEvent::answered_accepted &&
      verdict.event != domain::DeliveryEvent::answered_in_doubt)
    sent->run->came_back(settings_.channel, sent->delivery);
  act_on(verdict, outcome, *sent);
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(now.steady - sent->at.steady);
  world_.attempted(settings_.name, outcome.verdict, verdict.reason, took);
  store::AttemptRecord record;
  record.event = verdict.event;
  record.reason = verdict.reason;
  record.failure_class = outcome.failure == channels::FailureClass::none
                             ? std::string()
                             : std::string(channels::to_string(outcome.failure));
  record.code = channels::bounded_detail(outcome.code);
  record.provider_id = std::move(outcome.provider_id);
  record.detail = std::move(outcome.detail);
  record.counts = verdict.counts;
  record.in_history = verdict.in_history;
  record.duplicate = outcome.duplicate;
  record.known_by_id = channel_.reports_by_id_alone();
  record.notice = channel_.can_withdraw();
  if (verdict.event == domain::DeliveryEvent::released) {
    record.unused_quota_day = sent->delivery.quota_day;
    give_back(sent->run->row(), sent->delivery.quota_day, 1);
  }
  record.latency_ms = took.count();
  record.due = verdict.due;
  record.parts = sent->parts;
  record.customer_version = sent->delivery.customer.version;
  // A doubt may have cost something; what the gateway had already it is not paid for again.
  const bool costs = verdict.event == domain::DeliveryEvent::answered_in_doubt ||
                     (verdict.event == domain::DeliveryEvent::answered_accepted && !outcome.duplicate);
  if (costs)
    record.cost = sent->cost;
  else
    sent->run->return_cost(sent->cost);
  record.goes_on = sent->run->passes_refusals_on();
  // A receipt that came before its id was known may say that it failed.
  if (verdict.event == domain::DeliveryEvent::answered_rejected || outcome.duplicate || record.known_by_id)
    record.next_channel = sent->run->next_channel(sent->delivery.route, sent->delivery.leg, settings_.channel,
                                                  sent->delivery.customer.customer);
  std::optional<schedule::WallTime> resend_at;
  if (verdict.resend) resend_at = now.wall + settings_.retry.first;
  this->record(*sent, std::move(record), resend_at);
}

// What the answer says of the gateway decides how much it is given next.
void Lane::adapt(const Verdict& verdict, const channels::Outcome& outcome) {
  const Moment now = world_.now();
  // A channel that gathers answers for a whole batch at once, and its disk is not a gateway that is asked too much.
  if (channel_.holds() > 0) return;
  if (verdict.gateway_failed) {
    breaker_.failed(now.steady, concurrency_.limit());
    concurrency_.failed();
  } else {
    breaker_.succeeded();
    if (!verdict.throttled) concurrency_.succeeded();
  }
  // A quota that is used up holds the lane by itself, and says so; the rate is not at fault.
  const auto quota = channel_.quota();
  if (verdict.throttled && quota && channels::left_at(*quota, now.wall) <= 0) return;
  if (verdict.throttled && !rate_) {
    concurrency_.failed();
    not_before_ = now.steady + outcome.retry_after.value_or(kThrottlePause);
  }
  if (!rate_) return;
  if (verdict.throttled)
    rate_->throttled(now.steady, outcome.retry_after);
  else if (!verdict.gateway_failed)
    rate_->succeeded(now.steady, 1);
}

void Lane::act_on(const Verdict& verdict, const channels::Outcome& outcome, const Sent& sent) {
  const Moment now = world_.now();
  adapt(verdict, outcome);
  if (verdict.template_throttled)
    if (const auto found = strands_.find(sent.run->row()); found != strands_.end())
      found->second.not_before = now.steady + outcome.retry_after.value_or(kThrottlePause);
  if (verdict.stops_channel && !stops_.channel) {
    stops_.channel = true;
    world_.stopped(settings_.name, outcome);
    // The gateway's own words may name somebody: they stand in the delivery's history.
    outcomes_.stop_channel(verdict.reason, outcome.code, now.wall,
                           [this, number = own_stops_.stop_channel()](schedule::SteadyTime at) {
                             own_stops_.written(number, at);
                           });
  }
  if (verdict.stops_template && pause_of(*sent.run) == nullptr) {
    store::PauseRow pause;
    pause.campaign = sent.run->row();
    pause.channel = settings_.name;
    pause.reason = "the gateway refused the text: " + outcome.code;
    pause.hold = domain::to_string(domain::HoldReason::template_stopped);
    pause.who = "triand";
    world_.stopped(settings_.name, outcome);
    outcomes_.stop_template(pause.campaign, pause.reason, now.wall,
                            [this, number = own_stops_.pause(pause)](schedule::SteadyTime at) {
                              own_stops_.written(number, at);
                            });
    stops_.pauses.push_back(std::move(pause));
  }
}

void Lane::record(const Sent& sent, store::AttemptRecord record,
                  std::optional<schedule::WallTime> resend_at) {
  record.delivery = sent.delivery.id;
  record.lease = sent.delivery.lease;
  record.at = sent.at.wall;
  record.now = world_.now().wall;
  const auto next_channel = record.next_channel;
  // One in doubt may stand as well.
  const bool published = record.notice && (record.event == domain::DeliveryEvent::answered_accepted ||
                                           record.event == domain::DeliveryEvent::answered_in_doubt);
  --leased_;
  outcomes_.record({.record = std::move(record),
                    .resend_at = resend_at,
                    .done = [this, next_channel, published, since = sent.since,
                             campaign = sent.run ? sent.run->row() : 0](const store::Recorded& recorded) {
                      if (published) world_.published(since);
                      written(campaign, next_channel, recorded);
                    }});
  pump_soon();
}

void Lane::written(std::int64_t campaign, std::optional<std::int64_t> next_channel,
                   const store::Recorded& recorded) {
  --in_flight_;
  if (recorded.fell_back && next_channel) world_.queued(*next_channel);
  if (recorded.state == domain::DeliveryState::queued)
    if (const auto found = strands_.find(campaign); found != strands_.end()) found->second.known = false;
  pump_soon();
}

// It goes back to its place: nothing of it has left.
void Lane::put_back(const Sent& sent) {
  store::AttemptRecord record;
  record.event = domain::DeliveryEvent::released;
  record.counts = false;
  record.in_history = false;
  record.unused_quota_day = sent.delivery.quota_day;
  this->record(sent, std::move(record), {});
}

}  // namespace triand::dispatch
