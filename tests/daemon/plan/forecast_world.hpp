#pragma once

#include <chrono>

#include "daemon/plan/campaign_forecast.hpp"

namespace triand::test {

inline const schedule::TimeZone& viet_nam() {
  static const schedule::TimeZone found = schedule::TimeZone::find("Asia/Ho_Chi_Minh").value();
  return found;
}

// A moment of December 2026 by Viet Nam's clocks.
inline schedule::WallTime at(unsigned day, std::chrono::minutes of_day) {
  return viet_nam().at(std::chrono::year(2026) / std::chrono::December / std::chrono::day(day), of_day);
}

// That many days from the 18th, at the same hours.
inline schedule::CampaignWindow window_of(int days, const domain::Hours& hours) {
  const std::chrono::year_month_day from = std::chrono::year(2026) / 12 / 18;
  return {viet_nam(), {from, std::chrono::sys_days(from) + std::chrono::days(days - 1)}, hours};
}

}  // namespace triand::test
