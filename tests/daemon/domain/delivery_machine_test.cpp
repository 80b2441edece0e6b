#include "daemon/domain/delivery_machine.hpp"

#include <array>
#include <string_view>

#include <catch2/catch.hpp>

namespace triand::domain {
namespace {

constexpr auto queued = DeliveryState::queued;
constexpr auto sending = DeliveryState::sending;
constexpr auto accepted = DeliveryState::accepted;
constexpr auto delivered = DeliveryState::delivered;
constexpr auto failed = DeliveryState::failed;
constexpr auto in_doubt = DeliveryState::in_doubt;
constexpr auto expired = DeliveryState::expired;
constexpr auto cancelled = DeliveryState::cancelled;

constexpr std::array<DeliveryState, kDeliveryStates> kStates = {queued, sending,  accepted, delivered,
                                                                failed, in_doubt, expired,  cancelled};

struct Row {
  DeliveryEvent event;
  // One letter for each state above, where the event leads from there: its first letter, '.' where it moves nothing.
  std::string_view to;
};

// columns: queued sending accepted delivered failed in_doubt expired cancelled
constexpr std::array<Row, kDeliveryEvents> kMatrix = {{
    {DeliveryEvent::claimed, "s......."},
    {DeliveryEvent::released, ".q...q.."},
    {DeliveryEvent::answered_accepted, "aa...a.."},
    {DeliveryEvent::answered_deferred, ".q......"},
    {DeliveryEvent::answered_rejected, ".f...f.."},
    {DeliveryEvent::answered_in_doubt, "ii......"},
    {DeliveryEvent::lost_in_crash, ".i......"},
    {DeliveryEvent::receipt_delivered, "ddd..d.."},
    {DeliveryEvent::receipt_failed, ".ff..f.."},
    {DeliveryEvent::window_closed, "e......."},
    {DeliveryEvent::cancelled, "c......."},
    {DeliveryEvent::resolved_delivered, ".....d.."},
    {DeliveryEvent::resolved_failed, ".....f.."},
    {DeliveryEvent::resolved_resend, ".....q.."},
    {DeliveryEvent::resend, "....q..."},
    {DeliveryEvent::no_receipt_in_time, "..f..f.."},
    {DeliveryEvent::withdrawn, "f......."},
}};

DeliveryState by_letter(char letter) {
  for (const DeliveryState state : kStates)
    if (to_string(state).front() == letter) return state;
  FAIL("no state begins with " << letter);
  return queued;
}

TEST_CASE("every event moves every state as the matrix says, and in no other way") {
  for (std::size_t event = 0; event < kMatrix.size(); ++event) {
    REQUIRE(static_cast<std::size_t>(kMatrix[event].event) == event);
    REQUIRE(kMatrix[event].to.size() == kStates.size());
    for (std::size_t from = 0; from < kStates.size(); ++from) {
      const char letter = kMatrix[event].to[from];
      CAPTURE(to_string(kStates[from]), to_string(kMatrix[event].event));
      const Step step = next(kStates[from], Reason::bad_number, {kMatrix[event].event, Reason::timeout});
      if (letter == '.') {
        CHECK(step == Step{.state = kStates[from], .reason = Reason::bad_number, .moved = false});
      } else {
        CHECK(step == Step{.state = by_letter(letter), .reason = Reason::timeout, .moved = true});
      }
    }
  }
}

TEST_CASE("nothing but a resend leaves a final state") {
  for (const DeliveryState state : kStates) {
    if (!is_final(state)) continue;
    for (const Row& row : kMatrix) {
      if (row.event == DeliveryEvent::resend) continue;
      CAPTURE(to_string(state), to_string(row.event));
      CHECK_FALSE(next(state, Reason::unreachable, {row.event, Reason::none}).moved);
    }
  }
}

TEST_CASE("what may have left is never queued again by itself") {
  for (const Row& row : kMatrix) {
    const Step step = next(in_doubt, Reason::timeout, {row.event, Reason::none});
    CAPTURE(to_string(row.event));
    CHECK((step.state == queued) ==
          (row.event == DeliveryEvent::released || row.event == DeliveryEvent::resolved_resend));
  }
}

TEST_CASE("a closing window leaves alone what is on its way or may have left") {
  for (const DeliveryState state : {sending, accepted, in_doubt})
    CHECK_FALSE(next(state, Reason::none, {DeliveryEvent::window_closed, Reason::none}).moved);
}

TEST_CASE("an event that is given no reason brings its own") {
  const auto reason_after = [](DeliveryState from, DeliveryEvent event) {
    const Step step = next(from, Reason::throttled, {event, Reason::none});
    REQUIRE(step.moved);
    return step.reason;
  };
  CHECK(reason_after(queued, DeliveryEvent::claimed) == Reason::none);
  CHECK(reason_after(sending, DeliveryEvent::released) == Reason::none);
  CHECK(reason_after(sending, DeliveryEvent::answered_accepted) == Reason::none);
  CHECK(reason_after(sending, DeliveryEvent::answered_deferred) == Reason::none);
  CHECK(reason_after(sending, DeliveryEvent::answered_rejected) == Reason::unknown_answer);
  CHECK(reason_after(sending, DeliveryEvent::answered_in_doubt) == Reason::unknown_answer);
  CHECK(reason_after(sending, DeliveryEvent::lost_in_crash) == Reason::interrupted);
  CHECK(reason_after(accepted, DeliveryEvent::receipt_delivered) == Reason::none);
  CHECK(reason_after(accepted, DeliveryEvent::receipt_failed) == Reason::unknown_answer);
  CHECK(reason_after(queued, DeliveryEvent::window_closed) == Reason::window_closed);
  CHECK(reason_after(queued, DeliveryEvent::cancelled) == Reason::cancelled);
  CHECK(reason_after(in_doubt, DeliveryEvent::resolved_delivered) == Reason::resolved_by_hand);
  CHECK(reason_after(in_doubt, DeliveryEvent::resolved_failed) == Reason::resolved_by_hand);
  CHECK(reason_after(in_doubt, DeliveryEvent::resolved_resend) == Reason::resolved_by_hand);
  CHECK(reason_after(failed, DeliveryEvent::resend) == Reason::none);
  CHECK(reason_after(accepted, DeliveryEvent::no_receipt_in_time) == Reason::no_receipt);
}

TEST_CASE("only what failed for certain, and not by the customer's will, may be sent again") {
  for (const DeliveryState state : kStates)
    for (const ReasonText& text : all_reasons()) {
      bool allowed = state == failed;
      for (const Reason no : {Reason::opted_out, Reason::blocked_by_recipient, Reason::do_not_call,
                              Reason::erased, Reason::duplicate_customer, Reason::no_receipt})
        if (text.reason == no) allowed = false;
      CAPTURE(to_string(state), text.word);
      CHECK(may_resend(state, text.reason) == allowed);
      CHECK(next(state, text.reason, {DeliveryEvent::resend, Reason::none}).moved == allowed);
    }
}

TEST_CASE("a late receipt after the first final one moves nothing") {
  const Step first = next(accepted, Reason::none, {DeliveryEvent::receipt_failed, Reason::unreachable});
  REQUIRE(first == Step{.state = failed, .reason = Reason::unreachable, .moved = true});
  CHECK(next(first.state, first.reason, {DeliveryEvent::receipt_delivered, Reason::none}) ==
        Step{.state = failed, .reason = Reason::unreachable, .moved = false});
}

TEST_CASE("every event has a word of its own") {
  for (const Row& one : kMatrix) {
    CHECK_FALSE(to_string(one.event).empty());
    for (const Row& other : kMatrix)
      CHECK((to_string(one.event) == to_string(other.event)) == (one.event == other.event));
  }
}

}  // namespace
}  // namespace triand::domain
