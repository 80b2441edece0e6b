#include "daemon/dispatch/verdict.hpp"

#include <catch2/catch.hpp>

#include "daemon/schedule/time_zone.hpp"

namespace triand::dispatch {
namespace {

using channels::FailureClass;
using channels::Outcome;
using domain::DeliveryEvent;
using domain::Reason;
using namespace std::chrono_literals;

class Judge {
 public:
  Verdict operator()(const Outcome& outcome, int attempts_before = 0) const {
    return judge(
        outcome,
        {.lane = lane, .window = window, .attempts_before = attempts_before, .now = now, .random = 0.5});
  }

  LaneSettings lane;
  schedule::TimeZone zone = *schedule::TimeZone::find("Asia/Ho_Chi_Minh");
  schedule::CampaignWindow window{
      zone, {std::chrono::year{2026} / 12 / 18, std::chrono::year{2026} / 12 / 21}, {0min, 24h}};
  schedule::WallTime now = zone.at(std::chrono::year{2026} / 12 / 19, 10h);
};

}  // namespace

TEST_CASE("accepted is accepted, and costs an attempt") {
  const Verdict verdict = Judge{}(Outcome::accepted("id"));
  CHECK(verdict.event == DeliveryEvent::answered_accepted);
  CHECK(verdict.counts);
  CHECK_FALSE(verdict.gateway_failed);
}

TEST_CASE("a recipient's failure goes on to the leg's next channel") {
  const Verdict verdict = Judge{}(Outcome::rejected(FailureClass::recipient, "bad_number", "108", ""));
  CHECK(verdict.event == DeliveryEvent::answered_rejected);
  CHECK(verdict.reason == Reason::bad_number);
  CHECK_FALSE(verdict.gateway_failed);
}

TEST_CASE("account and money stop the channel and cost the delivery nothing") {
  for (const auto failure : {FailureClass::configuration, FailureClass::money})
    for (const bool rejected : {true, false}) {
      const Verdict verdict = Judge{}(rejected ? Outcome::rejected(failure, "no_balance", "103", "")
                                               : Outcome::deferred(failure, "no_balance", "103", ""));
      CHECK(verdict.stops_channel);
      CHECK(verdict.event == DeliveryEvent::answered_deferred);
      CHECK_FALSE(verdict.counts);
      CHECK(verdict.due);
    }
}

TEST_CASE("a refused text stops the template, but one customer's data does not stop it for ever") {
  const Outcome refusal = Outcome::rejected(FailureClass::content, "content_rejected", "146", "");
  const Judge judge;
  const Verdict first = judge(refusal);
  CHECK(first.stops_template);
  CHECK_FALSE(first.stops_channel);
  CHECK(first.event == DeliveryEvent::answered_deferred);
  CHECK(first.counts);
  REQUIRE(first.due);
  CHECK(*first.due > judge.now);
  const Verdict second = judge(refusal, 1);
  CHECK_FALSE(second.stops_template);
  CHECK(second.event == DeliveryEvent::answered_rejected);
  CHECK(second.reason == Reason::content_rejected);
}

TEST_CASE("what a stopping channel never began with goes back to its place") {
  const Verdict verdict = Judge{}(Outcome::deferred(FailureClass::transient, "interrupted", "", ""), 4);
  CHECK(verdict.event == DeliveryEvent::released);
  CHECK_FALSE(verdict.counts);
  CHECK_FALSE(verdict.in_history);
  CHECK_FALSE(verdict.gateway_failed);
}

TEST_CASE("throttled slows the lane, waits as asked and is no attempt") {
  Outcome outcome = Outcome::deferred(FailureClass::throttled, "throttled", "429", "");
  outcome.retry_after = 90s;
  const Judge judge;
  const Verdict verdict = judge(outcome, 100);
  CHECK(verdict.throttled);
  CHECK_FALSE(verdict.counts);
  REQUIRE(verdict.due);
  CHECK(*verdict.due >= judge.now + 90s);
}

TEST_CASE("transient trouble is tried again until the attempts are used up") {
  Judge judge;
  judge.lane.retry.attempts = 3;
  const Outcome busy = Outcome::deferred(FailureClass::transient, "unreachable", "199", "");
  CHECK(judge(busy, 0).event == DeliveryEvent::answered_deferred);
  CHECK(judge(busy, 0).counts);
  const Verdict last = judge(busy, 2);
  CHECK(last.event == DeliveryEvent::answered_rejected);
  CHECK(last.reason == Reason::retries_exhausted);
}

TEST_CASE("a gateway that is away costs nobody an attempt") {
  Judge judge;
  judge.lane.retry.attempts = 3;
  const Verdict verdict = judge(Outcome::deferred(FailureClass::transient, "gateway_down", "", ""), 2);
  CHECK(verdict.event == DeliveryEvent::answered_deferred);
  CHECK_FALSE(verdict.counts);
  CHECK(verdict.gateway_failed);
}

TEST_CASE("a gateway that answers that it is down is asked a bounded number of times") {
  Judge judge;
  judge.lane.retry.attempts = 3;
  const Outcome down = Outcome::deferred(FailureClass::transient, "gateway_down", "500", "");
  CHECK(judge(down, 1).counts);
  CHECK(judge(down, 1).event == DeliveryEvent::answered_deferred);
  CHECK(judge(down, 2).event == DeliveryEvent::answered_rejected);
  CHECK(judge(down, 2).reason == Reason::retries_exhausted);
}

TEST_CASE("what was throttled on its way and accepted slows the lane") {
  Outcome outcome = Outcome::accepted("11,12");
  CHECK_FALSE(Judge{}(outcome).throttled);
  outcome.slowed = true;
  const Verdict verdict = Judge{}(outcome);
  CHECK(verdict.throttled);
  CHECK(verdict.event == DeliveryEvent::answered_accepted);
  CHECK(verdict.counts);
}

TEST_CASE("what would be tried after the window waits for its end") {
  Judge judge;
  judge.now = judge.window.closes_at() - 10s;
  const Verdict verdict = judge(Outcome::deferred(FailureClass::transient, "unreachable", "", ""));
  CHECK(verdict.event == DeliveryEvent::answered_deferred);
  CHECK(verdict.due == judge.window.closes_at());
}

TEST_CASE("a doubt is held unless the policy says otherwise") {
  Judge judge;
  const Outcome doubt = Outcome::in_doubt("timeout", "", "");
  CHECK(judge(doubt).event == DeliveryEvent::answered_in_doubt);
  CHECK_FALSE(judge(doubt).resend);
  judge.lane.in_doubt = InDoubtPolicy::resend;
  CHECK(judge(doubt).resend);
  CHECK_FALSE(judge(doubt, judge.lane.retry.attempts).resend);
}

TEST_CASE("a word that is on no list becomes unknown_answer") {
  CHECK(Judge{}(Outcome::rejected(FailureClass::recipient, "gone fishing", "", "")).reason ==
        Reason::unknown_answer);
}

TEST_CASE("a gateway's code may be worth fewer attempts than the lane allows") {
  Outcome outcome = Outcome::deferred(FailureClass::transient, "unknown_answer", "-100", "");
  outcome.most_attempts = 3;
  CHECK(Judge{}(outcome, 1).event == DeliveryEvent::answered_deferred);
  CHECK(Judge{}(outcome, 2).event == DeliveryEvent::answered_rejected);
  CHECK(Judge{}(outcome, 2).reason == Reason::retries_exhausted);
  // What nobody understands is left to a person, and is not sent again by itself.
  outcome.for_a_person = true;
  CHECK(Judge{}(outcome, 1).event == DeliveryEvent::answered_deferred);
  const Verdict verdict = Judge{}(outcome, 2);
  CHECK(verdict.event == DeliveryEvent::answered_in_doubt);
  CHECK(verdict.reason == Reason::unknown_answer);
  CHECK_FALSE(verdict.resend);
}

TEST_CASE("a limit of one template is not a limit of the channel") {
  Outcome outcome = Outcome::deferred(FailureClass::throttled, "out_of_quota", "-147", "");
  CHECK(Judge{}(outcome).throttled);
  outcome.of_template = true;
  CHECK_FALSE(Judge{}(outcome).throttled);
  CHECK(Judge{}(outcome).template_throttled);
  CHECK_FALSE(Judge{}(outcome).counts);
}

}  // namespace triand::dispatch
