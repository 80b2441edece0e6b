#pragma once

#include <cstdint>

#include "daemon/store/write_session.hpp"

namespace triand::store {

// The number of the newest event in a delivery's history; 0: there is none. Whoever decides something by hand has looked
// at the history up to some event, and asks whether it has gone on since.
[[nodiscard]] std::int64_t newest_event(WriteSession& session, std::int64_t delivery);

}  // namespace triand::store
