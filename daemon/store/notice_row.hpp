#pragma once

#include <cstdint>
#include <string>

#include "daemon/domain/reason.hpp"
#include "daemon/store/customer_row.hpp"
#include "daemon/store/time.hpp"

namespace triand::store {

// A notice that a portal has or may have.
struct NoticeRow {
  std::int64_t cursor = 0;  // grows with every change of any notice
  std::int64_t delivery = 0;
  std::int64_t version = 0;
  domain::Reason withdrawn = domain::Reason::none;  // not none: it is taken back
  TimePoint at;
};

// Under which name the cursor of a channel's newest removed notice is kept.
[[nodiscard]] inline std::string removed_notices_key(std::int64_t channel) {
  return "notices_removed_" + std::to_string(channel);
}

// What is left of the notices of a campaign and channel.
struct NoticesLeft {
  bool standing = false;  // some are not taken back
  bool untold = false;    // some are, and the portal does not know yet
};

// One that stands, with the customer as we know them now.
struct StandingNotice {
  NoticeRow notice;
  StoredCustomer customer;
};

}  // namespace triand::store
