#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "daemon/schedule/moment.hpp"

namespace date {
class time_zone;
}

namespace triand::schedule {

// A moment as a calendar and a clock on the wall show it.
struct LocalTime {
  std::chrono::year_month_day day;
  std::chrono::minutes of_day{0};  // since midnight by the wall clock, whole minutes passed
  bool operator==(const LocalTime&) const = default;
};

// One of the system's time zones, by value. The zone data is read from the disk when the first zone is asked for and
// lives as long as the program; after that nothing here touches anything outside. Thread-safe.
class TimeZone {
 public:
  // "Asia/Ho_Chi_Minh"; nullopt when the system knows no zone of that name.
  [[nodiscard]] static std::optional<TimeZone> find(const std::string& name);

  [[nodiscard]] const std::string& name() const;
  [[nodiscard]] LocalTime local(WallTime time) const;
  // What is to be added to UTC for local time.
  [[nodiscard]] std::chrono::seconds offset(WallTime time) const;
  // When it is that late on that day; 24:00 is the next midnight. A time that a change of clocks leaves out becomes the
  // moment of the change, of a time that comes twice the first counts.
  [[nodiscard]] WallTime at(std::chrono::year_month_day day, std::chrono::minutes of_day) const;
  // The next midnight after `time`.
  [[nodiscard]] WallTime next_midnight(WallTime time) const;

 private:
  explicit TimeZone(const date::time_zone* zone) : zone_(zone) {}

  const date::time_zone* zone_;
};

// 20261218: how a local day stands in the database.
[[nodiscard]] int day_number(std::chrono::year_month_day day);

}  // namespace triand::schedule
