#pragma once

#include <cstdint>
#include <span>

#include "daemon/store/claim.hpp"
#include "daemon/store/time.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

// From now on the campaign is sent by the customers' data as it stands: with the plan, and with each new approval.
void pin_list(WriteSession& session, std::int64_t campaign, TimePoint now);

// What was approved is what is sent: customers whose data was changed since get the place of their data as it was then.
// An opt-out counts at once, and what was erased stays erased.
void as_approved(WriteSession& session, std::int64_t campaign, std::span<ClaimedDelivery> deliveries);

}  // namespace triand::store
