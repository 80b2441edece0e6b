#include "daemon/app/log.hpp"

#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <mutex>
#include <string>

#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#define SD_JOURNAL_SUPPRESS_LOCATION
#include <systemd/sd-journal.h>

namespace triand::app {
namespace {

constexpr const char* kLogger = "triand";

// What a stranger, or a gateway gone wrong, can cause as often as he likes. `http_internal_error` is not among them:
// each has a number that its caller was given.
constexpr std::array<std::string_view, 10> kByAnybody{
    "feed_refused",      "http_accept_failed", "http_connection_failed", "http_connection_refused",
    "http_user_refused", "receipt_refused",    "receipt_unreadable",     "sign_on_ignored",
    "sign_on_refused",   "unsubscribe_failed"};

spdlog::logger& logger() {
  static const auto made = spdlog::stderr_logger_mt(kLogger);
  return *made;
}

// Whether standard error is the journal's: systemd.exec(5) says which file it is, for whoever inherits the variable
// with another standard error.
bool is_journal(const char* stream) {
  struct stat status {};
  return stream != nullptr && ::fstat(STDERR_FILENO, &status) == 0 &&
         fmt::format("{}:{}", status.st_dev, status.st_ino) == stream;
}

}  // namespace

struct EventLog::Restraint {
  bool take(server::LogLevel level, std::string_view event) {
    const std::lock_guard lock(mutex);
    return throttle.take(level, event, std::chrono::steady_clock::now());
  }
  std::vector<LogThrottle::LeftOut> tell() {
    const std::lock_guard lock(mutex);
    return throttle.tell(std::chrono::steady_clock::now());
  }
  std::vector<LogThrottle::LeftOut> tell_all() {
    const std::lock_guard lock(mutex);
    return throttle.tell_all();
  }

  std::mutex mutex;
  LogThrottle throttle;
};

EventLog::EventLog()
    : journal_(is_journal(std::getenv("JOURNAL_STREAM"))), restraint_(std::make_shared<Restraint>()) {
  logger().set_pattern(journal_ ? "%v" : "%Y-%m-%dT%H:%M:%S%z %l %v");
}

// To the journal with its event as a field of its own (`journalctl TRIAND_EVENT=held`). False: there is no journal.
bool EventLog::to_journal(server::LogLevel level, std::string_view event, std::string_view text) const {
  const int priority = level == server::LogLevel::info      ? LOG_INFO
                       : level == server::LogLevel::warning ? LOG_WARNING
                                                            : LOG_ERR;
  return journal_ &&
         sd_journal_send("MESSAGE=%.*s %.*s", static_cast<int>(event.size()), event.data(),
                         static_cast<int>(text.size()), text.data(), "PRIORITY=%i", priority,
                         "TRIAND_EVENT=%.*s", static_cast<int>(event.size()), event.data(), nullptr) == 0;
}

void EventLog::operator()(server::LogLevel level, std::string_view event, std::string_view text) const {
  const bool by_anybody = std::find(kByAnybody.begin(), kByAnybody.end(), event) != kByAnybody.end();
  if (!by_anybody || restraint_->take(level, event)) write(level, event, text);
}

void EventLog::write(server::LogLevel level, std::string_view event, std::string_view text) const {
  if (to_journal(level, event, text)) return;
  const char* prefix = "";
  auto as = spdlog::level::info;
  if (level == server::LogLevel::info) {
    prefix = "<6>";
  } else if (level == server::LogLevel::warning) {
    prefix = "<4>";
    as = spdlog::level::warn;
  } else {
    prefix = "<3>";
    as = spdlog::level::err;
  }
  logger().log(as, "{}{} {}", journal_ ? prefix : "", event, text);
}

void EventLog::info(std::string_view event, std::string_view text) const {
  (*this)(server::LogLevel::info, event, text);
}
void EventLog::warning(std::string_view event, std::string_view text) const {
  (*this)(server::LogLevel::warning, event, text);
}
void EventLog::error(std::string_view event, std::string_view text) const {
  (*this)(server::LogLevel::error, event, text);
}

void EventLog::tell_left_out() const { write(restraint_->tell()); }

void EventLog::tell_all_left_out() const { write(restraint_->tell_all()); }

void EventLog::write(const std::vector<LogThrottle::LeftOut>& left_out) const {
  for (const auto& [level, event, lines] : left_out)
    write(level, event, fmt::format("{} more within a minute, left out of the log", lines));
}

}  // namespace triand::app
