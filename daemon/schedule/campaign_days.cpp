#include "daemon/schedule/campaign_days.hpp"

#include <stdexcept>

namespace triand::schedule {
namespace {

using std::chrono::year;
using std::chrono::year_month_day;

year_month_day in_year(const domain::CampaignDay& day, year which) {
  const year_month_day exact(which, std::chrono::month(static_cast<unsigned>(day.month)),
                             std::chrono::day(static_cast<unsigned>(day.day)));
  if (exact.ok()) return exact;
  if (day.month == 2 && day.day == 29) return which / std::chrono::February / std::chrono::last;
  throw std::invalid_argument("a campaign's day is in no calendar");
}

}  // namespace

std::optional<CampaignDays> next_occurrence(const domain::CampaignDay& from, const domain::CampaignDay& to,
                                            year_month_day today) {
  if ((from.year == 0) != (to.year == 0))
    throw std::invalid_argument("a campaign's days have both a year or both none");
  if (from.year != 0) {
    const CampaignDays days{in_year(from, year(from.year)), in_year(to, year(to.year))};
    if (days.to < today || days.to < days.from) return std::nullopt;
    return days;
  }
  const bool over_new_year = to.month < from.month || (to.month == from.month && to.day < from.day);
  for (year first = today.year() - std::chrono::years(1);; ++first) {
    const CampaignDays days{in_year(from, first),
                            in_year(to, over_new_year ? first + std::chrono::years(1) : first)};
    if (days.to >= today) return days;
  }
}

}  // namespace triand::schedule
