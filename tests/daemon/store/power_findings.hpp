#pragma once

#include <cstdint>
#include <ostream>

#include "tests/daemon/store/power_run.hpp"

namespace triand::store {

// What was found on the disks of machines whose power failed. The last four must stay 0.
struct PowerFindings {
  std::int64_t cuts = 0;
  std::int64_t finished = 0;  // machines that were done before their power could fail
  std::int64_t given = 0;
  std::int64_t answered = 0;
  std::int64_t log_sync_failures = 0;
  std::int64_t database_sync_failures = 0;
  std::int64_t reopened = 0;

  std::int64_t damaged = 0;       // databases that cannot be opened or are not whole
  std::int64_t repeats = 0;       // deliveries that were given to a gateway and could be claimed again
  std::int64_t forgotten = 0;     // outcomes that were said to be durable and are not there
  std::int64_t wrong_counts = 0;  // counters that are not what counting the rows anew gives

  [[nodiscard]] std::int64_t violations() const { return damaged + repeats + forgotten + wrong_counts; }
};

std::ostream& operator<<(std::ostream& out, const PowerFindings& findings);

// Starts again on what the machine left, as the service does, and adds what it finds.
void inspect(const PowerRun& run, const PowerEnd& end, PowerFindings& findings);

}  // namespace triand::store
