#pragma once

#include <map>
#include <string>
#include <vector>

#include "daemon/app/log.hpp"
#include "daemon/app/settings.hpp"

namespace triand::app {

// Writes into the log what a channel has to tell an administrator, once each time it changes. Network thread.
class TroubleLog {
 public:
  explicit TroubleLog(EventLog log) : log_(log) {}

  // Looks at the channels; about once a second.
  void look(const std::vector<ChannelSettings>& channels);

 private:
  EventLog log_;
  std::map<std::string, std::string> told_;  // by channel
};

}  // namespace triand::app
