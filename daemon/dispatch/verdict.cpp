#include "daemon/dispatch/verdict.hpp"

#include <algorithm>

namespace triand::dispatch {
namespace {

using channels::FailureClass;
using domain::DeliveryEvent;

domain::Reason reason_of(const channels::Outcome& outcome) {
  if (outcome.reason.empty()) return domain::Reason::none;
  return domain::reason_from(outcome.reason).value_or(domain::Reason::unknown_answer);
}

// When it may be tried again. An attempt that does not count waits like a first one.
schedule::RetryDecision next_try(const channels::Outcome& outcome, const VerdictContext& context,
                                 bool counts) {
  schedule::RetryPolicy policy = context.lane.retry;
  if (outcome.most_attempts > 0) policy.attempts = std::min(policy.attempts, outcome.most_attempts);
  if (!counts) policy.attempts = 2;
  return policy.after({.attempts = counts ? context.attempts_before + 1 : 1,
                       .now = context.now,
                       .retry_after = outcome.retry_after,
                       .random = context.random},
                      context.window, context.lane.hours);
}

void defer(Verdict& verdict, const channels::Outcome& outcome, const VerdictContext& context) {
  verdict.event = DeliveryEvent::answered_deferred;
  const auto decision = next_try(outcome, context, verdict.counts);
  if (const auto* due = std::get_if<schedule::DueAt>(&decision)) {
    verdict.due = due->time;
  } else if (std::holds_alternative<schedule::TooLate>(decision)) {
    // It waits for the window's end and expires there, which is what happened to it.
    verdict.due = context.window.closes_at();
  } else if (outcome.for_a_person) {
    // Nobody knows what the gateway meant: a person decides, and until then nothing more is sent.
    verdict.event = DeliveryEvent::answered_in_doubt;
  } else {
    verdict.event = DeliveryEvent::answered_rejected;
    verdict.reason = domain::Reason::retries_exhausted;
  }
}

// Nothing is wrong with the delivery: it goes back to its place until the channel may send again.
void put_back(Verdict& verdict, const VerdictContext& context) {
  verdict.event = DeliveryEvent::answered_deferred;
  verdict.counts = false;
  verdict.due = context.now;
}

void judge_trouble(Verdict& verdict, const channels::Outcome& outcome, const VerdictContext& context) {
  if (outcome.verdict == channels::Verdict::deferred && verdict.reason == domain::Reason::interrupted) {
    // The channel stops and never began with it.
    verdict.event = DeliveryEvent::released;
    verdict.counts = false;
    verdict.in_history = false;
    return;
  }
  switch (outcome.failure) {
    case FailureClass::configuration:
    case FailureClass::money:
      verdict.stops_channel = true;
      put_back(verdict, context);
      return;
    case FailureClass::content:
      // The text is at fault, or one customer's data in it. The first refusal stops the text for everybody; whoever is
      // refused again after that, alone, must not stop it for ever.
      if (context.attempts_before > 0) {
        verdict.event = DeliveryEvent::answered_rejected;
        return;
      }
      verdict.stops_template = true;
      verdict.event = DeliveryEvent::answered_deferred;
      verdict.due = context.now + context.lane.retry.first;
      return;
    case FailureClass::throttled:
      verdict.throttled = !outcome.of_template;
      verdict.template_throttled = outcome.of_template;
      verdict.counts = false;
      defer(verdict, outcome, context);
      return;
    case FailureClass::transient:
    case FailureClass::none:
      // A gateway that cannot even be reached costs nobody an attempt; one that answers that it is down does.
      verdict.gateway_failed = true;
      verdict.counts = verdict.reason != domain::Reason::gateway_down || !outcome.code.empty();
      defer(verdict, outcome, context);
      return;
    case FailureClass::recipient:
      if (outcome.verdict == channels::Verdict::deferred)
        defer(verdict, outcome, context);
      else
        verdict.event = DeliveryEvent::answered_rejected;
      return;
  }
}

}  // namespace

Verdict judge(const channels::Outcome& outcome, const VerdictContext& context) {
  Verdict verdict;
  verdict.reason = reason_of(outcome);
  switch (outcome.verdict) {
    case channels::Verdict::accepted:
      verdict.event = DeliveryEvent::answered_accepted;
      verdict.reason = domain::Reason::none;
      verdict.throttled = outcome.slowed;
      break;
    case channels::Verdict::in_doubt:
      verdict.event = DeliveryEvent::answered_in_doubt;
      verdict.gateway_failed = true;
      verdict.resend = context.lane.in_doubt == InDoubtPolicy::resend &&
                       context.attempts_before + 1 < context.lane.retry.attempts;
      break;
    case channels::Verdict::deferred:
      judge_trouble(verdict, outcome, context);
      break;
    case channels::Verdict::rejected:
      if (outcome.failure == FailureClass::transient || outcome.failure == FailureClass::none)
        verdict.event = DeliveryEvent::answered_rejected;
      else
        judge_trouble(verdict, outcome, context);
      break;
  }
  return verdict;
}

}  // namespace triand::dispatch
