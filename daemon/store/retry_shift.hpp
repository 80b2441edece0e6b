#pragma once

#include <chrono>

#include "daemon/store/write_session.hpp"

namespace triand::store {

// The wall clock was set back by so much: what waits for another try keeps the wait that was left to it. What waits for
// the end of its window goes on waiting for that.
void shift_retries(WriteSession& session, std::chrono::milliseconds back);

}  // namespace triand::store
