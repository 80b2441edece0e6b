#pragma once

#include "daemon/domain/delivery_state.hpp"
#include "daemon/domain/reason.hpp"

namespace triand::domain {

// Whether an outcome speaks against the channel, the text or the list, so that a canary counts it: not what customers
// decided for themselves, nor what a crash of our own left in doubt, nor somebody without Zalo for whom the leg goes on.
[[nodiscard]] bool is_channel_failure(DeliveryState state, Reason reason, bool goes_on);

}  // namespace triand::domain
