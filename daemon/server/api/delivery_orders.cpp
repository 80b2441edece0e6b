#include "daemon/server/api/delivery_orders.hpp"

#include <optional>

#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/delivery_address.hpp"
#include "daemon/server/api/delivery_document.hpp"
#include "daemon/server/api/json_body.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/server/api/resendable.hpp"
#include "daemon/server/unit_limits.hpp"
#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/customer_version.hpp"
#include "daemon/store/newest_event.hpp"
#include "daemon/store/record.hpp"
#include "daemon/store/store_error.hpp"

namespace triand::server {
namespace {

using domain::DeliveryEvent;
using domain::DeliveryState;

// What the caller looked at before deciding; nullopt: does not say.
struct Seen {
  std::optional<std::int64_t> newest_event = {};
  std::optional<std::int64_t> customer_version = {};
};

Seen seen_in(JsonBody& body) { return {body.number("newest_event"), body.number("customer_version")}; }

// A decision by hand, its place in the history and in the audit, in one step. Throws WrongState when the
// delivery has moved since it was looked at, or since its caller did who has `seen` its newest event; refused where the
// message would go by other data of the customer's than those that were seen. Then nothing is recorded.
Answer decide(const ApiWorld& world, const Request& request, const store::DeliveryView& view,
              const std::string& action, const std::string& reason, store::LaterWord word, const Seen& seen) {
  word.delivery = view.id;
  word.history = store::HistoryEvent::resolved;
  word.detail = reason;
  word.who = request.caller.name;
  word.now = world.now();
  const bool recorded = world.writer.run([&](store::WriteSession& session) {
    if (seen.customer_version &&
        store::version_to_send(session, view.campaign_id, view.customer_id) != *seen.customer_version)
      return false;
    const bool as_seen = !seen.newest_event || store::newest_event(session, view.id) == *seen.newest_event;
    if (!as_seen || !store::apply_later_word(session, word))
      throw store::WrongState("the delivery has just moved on; look at it again");
    store::write_audit(session, word.who, action, view.reference, reason, word.now);
    return true;
  });
  if (!recorded) return customer_changed();
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
  Seen seen = seen_in(body);
  // Where no message goes, it goes by no data.
  if (as != "resend") seen.customer_version.reset();
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
    const ResendVerdict verdict = campaign_verdict(world, *reader, *view);
    if (verdict.bar != ResendBar::none)
      return wrong_state(verdict.closed, "resolve it as delivered or failed");
  }
  store::LaterWord word;
  word.event = *event;
  if (*event == DeliveryEvent::resolved_failed) word.next_channel = world.next_channel(*view);
  return decide(world, request, *view, "delivery.resolve_" + as, reason, std::move(word), seen);
}

std::optional<ApiError> why_not_resend(const ResendVerdict& verdict, const store::DeliveryView& view) {
  switch (verdict.bar) {
    case ResendBar::none:
      return std::nullopt;
    case ResendBar::in_doubt:
      return wrong_state("the delivery is in doubt: it may have arrived",
                         "decide it: trianctl deliveries resolve REFERENCE --as resend");
    case ResendBar::state: {
      const std::string_view why =
          view.state == DeliveryState::failed ? domain::text_of(view.reason).english : std::string_view();
      return wrong_state("the delivery is " + std::string(domain::to_string(view.state)) +
                             (why.empty() ? "" : ": " + std::string(why)),
                         "only a failed delivery whose customer has not refused can be sent again");
    }
    case ResendBar::replaced:
      return wrong_state("another channel has taken over from this delivery",
                         "send the newest delivery of the customer again: trianctl deliveries find CODE");
    case ResendBar::window_over:
    case ResendBar::campaign:
      return wrong_state(verdict.closed, "a message can be sent again while its window is open");
    case ResendBar::opted_out:
      return refused("opted-out", std::string(domain::text_of(verdict.reason).english),
                     std::string(domain::text_of(verdict.reason).next));
    case ResendBar::suppressed:
      break;
  }
  return refused("suppressed", std::string(domain::text_of(verdict.reason).english),
                 "it can be sent when that is no longer so: trianctl suppressions list CODE");
}

Answer resend(const ApiWorld& world, const Request& request) {
  JsonBody body(request);
  const std::string reason = body.text("reason");
  const Seen seen = seen_in(body);
  if (auto fault = body.fault()) return *fault;
  const auto reader = world.reader();
  const auto view = reader->delivery(request.parameter("reference"));
  if (!view || !may_see(request.caller, *reader, view->customer_id)) return no_delivery();
  if (auto refusal = why_not_resend(resend_verdict(world, *reader, *view), *view)) return *refusal;
  store::LaterWord word;
  word.event = DeliveryEvent::resend;
  return decide(world, request, *view, "delivery.resend", reason, std::move(word), seen);
}

}  // namespace

void add_delivery_orders(Router& router, const ApiWorld& world) {
  router.add(within_units(api_route("POST", "/api/v1/deliveries/{reference}/resolve", Role::operator_,
                                    [&world](Request& request) { return resolve(world, request); })));
  router.add(within_units(api_route("POST", "/api/v1/deliveries/{reference}/resend", Role::support,
                                    [&world](Request& request) { return resend(world, request); })));
}

}  // namespace triand::server
