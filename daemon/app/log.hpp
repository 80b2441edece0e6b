#pragma once

#include <string_view>

#include "daemon/server/log.hpp"

namespace triand::app {

// The service's log: one line an event on standard error, `LEVEL event text`, with the time unless systemd adds its
// own. Under systemd it goes to the journal, with PRIORITY and TRIAND_EVENT as fields. Any thread.
// Event names are a closed list, kept in systemd/RUNBOOK.md; no telephone, name, address or secret is ever part of a line.
class EventLog {
 public:
  EventLog();
  void operator()(server::LogLevel level, std::string_view event, std::string_view text) const;
  void info(std::string_view event, std::string_view text) const;
  void warning(std::string_view event, std::string_view text) const;
  void error(std::string_view event, std::string_view text) const;

 private:
  [[nodiscard]] bool to_journal(server::LogLevel level, std::string_view event, std::string_view text) const;

  bool journal_ = false;
};

}  // namespace triand::app
