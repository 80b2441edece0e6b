#include "daemon/plan/plan_summary.hpp"

#include <array>

#include "templates/utf8.hpp"

namespace triand::plan {
namespace {

constexpr std::size_t kMaxSegments = 1000;

void count(GroupTotals& group, const PlannedRecipient& planned) {
  group.recipients.add(planned.bucket);
  for (const PlannedDelivery& delivery : planned.deliveries) {
    ChannelTotals& channel = group.channels[delivery.channel];
    ++channel.messages;
    channel.parts += delivery.parts;
    channel.cost += delivery.cost;
  }
}

}  // namespace

PlanSummary::PlanSummary(const PlanBasis& basis) : sms_(basis.channels.size()) {
  for (const ChannelFacts& facts : basis.channels) is_sms_.push_back(facts.is_sms());
  all_.channels.resize(basis.channels.size());
  routes_.assign(basis.campaign.routes.size(), all_);
}

void PlanSummary::add(const domain::Customer& customer, const PlannedRecipient& planned) {
  const bool crowded = segments_.size() >= kMaxSegments && !segments_.contains(customer.segment);
  const std::array groups = {&all_, &group(units_, customer.unit),
                             &group(segments_, crowded ? kOtherSegments : customer.segment)};
  for (GroupTotals* totals : groups) count(*totals, planned);
  if (planned.route) count(routes_.at(*planned.route), planned);
  if (planned.reason != domain::Reason::none) ++reasons_[planned.reason];
  if (planned.reason == domain::Reason::missing_value) ++missing_columns_[planned.detail];
  for (const PlannedDelivery& delivery : planned.deliveries) add_sms(delivery);
}

GroupTotals& PlanSummary::group(std::map<std::string, GroupTotals>& groups, const std::string& name) const {
  GroupTotals& found = groups[name];
  found.channels.resize(all_.channels.size());
  return found;
}

void PlanSummary::add_sms(const PlannedDelivery& delivery) {
  if (!is_sms_[delivery.channel]) return;
  SmsTotals& totals = sms_[delivery.channel];
  ++totals.messages_by_parts[delivery.parts];
  totals.plain_parts += delivery.plain_parts;
  totals.unicode_parts += delivery.unicode_parts;
  for (std::size_t at = 0; at < delivery.offenders.size();)
    ++totals.offenders[templates::next_code_point(delivery.offenders, at)];
}

}  // namespace triand::plan
