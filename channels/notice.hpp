#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include <boost/json/object.hpp>

namespace triand::channels {

// What happens to a notice on the portal.
enum class NoticeEvent { published, updated, withdrawn };

[[nodiscard]] const char* to_string(NoticeEvent event);  // "notice.published"

// One notice as a portal is told it, pushed or in the feed. The portal keeps one copy of each id; the higher version wins.
struct Notice {
  std::string id;  // the delivery's reference
  NoticeEvent event = NoticeEvent::published;
  std::int64_t version = 1;
  std::string customer_code;
  std::string title;  // of a withdrawn one: empty, as all that follows
  std::string body;   // plain text
  std::string language;
  std::string campaign;
  std::chrono::system_clock::time_point publish_at{};
};

[[nodiscard]] boost::json::object to_json(const Notice& notice);

// "2026-12-18T09:00:00Z"
[[nodiscard]] std::string utc_text(std::chrono::system_clock::time_point time);

}  // namespace triand::channels
