#include "daemon/server/api/resendable.hpp"

#include <algorithm>

#include "daemon/domain/delivery_machine.hpp"
#include "daemon/server/api/sendable.hpp"

namespace triand::server {
namespace {

using domain::DeliveryState;

// Another delivery of the same leg that has taken over since.
bool is_replaced(store::Reader& reader, const store::DeliveryView& view) {
  const auto all = reader.deliveries_of(view.customer_id);
  return std::any_of(all.begin(), all.end(), [&](const store::DeliveryView& other) {
    return other.id != view.id && other.campaign_id == view.campaign_id && other.leg == view.leg &&
           (other.state != DeliveryState::failed || other.updated_at > view.updated_at);
  });
}

}  // namespace

ResendVerdict campaign_verdict(const ApiWorld& world, store::Reader& reader,
                               const store::DeliveryView& view) {
  const auto campaign = reader.campaign(view.campaign);
  if (!campaign) return {.bar = ResendBar::campaign, .closed = "its campaign is gone"};
  std::string closed = why_not_sendable(*campaign, world.now());
  if (closed.empty()) return {};
  const bool over = world.now() >= campaign->closes_at;
  return {.bar = over ? ResendBar::window_over : ResendBar::campaign, .closed = std::move(closed)};
}

ResendVerdict resend_verdict(const ApiWorld& world, store::Reader& reader, const store::DeliveryView& view) {
  if (view.state == DeliveryState::in_doubt) return {.bar = ResendBar::in_doubt, .closed = {}};
  if (!domain::may_resend(view.state, view.reason)) return {.bar = ResendBar::state, .closed = {}};
  if (is_replaced(reader, view)) return {.bar = ResendBar::replaced, .closed = {}};
  if (ResendVerdict closed = campaign_verdict(world, reader, view); closed.bar != ResendBar::none)
    return closed;
  const auto customer = reader.customer(view.customer_id);
  if (!customer) return {};
  if (customer->customer.opt_out)
    return {.bar = ResendBar::opted_out, .reason = domain::Reason::opted_out, .closed = {}};
  const domain::Reason why = world.suppressions.index().by_channel(
      customer->customer, {.address = view.address_kind,
                           .channel = domain::scope_of_channel(view.channel_kind),
                           .advertising = false,
                           .now = world.now()});
  if (why != domain::Reason::none) return {.bar = ResendBar::suppressed, .reason = why, .closed = {}};
  return {};
}

}  // namespace triand::server
