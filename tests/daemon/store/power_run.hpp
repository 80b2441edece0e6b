#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "daemon/domain/delivery_state.hpp"
#include "daemon/store/time.hpp"
#include "tests/daemon/store/power_supply.hpp"

namespace triand::store {

// One machine that sends a planned campaign until it is done or its power fails.
struct PowerRun {
  std::string database;
  std::int64_t campaign = 0;
  std::map<std::string, std::int64_t> channels;  // "sms" and "email"
  TimePoint now;
  PowerPlan power;
  bool only_normal = false;  // control: synchronous=NORMAL instead of FULL
  bool blind_checkpoints =
      false;             // control: SQLite's own checkpoints, which keep their failures to themselves
  bool readers = false;  // now and then somebody reads for a while, so that checkpoints cannot end
};

// What the machine told the world outside, in this order, before it went dark.
struct PowerReport {
  enum class Kind : std::uint8_t {
    given,      // the delivery was handed to its gateway; its claim was said to be durable
    answering,  // its outcome goes to the writer and will lead to `state`
    answered,   // that outcome was said to be durable
    log_sync_failed,
    database_sync_failed,
    reopened,  // the database, after such a failure
    finished,  // everything was sent; `delivery` is the number of operations
  };
  Kind kind = Kind::given;
  domain::DeliveryState state = domain::DeliveryState::queued;
  std::int64_t delivery = 0;
};

struct PowerEnd {
  bool dark = false;  // the power failed; otherwise the campaign was finished
  std::vector<PowerReport> reports;
};

// Runs it in a process of its own with the real writer. Throws when that process ended in another way. To be called
// while this process has no other thread.
[[nodiscard]] PowerEnd run_until_dark(const PowerRun& run);

}  // namespace triand::store
