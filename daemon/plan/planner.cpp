#include "daemon/plan/planner.hpp"

#include <stdexcept>
#include <utility>

#include "daemon/domain/leg.hpp"

namespace triand::plan {
namespace {

using domain::Customer;
using domain::Reason;
using domain::RecipientState;

std::size_t usable_channel(const PlanBasis& basis, const std::string& name) {
  const auto channel = basis.channel(name);
  if (!channel) throw std::invalid_argument("a route names the channel " + name + ", which is not there");
  if (basis.messages.at(*channel).empty())
    throw std::invalid_argument("the campaign has no message for the channel " + name);
  return *channel;
}

PlannedRecipient& settle(PlannedRecipient& planned, RecipientState bucket, Reason reason,
                         std::string detail = {}) {
  planned.bucket = bucket;
  planned.reason = reason;
  planned.detail = std::move(detail);
  return planned;
}

}  // namespace

Planner::Planner(const PlanBasis& basis, SuppressionLookup suppression)
    : basis_(basis),
      suppression_(std::move(suppression)),
      audience_(basis.campaign.audience),
      composer_(basis),
      memory_(basis.campaign.one_per) {
  composer_.compare_forms();
  for (const domain::Route& route : basis.campaign.routes) {
    Route ready{Conditions(route.when), {}};
    for (const domain::Leg& leg : route.legs) {
      LegChannels& channels = ready.legs.emplace_back();
      for (const std::string& name : leg) channels.push_back(usable_channel(basis, name));
    }
    routes_.push_back(std::move(ready));
  }
  for (const auto& conditions : basis.campaign.order) order_.emplace_back(conditions);
}

std::optional<PlannedRecipient> Planner::plan(const Customer& customer) {
  check_order(customer);
  if (!audience_.hold_for(customer)) return std::nullopt;
  PlannedRecipient planned;
  if (const Reason reason = suppressed(customer); reason != Reason::none)
    return settle(planned, RecipientState::suppressed, reason);
  planned.route = route_of(customer);
  if (!planned.route) return settle(planned, RecipientState::suppressed, Reason::no_route);
  if (auto twin = memory_.twin_of(customer))
    return settle(planned, RecipientState::duplicate, Reason::duplicate_customer, std::move(*twin));
  plan_deliveries(customer, planned);
  if (planned.bucket == RecipientState::pending) {
    memory_.remember(customer);
    planned.rank = rank_of(customer);
  }
  return planned;
}

void Planner::check_order(const Customer& customer) {
  if (last_code_ && customer.code < *last_code_)
    throw std::invalid_argument("customers must be planned in the order of their codes");
  last_code_ = customer.code;
}

Reason Planner::suppressed(const Customer& customer) const {
  if (customer.opt_out) return Reason::opted_out;
  return suppression_ ? suppression_(customer, {}) : Reason::none;
}

std::optional<std::size_t> Planner::route_of(const Customer& customer) const {
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    if (routes_[i].when.hold_for(customer)) return i;
  }
  return std::nullopt;
}

std::size_t Planner::rank_of(const Customer& customer) const {
  std::size_t rank = 0;
  while (rank < order_.size() && !order_[rank].hold_for(customer)) ++rank;
  return rank;
}

void Planner::plan_deliveries(const Customer& customer, PlannedRecipient& planned) {
  composer_.take(customer);
  Obstacles obstacles;
  const std::vector<LegChannels>& legs = routes_[*planned.route].legs;
  for (std::size_t i = 0; i < legs.size(); ++i) {
    auto delivery = plan_leg(customer, legs[i], obstacles);
    if (!delivery) continue;
    delivery->leg = i;
    planned.deliveries.push_back(std::move(*delivery));
  }
  if (!planned.deliveries.empty()) return;
  // A value that somebody can still fill in says more than a channel that must stay silent.
  if (!obstacles.missing.empty())
    settle(planned, RecipientState::unreached, Reason::missing_value, std::move(obstacles.missing));
  else if (!obstacles.refused.empty())
    settle(planned, RecipientState::unreached, Reason::text_too_long, std::move(obstacles.refused));
  else if (obstacles.suppressed != Reason::none)
    settle(planned, RecipientState::suppressed, obstacles.suppressed);
  else
    settle(planned, RecipientState::unreached, Reason::no_contact_data);
}

std::uint32_t Planner::others_after(const Customer& customer, const LegChannels& leg,
                                    std::size_t channel) const {
  std::uint32_t then = 0;
  bool behind = false;
  for (std::size_t place = 0; place < leg.size() && place < 32; ++place) {
    if (behind && !domain::address_of(customer, basis_.channels[leg[place]].address).empty())
      then |= std::uint32_t{1} << place;
    behind = behind || leg[place] == channel;
  }
  return then;
}

std::optional<PlannedDelivery> Planner::plan_leg(const Customer& customer, const LegChannels& leg,
                                                 Obstacles& obstacles) const {
  std::optional<std::size_t> unfit;
  for (const std::size_t channel : leg) {
    const ChannelFacts& facts = basis_.channels[channel];
    if (domain::address_of(customer, facts.address).empty()) continue;
    const Reason reason = suppression_ ? suppression_(customer, facts.name) : Reason::none;
    if (reason != Reason::none) {
      if (obstacles.suppressed == Reason::none) obstacles.suppressed = reason;
      continue;
    }
    Composed composed = composer_.compose(channel);
    if (!composed.message.missing.empty()) {
      if (obstacles.missing.empty()) obstacles.missing = std::move(composed.message.missing);
      continue;
    }
    if (!composed.refused.empty()) {
      if (obstacles.refused.empty()) obstacles.refused = std::move(composed.refused);
      if (facts.form == templates::MessageForm::zalo) unfit = channel;
      continue;
    }
    return PlannedDelivery{.leg = 0,
                           .channel = channel,
                           .parts = composed.sms.parts,
                           .cost = composed.cost,
                           .offenders = std::move(composed.sms.offenders),
                           .plain_parts = composed.plain_parts,
                           .unicode_parts = composed.unicode_parts,
                           .then = others_after(customer, leg, channel),
                           .fit = composed.fit,
                           .unfit = unfit};
  }
  return std::nullopt;
}

}  // namespace triand::plan
