#pragma once

#include "daemon/server/console/customer_view.hpp"
#include "daemon/server/console/page_frame.hpp"

namespace triand::server {

// How long everything is shown before the browser goes back to the page without it.
inline constexpr int kRevealSeconds = 60;

// What stands above the page.
enum class CustomerNote {
  none,
  unrecorded,  // nobody could record the look, so it is masked
  no_reason,   // everything was asked for without saying why
};

// The support desk's page of one customer: the answer to say, what happened, the texts, consent and suppressions, and
// who else has the telephone. `may_reveal`: whoever looks may see everything for a while.
[[nodiscard]] Response customer_page(const PageFrame& frame, const CustomerView& view, bool may_reveal,
                                     CustomerNote note);

// Where a customer's page is.
[[nodiscard]] std::string customer_address(std::int64_t id);

}  // namespace triand::server
