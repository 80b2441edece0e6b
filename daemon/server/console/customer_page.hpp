#pragma once

#include "daemon/server/console/customer_view.hpp"
#include "daemon/server/console/page_frame.hpp"
#include "daemon/server/console/page_notice.hpp"

namespace triand::server {

// How long everything is shown before the browser goes back to the page without it.
inline constexpr int kRevealSeconds = 60;

// The support desk's page of one customer: the answer to say, what happened, the texts, consent and suppressions, notes
// of calls, what may be done about it all, and who else has the telephone. `may_reveal`: whoever looks may see
// everything for a while. Not `on_record`: nobody could record the look, so it is masked.
[[nodiscard]] Response customer_page(const PageFrame& frame, const CustomerView& view, bool may_reveal,
                                     bool on_record, const PageNotice& notice);

// Where a customer's page is.
[[nodiscard]] std::string customer_address(std::int64_t id);

}  // namespace triand::server
