#include "daemon/server/api/delivery_orders.hpp"

#include <algorithm>
#include <optional>

#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/delivery_address.hpp"
#include "daemon/server/api/delivery_document.hpp"
#include "daemon/server/api/json_body.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/server/api/sendable.hpp"
#include "daemon/server/unit_limits.hpp"
#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/record.hpp"
#include "daemon/store/store_error.hpp"

namespace triand::server {
namespace {

using domain::DeliveryEvent;
using domain::DeliveryState;

// A decision by hand, its place in the history and in the audit, in one step. Throws WrongState when the
// delivery has moved since it was looked at: then nothing is recorded.
Answer decide(const ApiWorld& world, const Request& request, const store::DeliveryView& view,
              const std::string& action, const std::string& reason, store::LaterWord word) {
  word.delivery = view.id;
  word.history = store::HistoryEvent::resolved;
  word.detail = reason;
  word.who = request.caller.name;
  word.now = world.now();
  world.writer.run([&](store::WriteSession& session) {
    if (!store::apply_later_word(session, word))
      throw store::WrongState("the delivery has just moved on; look at it again");
    store::write_audit(session, word.who, action, view.reference, reason, word.now);
  });
  world.changed();
  const auto reader = world.reader();
  const auto after = reader->delivery(view.reference);
  if (!after) return no_delivery();
  return delivery_document(world, *reader, *after, false, may_see_all(request.caller));
}

std::optional<DeliveryEvent> event_of(const std::string& as) {
  if (as == "delivered") return DeliveryEvent::resolved_delivered;
  if (as == "failed") return DeliveryEvent::resolved_failed;
  if (as == "resend") return DeliveryEvent::resolved_resend;
  return std::nullopt;
}

Answer resolve(const ApiWorld& world, const Request& request) {
  JsonBody body(request);
  const std::string as = body.required("as");
  const std::string reason = body.text("reason");
  if (auto fault = body.fault()) return *fault;
  const auto event = event_of(as);
  if (!event) return invalid_request("a doubt cannot be resolved as that", "say delivered, failed or resend");
  const auto reader = world.reader();
  const auto view = reader->delivery(request.parameter("reference"));
  if (!view || !may_see(request.caller, *reader, view->customer_id)) return no_delivery();
  if (view->state != DeliveryState::in_doubt) {
    return wrong_state("the delivery is " + std::string(domain::to_string(view->state)) + ", not in doubt",
                       "only a doubt can be resolved");
  }
  if (*event == DeliveryEvent::resolved_resend) {
    const auto campaign = reader->campaign(view->campaign);
    const std::string closed = campaign ? why_not_sendable(*campaign, world.now()) : "its campaign is gone";
    if (!closed.empty()) return wrong_state(closed, "resolve it as delivered or failed");
  }
  store::LaterWord word;
  word.event = *event;
  if (*event == DeliveryEvent::resolved_failed) word.next_channel = world.next_channel(*view);
  return decide(world, request, *view, "delivery.resolve_" + as, reason, std::move(word));
}

// Another delivery of the same leg that has taken over since.
bool is_replaced(store::Reader& reader, const store::DeliveryView& view) {
  const auto all = reader.deliveries_of(view.customer_id);
  return std::any_of(all.begin(), all.end(), [&](const store::DeliveryView& other) {
    return other.id != view.id && other.campaign_id == view.campaign_id && other.leg == view.leg &&
           (other.state != DeliveryState::failed || other.updated_at > view.updated_at);
  });
}

std::optional<ApiError> why_not_resend(const ApiWorld& world, store::Reader& reader,
                                       const store::DeliveryView& view) {
  const std::string state(domain::to_string(view.state));
  if (view.state == DeliveryState::in_doubt) {
    return wrong_state("the delivery is in doubt: it may have arrived",
                       "decide it: trianctl deliveries resolve REFERENCE --as resend");
  }
  if (!domain::may_resend(view.state, view.reason)) {
    const std::string_view why =
        view.state == DeliveryState::failed ? domain::text_of(view.reason).english : std::string_view();
    return wrong_state("the delivery is " + state + (why.empty() ? "" : ": " + std::string(why)),
                       "only a failed delivery whose customer has not refused can be sent again");
  }
  if (is_replaced(reader, view)) {
    return wrong_state("another channel has taken over from this delivery",
                       "send the newest delivery of the customer again: trianctl deliveries find CODE");
  }
  const auto campaign = reader.campaign(view.campaign);
  const std::string closed = campaign ? why_not_sendable(*campaign, world.now()) : "its campaign is gone";
  if (!closed.empty()) return wrong_state(closed, "a message can be sent again while its window is open");
  const auto customer = reader.customer(view.customer_id);
  if (customer && customer->customer.opt_out) {
    return refused("opted-out", std::string(domain::text_of(domain::Reason::opted_out).english),
                   std::string(domain::text_of(domain::Reason::opted_out).next));
  }
  if (customer) {
    const domain::Reason why = world.suppressions.index().by_channel(
        customer->customer, {.address = view.address_kind,
                             .channel = domain::scope_of_channel(view.channel_kind),
                             .advertising = false,
                             .now = world.now()});
    if (why != domain::Reason::none) {
      return refused("suppressed", std::string(domain::text_of(why).english),
                     "it can be sent when that is no longer so: trianctl suppressions list CODE");
    }
  }
  return std::nullopt;
}

Answer resend(const ApiWorld& world, const Request& request) {
  JsonBody body(request);
  const std::string reason = body.text("reason");
  if (auto fault = body.fault()) return *fault;
  const auto reader = world.reader();
  const auto view = reader->delivery(request.parameter("reference"));
  if (!view || !may_see(request.caller, *reader, view->customer_id)) return no_delivery();
  if (auto refusal = why_not_resend(world, *reader, *view)) return *refusal;
  store::LaterWord word;
  word.event = DeliveryEvent::resend;
  return decide(world, request, *view, "delivery.resend", reason, std::move(word));
}

}  // namespace

void add_delivery_orders(Router& router, const ApiWorld& world) {
  router.add(within_units(api_route("POST", "/api/v1/deliveries/{reference}/resolve", Role::operator_,
                                    [&world](Request& request) { return resolve(world, request); })));
  router.add(within_units(api_route("POST", "/api/v1/deliveries/{reference}/resend", Role::support,
                                    [&world](Request& request) { return resend(world, request); })));
}

}  // namespace triand::server
