#pragma once

#include <chrono>
#include <optional>

#include "daemon/domain/campaign.hpp"

namespace triand::schedule {

// The days of one campaign in one year, both inclusive.
struct CampaignDays {
  std::chrono::year_month_day from;
  std::chrono::year_month_day to;
  bool operator==(const CampaignDays&) const = default;
};

// The days that are not wholly past on `today`: those that are running or come next. Days without a year come every
// year; an end before its beginning (12-28 to 01-03) lies in the following year; 29 February is the month's last day in
// years without one. With full dates that are wholly past: none.
// Throws std::invalid_argument when one day has a year and the other has none, or a day is not in any calendar: whoever
// read the campaign's file has refused it.
[[nodiscard]] std::optional<CampaignDays> next_occurrence(const domain::CampaignDay& from,
                                                          const domain::CampaignDay& to,
                                                          std::chrono::year_month_day today);

}  // namespace triand::schedule
