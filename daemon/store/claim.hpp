#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daemon/store/customer_row.hpp"
#include "daemon/store/time.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

struct ClaimRequest {
  std::int64_t campaign = 0;
  std::int64_t channel = 0;
  int limit = 0;
  std::int64_t day = 0;  // local day as YYYYMMDD: whose quota is used
  TimePoint now;
  bool spills = false;  // to be passed on, not handed over: no quota is used
};

// A delivery that may now be handed over, once. `lease` goes back with its outcome.
struct ClaimedDelivery {
  std::int64_t id = 0;
  std::int64_t lease = 0;
  int leg = 0;
  int route = 0;
  int attempts = 0;            // before this one
  std::int64_t quota_day = 0;  // whose quota it counts in; 0: in none
  // When it was first handed over with nobody knowing whether it left, since an operator last decided it.
  std::optional<TimePoint> in_doubt_since = {};
  StoredCustomer customer;
};

struct ClaimResult {
  std::vector<ClaimedDelivery> deliveries;
  std::int64_t fresh = 0;                   // never tried and still to be claimed, without those held back
  std::int64_t deferred = 0;                // tried and waiting for another try, those held back included
  std::optional<std::int64_t> canary_left;  // of those, how many may go before the canary's verdict
  std::optional<TimePoint> next_due;        // when the first of those that wait for another try may go
};

// Marks up to `limit` deliveries of one campaign and channel as being sent, durably: first those whose next try is
// due, then new ones, unit by unit so that every unit is as far as the others. Held-back units are left out; a
// campaign that is not approved or running gives nothing.
[[nodiscard]] ClaimResult claim(WriteSession& session, const ClaimRequest& request);

}  // namespace triand::store
