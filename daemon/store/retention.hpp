#pragma once

#include <span>

#include "daemon/store/report_rows.hpp"
#include "daemon/store/time.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

// Removal by retention of what hangs on no campaign, in pieces that each leave everything consistent.

// What these customers were before a change, unless a campaign whose deliveries are still there was sent to them: it may
// have been sent by those very values. Returns how many were removed.
int remove_former_values(WriteSession& session, std::span<const FormerValue> values);

// The words, and the reference, of feedback that was told before then and names no delivery of ours; at most `limit`. Its
// mark stays for the figures. Returns how many it was.
int forget_unmatched_feedback(WriteSession& session, TimePoint before, int limit);

}  // namespace triand::store
