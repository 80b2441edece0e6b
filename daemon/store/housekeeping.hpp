#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "daemon/store/time.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

struct Housekeeping {
  bool more = false;                  // there is more of the same to do at once
  std::vector<std::string> started;   // campaigns whose window has opened
  std::vector<std::string> finished;  // campaigns with nothing queued or sending any more
  std::vector<std::string> stopped;   // what was paused by itself, a sentence each
  std::vector<std::string> canaries;  // verdicts, a sentence each
  std::int64_t closed = 0;            // deliveries that expired or were cancelled
  std::int64_t claims = 0;            // ever made, for InstanceLock::note_claims()
};

// What time alone brings about, a bounded piece of it: windows open, windows close and what waits expires, cancelled
// campaigns' deliveries are cancelled, campaigns finish, replaced plans are removed.
[[nodiscard]] Housekeeping keep_house(WriteSession& session, TimePoint now);

}  // namespace triand::store
