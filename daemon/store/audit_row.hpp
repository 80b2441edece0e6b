#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "daemon/store/time.hpp"

namespace triand::store {

// Who did something, or looked at somebody.
struct AuditRow {
  std::int64_t id = 0;
  TimePoint at;
  std::string who;
  std::string action;   // "campaign.pause"
  std::string subject;  // what it was done to
  std::string reason;
};

// Which part of the audit is asked for: newest first, by the time that it says, and of one moment the higher number.
struct AuditQuestion {
  std::optional<TimePoint> since = {};  // that moment or later
  std::string who = {};                 // empty: everybody
  std::string action = {};              // "campaign.plan", or "campaign" for all that begin with "campaign."
  std::int64_t before = 0;  // only what comes behind the entry of that number; 0: from the newest on
  int limit = 0;
};

}  // namespace triand::store
