#include "daemon/server/console/campaign_figures.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "daemon/server/console/document_text.hpp"

namespace triand::server {
namespace {

using domain::RecipientState;

double share_arrived(const UnitFigures& unit) {
  const std::int64_t whole = unit.figures.to_reach();
  return whole == 0 ? 2 : static_cast<double>(unit.figures.arrived()) / static_cast<double>(whole);
}

}  // namespace

std::int64_t CampaignFigures::total() const {
  return std::accumulate(buckets.begin(), buckets.end(), std::int64_t{0});
}
std::int64_t CampaignFigures::to_reach() const {
  return total() - of(RecipientState::suppressed) - of(RecipientState::duplicate);
}
std::int64_t CampaignFigures::through() const { return to_reach() - of(RecipientState::pending); }
std::int64_t CampaignFigures::arrived() const {
  return of(RecipientState::reached) + of(RecipientState::sent);
}
std::int64_t CampaignFigures::missed() const {
  return of(RecipientState::unreached) + of(RecipientState::in_doubt) + of(RecipientState::expired);
}

CampaignFigures figures_in(const boost::json::object& recipients) {
  CampaignFigures out;
  for (std::size_t at = 0; at < domain::kRecipientStates; ++at)
    out.buckets[at] = number_of(recipients, domain::to_string(static_cast<RecipientState>(at)));
  return out;
}

std::vector<UnitFigures> worst_first(const boost::json::object& campaign) {
  std::vector<UnitFigures> out;
  for (const boost::json::value& item : items_of(campaign, "units")) {
    const boost::json::object& unit = item.as_object();
    out.push_back(
        {text_of(unit, "unit"), text_of(unit, "unit_name"), figures_in(part_of(unit, "recipients"))});
  }
  std::stable_sort(out.begin(), out.end(), [](const UnitFigures& one, const UnitFigures& other) {
    return std::tuple(share_arrived(one), -one.figures.missed(), one.prefix) <
           std::tuple(share_arrived(other), -other.figures.missed(), other.prefix);
  });
  return out;
}

}  // namespace triand::server
