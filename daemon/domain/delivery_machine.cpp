#include "daemon/domain/delivery_machine.hpp"

#include <array>
#include <optional>

namespace triand::domain {
namespace {

constexpr std::array<std::string_view, kDeliveryEvents> kWords = {"claimed",
                                                                  "released",
                                                                  "answered_accepted",
                                                                  "answered_deferred",
                                                                  "answered_rejected",
                                                                  "answered_in_doubt",
                                                                  "lost_in_crash",
                                                                  "receipt_delivered",
                                                                  "receipt_failed",
                                                                  "window_closed",
                                                                  "cancelled",
                                                                  "resolved_delivered",
                                                                  "resolved_failed",
                                                                  "resolved_resend",
                                                                  "resend",
                                                                  "no_receipt_in_time",
                                                                  "withdrawn"};

using To = std::optional<DeliveryState>;

To from_queued(DeliveryEvent event) {
  switch (event) {
    case DeliveryEvent::claimed:
      return DeliveryState::sending;
    case DeliveryEvent::answered_accepted:
      return DeliveryState::accepted;
    case DeliveryEvent::answered_in_doubt:
      return DeliveryState::in_doubt;
    case DeliveryEvent::receipt_delivered:
      return DeliveryState::delivered;
    case DeliveryEvent::window_closed:
      return DeliveryState::expired;
    case DeliveryEvent::cancelled:
      return DeliveryState::cancelled;
    case DeliveryEvent::withdrawn:
      return DeliveryState::failed;
    default:
      return {};
  }
}

To from_sending(DeliveryEvent event) {
  switch (event) {
    case DeliveryEvent::released:
    case DeliveryEvent::answered_deferred:
      return DeliveryState::queued;
    case DeliveryEvent::answered_accepted:
      return DeliveryState::accepted;
    case DeliveryEvent::answered_rejected:
    case DeliveryEvent::receipt_failed:
      return DeliveryState::failed;
    case DeliveryEvent::answered_in_doubt:
    case DeliveryEvent::lost_in_crash:
      return DeliveryState::in_doubt;
    case DeliveryEvent::receipt_delivered:
      return DeliveryState::delivered;
    default:
      return {};
  }
}

To from_accepted(DeliveryEvent event) {
  switch (event) {
    case DeliveryEvent::receipt_delivered:
      return DeliveryState::delivered;
    case DeliveryEvent::receipt_failed:
    case DeliveryEvent::no_receipt_in_time:
      return DeliveryState::failed;
    default:
      return {};
  }
}

To from_in_doubt(DeliveryEvent event) {
  switch (event) {
    case DeliveryEvent::released:
    case DeliveryEvent::resolved_resend:
      return DeliveryState::queued;
    case DeliveryEvent::answered_accepted:
      return DeliveryState::accepted;
    case DeliveryEvent::receipt_delivered:
    case DeliveryEvent::resolved_delivered:
      return DeliveryState::delivered;
    case DeliveryEvent::answered_rejected:
    case DeliveryEvent::receipt_failed:
    case DeliveryEvent::resolved_failed:
    case DeliveryEvent::no_receipt_in_time:
      return DeliveryState::failed;
    default:
      return {};
  }
}

To destination(DeliveryState from, Reason reason, DeliveryEvent event) {
  switch (from) {
    case DeliveryState::queued:
      return from_queued(event);
    case DeliveryState::sending:
      return from_sending(event);
    case DeliveryState::accepted:
      return from_accepted(event);
    case DeliveryState::in_doubt:
      return from_in_doubt(event);
    case DeliveryState::delivered:
    case DeliveryState::failed:
    case DeliveryState::expired:
    case DeliveryState::cancelled:
      break;
  }
  if (event == DeliveryEvent::resend && may_resend(from, reason)) return DeliveryState::queued;
  return {};
}

// What to say when the happening itself says nothing.
Reason usual_reason(DeliveryEvent event) {
  switch (event) {
    case DeliveryEvent::answered_rejected:
    case DeliveryEvent::answered_in_doubt:
    case DeliveryEvent::receipt_failed:
      return Reason::unknown_answer;
    case DeliveryEvent::lost_in_crash:
      return Reason::interrupted;
    case DeliveryEvent::window_closed:
      return Reason::window_closed;
    case DeliveryEvent::cancelled:
      return Reason::cancelled;
    case DeliveryEvent::resolved_delivered:
    case DeliveryEvent::resolved_failed:
    case DeliveryEvent::resolved_resend:
      return Reason::resolved_by_hand;
    case DeliveryEvent::no_receipt_in_time:
      return Reason::no_receipt;
    case DeliveryEvent::withdrawn:
      return Reason::erased;
    default:
      return Reason::none;
  }
}

}  // namespace

std::string_view to_string(DeliveryEvent event) { return kWords[static_cast<std::size_t>(event)]; }

Step next(DeliveryState from, Reason reason, const Happening& happening) {
  const To to = destination(from, reason, happening.event);
  if (!to) return {.state = from, .reason = reason, .moved = false};
  const Reason why = happening.reason == Reason::none ? usual_reason(happening.event) : happening.reason;
  return {.state = *to, .reason = why, .moved = true};
}

bool may_resend(DeliveryState state, Reason reason) {
  if (state != DeliveryState::failed || ends_leg(reason)) return false;
  return reason != Reason::do_not_call && reason != Reason::erased && reason != Reason::duplicate_customer &&
         reason != Reason::no_receipt;
}

}  // namespace triand::domain
