#include "daemon/app/log.hpp"

#include <cstdlib>
#include <string>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace triand::app {
namespace {

constexpr const char* kLogger = "triand";

spdlog::logger& logger() {
  static const auto made = spdlog::stderr_logger_mt(kLogger);
  return *made;
}

}  // namespace

EventLog::EventLog() : journal_(std::getenv("JOURNAL_STREAM") != nullptr) {
  logger().set_pattern(journal_ ? "%v" : "%Y-%m-%dT%H:%M:%S%z %l %v");
}

void EventLog::operator()(server::LogLevel level, std::string_view event, std::string_view text) const {
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

}  // namespace triand::app
