#include "daemon/app/active_campaign.hpp"

#include <algorithm>

#include "daemon/app/preview_document.hpp"
#include "daemon/domain/advertising_consent.hpp"
#include "daemon/domain/customer_values.hpp"
#include "daemon/domain/leg.hpp"
#include "daemon/domain/message_version.hpp"
#include "daemon/domain/reference.hpp"
#include "templates/field_names.hpp"

namespace triand::app {

static_assert(domain::value_slots::kFirstExtra == templates::slots::kFirstExtra);

std::optional<std::string> channel_after(const domain::Campaign& campaign, const domain::AddressKinds& kinds,
                                         int route, int leg, const std::string& channel,
                                         const domain::Customer& customer,
                                         const std::function<bool(const std::string&)>& allowed) {
  if (route < 0 || static_cast<std::size_t>(route) >= campaign.routes.size()) return std::nullopt;
  const auto& legs = campaign.routes[static_cast<std::size_t>(route)].legs;
  if (static_cast<std::size_t>(leg) >= legs.size()) return std::nullopt;
  const domain::Leg& channels = legs[static_cast<std::size_t>(leg)];
  const auto at = std::find(channels.begin(), channels.end(), channel);
  if (at == channels.end()) return std::nullopt;
  auto next =
      domain::next_usable(channels, static_cast<std::size_t>(at - channels.begin()) + 1, customer, kinds);
  while (next && !allowed(channels[*next])) next = domain::next_usable(channels, *next + 1, customer, kinds);
  if (!next) return std::nullopt;
  return channels[*next];
}

std::optional<std::chrono::milliseconds> templates_give_up_after(const plan::PlanBasis& basis,
                                                                 const std::string& channel) {
  const auto known = basis.templates.find(channel);
  std::optional<std::chrono::milliseconds> longest;
  if (known != basis.templates.end())
    for (const auto& [id, rules] : known->second)
      if (rules.timeout) longest = std::max(longest.value_or(*rules.timeout), *rules.timeout);
  return longest;
}

ActiveCampaign::ActiveCampaign(std::int64_t row, std::shared_ptr<const CampaignDraft> draft,
                               const ChannelRows& rows, std::int64_t spent,
                               const domain::SuppressionIndex& suppressions,
                               domain::AdvertisingLog& advertising)
    : row_(row),
      draft_(std::move(draft)),
      rows_(rows),
      composer_(draft_->basis),
      suppressions_(suppressions),
      advertising_(advertising),
      committed_(spent) {
  for (std::size_t at = 0; at < draft_->basis.channels.size(); ++at) {
    const auto& facts = draft_->basis.channels[at];
    positions_[rows_.at(facts.name)] = at;
    kinds_[facts.name] = facts.address;
  }
}

std::size_t ActiveCampaign::position(std::int64_t channel) const { return positions_.at(channel); }

bool ActiveCampaign::is_advertising() const {
  return draft_->basis.campaign.kind == domain::Campaign::Class::advertising;
}

domain::Reason ActiveCampaign::suppressed(const domain::Customer& customer, std::size_t channel) const {
  const auto& facts = draft_->basis.channels[channel];
  return suppressions_.by_channel(customer, {.address = facts.address,
                                             .channel = domain::scope_of_channel(facts.kind),
                                             .advertising = is_advertising(),
                                             .now = std::chrono::system_clock::now()});
}

bool ActiveCampaign::uses(std::int64_t channel) const {
  const auto at = positions_.find(channel);
  return at != positions_.end() && !draft_->basis.messages[at->second].empty();
}

bool ActiveCampaign::falls_back_from(std::int64_t channel) const {
  const auto at = positions_.find(channel);
  if (at == positions_.end()) return false;
  const std::string& name = draft_->basis.channels[at->second].name;
  for (const auto& route : draft_->basis.campaign.routes)
    for (const domain::Leg& leg : route.legs)
      if (const auto place = std::find(leg.begin(), leg.end(), name);
          place != leg.end() && std::next(place) != leg.end())
        return true;
  return false;
}

bool ActiveCampaign::uses_template(std::int64_t channel, const std::string& id) const {
  const auto at = positions_.find(channel);
  if (at == positions_.end()) return false;
  for (const auto& [language, message] : draft_->basis.messages[at->second]) {
    const auto ids = message.template_ids();
    if (std::find(ids.begin(), ids.end(), id) != ids.end()) return true;
  }
  return false;
}

std::optional<std::chrono::milliseconds> ActiveCampaign::gives_up_after(std::int64_t channel) const {
  const auto at = positions_.find(channel);
  if (at == positions_.end()) return std::nullopt;
  return templates_give_up_after(draft_->basis, draft_->basis.channels[at->second].name);
}

std::optional<std::int64_t> ActiveCampaign::budget_left(std::int64_t channel) const {
  const auto& budget = draft_->basis.campaign.budget;
  if (!budget) return std::nullopt;
  const std::int64_t price = draft_->basis.channels[position(channel)].price;
  if (price == 0) return std::nullopt;
  return budget_passed_ ? 0 : std::max<std::int64_t>(0, (*budget - committed_) / price);
}

bool ActiveCampaign::commit_cost(std::int64_t cost) {
  const auto& budget = draft_->basis.campaign.budget;
  if (budget && cost > 0 && committed_ + cost > *budget) {
    budget_passed_ = true;
    return false;
  }
  committed_ += cost;
  return true;
}

void ActiveCampaign::return_cost(std::int64_t cost) {
  committed_ -= cost;
  // The message that was too dear may fit again.
  if (cost > 0) budget_passed_ = false;
}

dispatch::Prepared ActiveCampaign::prepare(std::int64_t channel, const store::ClaimedDelivery& delivery) {
  dispatch::Prepared out;
  const auto& customer = delivery.customer.customer;
  const auto& facts = draft_->basis.channels[position(channel)];
  if (customer.opt_out) {
    out.reason = domain::Reason::opted_out;
    return out;
  }
  // A consent can be taken back until the message leaves.
  if (is_advertising() && !domain::consents_to_advertising(customer)) {
    out.reason = domain::Reason::no_consent;
    return out;
  }
  out.reason = suppressed(customer, position(channel));
  // About one address or one channel: the leg goes on where it may. About the customer: next_channel() knows of none.
  out.goes_on = out.reason != domain::Reason::none;
  if (out.goes_on) return out;
  const std::string_view address = domain::address_of(customer, facts.address);
  if (address.empty()) {
    out.reason = domain::Reason::no_contact_data;
    return out;
  }
  if (const auto counted = counted_as(channel, customer)) {
    out.not_before = advertising_.not_before(*counted, delivery.id, std::chrono::system_clock::now());
    if (out.not_before) {
      out.detail = "three advertisements within 24 hours are the most (decree-91-2020/13-three-a-day)";
      return out;
    }
  }
  composer_.take(customer);
  plan::Composed composed = composer_.compose(position(channel));
  if (!composed.message.missing.empty()) {
    out.reason = domain::Reason::missing_value;
    out.detail = composed.message.missing;
    return out;
  }
  if (!composed.refused.empty()) {
    out.reason = domain::Reason::text_too_long;
    out.detail = std::move(composed.refused);
    out.goes_on = true;
    return out;
  }
  out.parts = std::max(1, composed.sms.parts);
  out.cost = composed.cost;
  out.envelope = envelope_of(draft_->id, delivery.customer, std::move(composed));
  out.envelope.reference = domain::make_reference(draft_->id, customer.code, delivery.leg, facts.name);
  out.envelope.to = address;
  out.envelope.version = domain::version_handed_over(delivery.attempts);
  return out;
}

std::optional<std::uint64_t> ActiveCampaign::counted_as(std::int64_t channel,
                                                        const domain::Customer& customer) const {
  if (!is_advertising()) return std::nullopt;
  return advertised_address(draft_->basis.channels[position(channel)], customer, suppressions_.hash());
}

void ActiveCampaign::handed_over(std::int64_t channel, const store::ClaimedDelivery& delivery) {
  if (const auto counted = counted_as(channel, delivery.customer.customer))
    advertising_.left(*counted, delivery.id, std::chrono::system_clock::now());
}

void ActiveCampaign::came_back(std::int64_t channel, const store::ClaimedDelivery& delivery) {
  if (const auto counted = counted_as(channel, delivery.customer.customer))
    advertising_.did_not_leave(*counted, delivery.id);
}

std::optional<std::uint64_t> advertised_address(const plan::ChannelFacts& channel,
                                                const domain::Customer& customer,
                                                const domain::SubjectHash& hash) {
  const std::string_view address = domain::address_of(customer, channel.address);
  if (address.empty()) return std::nullopt;
  if (channel.is_sms()) return hash(domain::SubjectKind::telephone, address);
  if (channel.address == domain::AddressKind::email) return hash(domain::SubjectKind::email, address);
  return std::nullopt;
}

std::optional<std::int64_t> ActiveCampaign::next_channel(int route, int leg, std::int64_t channel,
                                                         const domain::Customer& customer) const {
  const auto now = std::chrono::system_clock::now();
  if (suppressions_.everywhere(customer, is_advertising(), now) != domain::Reason::none) return std::nullopt;
  if (is_advertising() && !domain::consents_to_advertising(customer)) return std::nullopt;
  const auto next =
      channel_after(draft_->basis.campaign, kinds_, route, leg,
                    draft_->basis.channels[position(channel)].name, customer, [&](const std::string& name) {
                      const auto at = draft_->basis.channel(name);
                      return at && suppressed(customer, *at) == domain::Reason::none;
                    });
  if (!next) return std::nullopt;
  return rows_.at(*next);
}

}  // namespace triand::app
