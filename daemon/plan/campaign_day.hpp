#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "daemon/domain/campaign.hpp"

namespace triand::plan {

// What a day of a campaign file says, or why it is none.
struct DayReading {
  std::optional<domain::CampaignDay> day;
  std::string fault;  // a sentence with the remedy; empty when there is a day
};

// "12-18" (every year) or "2026-12-18". 29 February needs a year that has one.
[[nodiscard]] DayReading read_campaign_day(std::string_view text);

// True when `day` comes before `other` in the year, or in time when both have a year.
[[nodiscard]] bool is_before(const domain::CampaignDay& day, const domain::CampaignDay& other);

}  // namespace triand::plan
