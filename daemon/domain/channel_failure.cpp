#include "daemon/domain/channel_failure.hpp"

namespace triand::domain {

bool is_channel_failure(DeliveryState state, Reason reason, bool goes_on) {
  if (state == DeliveryState::in_doubt) return reason != Reason::interrupted;
  if (state != DeliveryState::failed) return false;
  switch (reason) {
    case Reason::not_a_zalo_user:
      return !goes_on;
    case Reason::opted_out:
    case Reason::blocked_by_recipient:
    case Reason::do_not_call:
    case Reason::no_consent:
    case Reason::no_contact_data:
    case Reason::missing_value:
    case Reason::text_too_long:
    case Reason::erased:
    case Reason::cancelled:
    case Reason::window_closed:
    case Reason::duplicate_reference:
    case Reason::resolved_by_hand:
      return false;
    default:
      return true;
  }
}

}  // namespace triand::domain
