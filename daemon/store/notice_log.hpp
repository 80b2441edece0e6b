#pragma once

#include <cstdint>

#include "daemon/domain/reason.hpp"
#include "daemon/store/time.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

// The log of notices that portals have or may have (schema_notices.hpp).

// It was handed over: whatever was there before of this delivery is replaced.
void put_notice(WriteSession& session, std::int64_t delivery, std::int64_t version, TimePoint at);

// It is taken back; the portal is still to be told. False: there is none, or it was taken back already.
bool withdraw_notice(WriteSession& session, std::int64_t delivery, domain::Reason reason, TimePoint now);

// The portal knows that it was taken back in that version. False: it has been handed over again meanwhile.
bool notice_told(WriteSession& session, std::int64_t delivery, std::int64_t version, TimePoint now);

// Its delivery is removed: whoever has not read on behind the last change of it by then never learns of that
// (Reader::newest_removed_notice()). Nothing when there is none.
void remove_notice(WriteSession& session, std::int64_t delivery);

}  // namespace triand::store
