#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "daemon/app/log_throttle.hpp"
#include "daemon/server/log.hpp"

namespace triand::app {

// The service's log: one line an event on standard error, `LEVEL event text`, with the time unless systemd adds its
// own. Under systemd it goes to the journal, with PRIORITY and TRIAND_EVENT as fields. Any thread.
// Event names are a closed list, kept in systemd/RUNBOOK.md; no telephone, name, address or secret is ever part of a line.
// Of events that anybody can cause only so many lines a minute are written (LogThrottle), in all copies together.
class EventLog {
 public:
  EventLog();
  void operator()(server::LogLevel level, std::string_view event, std::string_view text) const;
  void info(std::string_view event, std::string_view text) const;
  void warning(std::string_view event, std::string_view text) const;
  void error(std::string_view event, std::string_view text) const;

  // Writes how many lines were left out in minutes that are over; about once a second.
  void tell_left_out() const;
  // The same of the minute that is not over: before the log ends.
  void tell_all_left_out() const;

 private:
  struct Restraint;

  void write(server::LogLevel level, std::string_view event, std::string_view text) const;
  void write(const std::vector<LogThrottle::LeftOut>& left_out) const;
  [[nodiscard]] bool to_journal(server::LogLevel level, std::string_view event, std::string_view text) const;

  bool journal_ = false;
  std::shared_ptr<Restraint> restraint_;
};

}  // namespace triand::app
