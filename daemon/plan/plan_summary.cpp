#include "daemon/plan/plan_summary.hpp"

#include <array>

#include "templates/utf8.hpp"

namespace triand::plan {
namespace {

constexpr std::size_t kMaxSegments = 1000;
constexpr std::size_t kExamples = 10;

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

PlanSummary::PlanSummary(const PlanBasis& basis) : sms_(basis.channels.size()), fits_(basis.channels.size()) {
  for (const ChannelFacts& facts : basis.channels) is_sms_.push_back(facts.is_sms());
  all_.channels.resize(basis.channels.size());
  routes_.assign(basis.campaign.routes.size(), all_);
  for (const domain::Route& route : basis.campaign.routes) {
    auto& legs = legs_.emplace_back();
    for (const domain::Leg& leg : route.legs) {
      auto& channels = legs.emplace_back();
      for (const std::string& name : leg) channels.push_back(basis.channel(name).value_or(0));
    }
  }
}

void PlanSummary::add(const domain::Customer& customer, const PlannedRecipient& planned) {
  const bool crowded = segments_.size() >= kMaxSegments && !segments_.contains(customer.segment);
  const std::array groups = {&all_, &group(units_, customer.unit),
                             &group(segments_, crowded ? kOtherSegments : customer.segment)};
  for (GroupTotals* totals : groups) count(*totals, planned);
  if (planned.route) count(routes_.at(*planned.route), planned);
  if (planned.reason != domain::Reason::none) {
    ++reasons_[planned.reason];
    if (auto& first = left_out_[planned.reason]; first.size() < kExamples) first.push_back(customer.id);
  }
  if (planned.reason == domain::Reason::missing_value) ++missing_columns_[planned.detail];
  for (const PlannedDelivery& delivery : planned.deliveries) {
    add_sms(delivery);
    add_fit(delivery);
  }
  if (!planned.deliveries.empty()) add_flows(customer.unit, planned);
}

void PlanSummary::add_flows(const std::string& unit, const PlannedRecipient& planned) {
  auto& flows = flows_[unit];
  for (const PlannedDelivery& delivery : planned.deliveries)
    ++flows[{planned.rank, planned.route.value_or(0), delivery.leg, delivery.channel, delivery.then}];
}

std::vector<PlannedFlow> PlanSummary::flows() const {
  std::map<std::tuple<std::string, std::size_t, std::vector<std::size_t>>, std::int64_t> sums;
  for (const auto& [unit, flows] : flows_)
    for (const auto& [flow, messages] : flows) {
      const auto& [rank, route, leg, channel, then] = flow;
      std::vector<std::size_t> channels{channel};
      const auto& places = legs_.at(route).at(leg);
      for (std::size_t place = 0; place < places.size() && place < 32; ++place)
        if ((then >> place & 1) != 0) channels.push_back(places[place]);
      sums[{unit, rank, std::move(channels)}] += messages;
    }
  std::vector<PlannedFlow> out;
  out.reserve(sums.size());
  for (const auto& [key, messages] : sums)
    out.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), messages});
  return out;
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

void PlanSummary::add_fit(const PlannedDelivery& delivery) {
  if (delivery.fit == Fit::shortened) ++fits_[delivery.channel].shortened;
  if (delivery.fit == Fit::other_template) ++fits_[delivery.channel].other_template;
  if (delivery.unfit) ++fits_[*delivery.unfit].other_channel;
}

}  // namespace triand::plan
