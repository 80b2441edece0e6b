#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "daemon/domain/delivery_state.hpp"
#include "daemon/domain/reason.hpp"

namespace triand::domain {

// What can happen to a delivery. Never stored: free to be renumbered.
enum class DeliveryEvent : std::uint8_t {
  claimed,            // a lane took it, durably, to hand it over
  released,           // it was claimed and has certainly not left (paused in between, still in an open batch)
  answered_accepted,  // the gateway took it, now or (a duplicate reference) before
  answered_deferred,  // the gateway certainly did not take it and may later
  answered_rejected,  // the gateway certainly did not take it and never will
  answered_in_doubt,  // it may have left and nobody says so
  lost_in_crash,      // the service died while it was on its way
  receipt_delivered,  // the gateway's later word: it arrived
  receipt_failed,     // the gateway's later word: it never will
  window_closed,      // the campaign's window is over
  cancelled,          // an operator cancelled the campaign
  resolved_delivered,  // an operator decided a doubt: it arrived
  resolved_failed,     // an operator decided a doubt: it did not, and shall not be sent again by this channel
  resolved_resend,     // an operator, or the channel's policy for doubts, decided to send it again
  resend,              // an operator sends a failed one again
  no_receipt_in_time,  // the receipt's time is over and another channel shall take over
  withdrawn,           // it waits and shall never be sent: the customer's data was erased
};

inline constexpr std::size_t kDeliveryEvents = 17;

[[nodiscard]] std::string_view to_string(DeliveryEvent event);

// An event and why it happened. The reason may be none where the event says enough.
struct Happening {
  DeliveryEvent event = DeliveryEvent::claimed;
  Reason reason = Reason::none;
};

// Where a delivery stands after something happened to it.
struct Step {
  DeliveryState state = DeliveryState::queued;
  Reason reason = Reason::none;
  bool moved =
      false;  // false: state and reason are what they were; the event belongs into the history all the same
  bool operator==(const Step&) const = default;
};

// The state machine of a delivery (contract, section 4): the only way to change a state. Pure.
//
// `from` and `reason` are how the delivery stands; one that a lease covers stands at `sending`, whatever its row says.
// - The first final state wins; only `resend` leaves one again, and only where may_resend() allows it.
// - A receipt may come before the answer. While queued, a word that the message is out, or may be, is believed, so that
//   it is not sent a second time; a word that it failed is not, because it is about to be tried again.
// - in_doubt is left by a receipt, by a decision, by no_receipt_in_time, by the answer that came after all (accepted,
//   rejected) and by proof that nothing left (released); never by a closing window and never by `answered_deferred`,
//   which would send it again by itself.
// - A closing window, a cancelled campaign and a withdrawal move only what is queued: what is on its way is answered
//   for first.
// - no_receipt_in_time is for legs with another channel that may take over; without one nobody raises it.
[[nodiscard]] Step next(DeliveryState from, Reason reason, const Happening& happening);

// Whether `deliveries resend` may send it again: a failed one, unless the customer refused, is on a do-not-call list,
// was erased or is thanked as somebody else, and unless the gateway took it and only the receipt is missing. Nothing
// else is failed for certain: delivered and accepted ones would be thanked twice, doubts are resolved instead, and for
// expired and cancelled ones there is no window left. Whoever asks also checks that it is the newest of its leg.
[[nodiscard]] bool may_resend(DeliveryState state, Reason reason);

}  // namespace triand::domain
