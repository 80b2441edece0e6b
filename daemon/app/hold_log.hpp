#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "daemon/app/log.hpp"
#include "daemon/dispatch/dispatcher.hpp"

namespace triand::app {

// Writes into the log when a campaign stops moving on a channel for a reason that somebody should look at, and when it
// moves again: each once. What ends by itself (hours, quotas, rates) is no line. Network thread.
class HoldLog {
 public:
  explicit HoldLog(EventLog log) : log_(log) {}

  // Looks at the lanes; about once a second.
  void look(const dispatch::Dispatcher& dispatcher);

 private:
  using Place = std::pair<std::string, std::string>;  // campaign, channel

  EventLog log_;
  std::map<Place, domain::HoldReason> told_;
};

}  // namespace triand::app
