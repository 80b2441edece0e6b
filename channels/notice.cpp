#include "channels/notice.hpp"

#include <cstdio>

namespace triand::channels {

const char* to_string(NoticeEvent event) {
  switch (event) {
    case NoticeEvent::published:
      return "notice.published";
    case NoticeEvent::updated:
      return "notice.updated";
    case NoticeEvent::withdrawn:
      break;
  }
  return "notice.withdrawn";
}

std::string utc_text(std::chrono::system_clock::time_point time) {
  const auto days = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day day(days);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - days));
  char out[40];
  std::snprintf(out, sizeof out, "%04d-%02u-%02uT%02d:%02d:%02dZ", int(day.year()), unsigned(day.month()),
                unsigned(day.day()), int(clock.hours().count()), int(clock.minutes().count()),
                int(clock.seconds().count()));
  return out;
}

boost::json::object to_json(const Notice& notice) {
  boost::json::object out;
  out["notice_id"] = notice.id;
  out["event"] = to_string(notice.event);
  out["version"] = notice.version;
  out["customer_code"] = notice.customer_code;
  out["campaign_id"] = notice.campaign;
  if (notice.event == NoticeEvent::withdrawn) return out;
  out["title"] = notice.title;
  out["body"] = notice.body;
  out["lang"] = notice.language;
  out["publish_at"] = utc_text(notice.publish_at);
  out["priority"] = "normal";
  return out;
}

}  // namespace triand::channels
