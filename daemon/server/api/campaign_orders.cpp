#include "daemon/server/api/campaign_orders.hpp"

#include <algorithm>
#include <memory>

#include <boost/json/parse.hpp>

#include "daemon/domain/hold_reason.hpp"
#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/campaign_document.hpp"
#include "daemon/server/api/campaign_in_units.hpp"
#include "daemon/server/api/json_body.hpp"
#include "daemon/server/api/pause_target.hpp"
#include "daemon/server/api/pause_words.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/server/unit_limits.hpp"
#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/canary.hpp"
#include "daemon/store/pinned_list.hpp"
#include "daemon/store/store_error.hpp"

namespace triand::server {
namespace {

Answer after_change(const ApiWorld& world, const std::string& id) {
  world.obeyed();
  return known_campaign_document(world, id);
}

// The same as its caller may see it, who may be limited to units.
Answer after_pause(const ApiWorld& world, const std::string& id, const Caller& caller) {
  world.obeyed();
  auto document = campaign_for(world, *world.reader(), id, caller);
  if (!document) return no_campaign(id);
  return std::move(*document);
}

// What the linter found in the texts of a thank-you when it was planned; or empty.
std::string unfit_text(const store::CampaignRow& row) {
  boost::json::error_code error;
  const boost::json::value summary = boost::json::parse(row.summary, error);
  if (error || !summary.is_object()) return {};
  const boost::json::value* law = summary.get_object().if_contains("law");
  if (law == nullptr || !law->is_array()) return {};
  std::string out;
  for (const boost::json::value& item : law->get_array()) {
    const boost::json::object& finding = item.as_object();
    // What else is told is for somebody to know, and no fault of the texts.
    if (!std::string_view(finding.at("rule").as_string()).starts_with("care/")) continue;
    if (!out.empty()) out += "; ";
    out.append(finding.at("file").as_string());
    out += ":" + std::to_string(finding.at("line").as_int64()) + ": ";
    out.append(finding.at("message").as_string());
  }
  return out;
}

// Why a planned campaign may not be approved just now, its approver apart.
std::optional<ApiError> why_not_approve(const ApiWorld& world, const store::CampaignRow& row,
                                        const std::string& shortfall, bool accepted) {
  if (row.state != "planned") {
    return wrong_state("campaign " + row.name + " is " + row.state + ", not planned",
                       "only a planned campaign can be approved");
  }
  if (world.now() >= row.closes_at) {
    return wrong_state("the window of campaign " + row.name + " is over",
                       "plan its next window: trianctl campaign plan FILE");
  }
  if (const std::string faults = unfit_text(row); !faults.empty()) {
    return refused("unfit-text", "a thank-you must not say this: " + faults,
                   "correct the text and plan again, or make the campaign `class: advertising`");
  }
  if (shortfall.empty() || accepted) return std::nullopt;
  return refused("does-not-fit", "campaign " + row.name + " cannot finish in its window: " + shortfall,
                 "raise the rates or widen the window and plan again, or approve with --accept-shortfall");
}

// A list that was changed since it was approved is sent as it was until somebody approves it as it is.
Answer approve_list(const ApiWorld& world, const store::CampaignRow& row, const std::string& who) {
  const auto changed = world.changed_since ? world.changed_since(row) : std::vector<std::string>();
  if (std::ranges::find(changed, "list") == changed.end()) {
    return wrong_state("campaign " + row.name + " is " + row.state + ", not planned",
                       "it is approved, and its list has not changed since");
  }
  if (world.needs_two_persons(row) && row.planned_by == who) {
    return refused("two-persons",
                   "campaign " + row.name + " was planned by " + who + " and its approval is two_person",
                   "another person must approve the changed list");
  }
  world.writer.run([&](store::WriteSession& session) {
    store::pin_list(session, row.id, world.now());
    store::write_audit(session, who, "campaign.approve_list", row.name, "", world.now());
  });
  return after_change(world, row.name);
}

Answer approve(const ApiWorld& world, const Request& request) {
  const std::string& id = request.parameter("id");
  JsonBody body(request);
  const bool accepted = body.flag("accept_shortfall");
  const auto plan = body.number("plan");
  if (auto fault = body.fault()) return *fault;
  const auto row = world.reader()->campaign(id);
  if (!row) return no_campaign(id);
  if (plan && *plan != row->id) return other_plan(id);
  if (row->state == "approved" || row->state == "running")
    return approve_list(world, *row, request.caller.name);
  const std::string shortfall = row->state == "planned" ? world.shortfall(*row) : std::string();
  if (auto refusal = why_not_approve(world, *row, shortfall, accepted)) return *refusal;
  if (world.ask_late)
    if (auto refusal = world.ask_late(*row)) return *refusal;
  const bool two_person = world.needs_two_persons(*row);
  const std::string& who = request.caller.name;
  const bool approved = world.writer.run([&](store::WriteSession& session) {
    // What is approved is the plan that was looked at, not one that has just taken its place.
    if (store::campaign_row(session, id) != row->id) return false;
    store::approve_campaign(session, id, who, two_person, world.now());
    if (!shortfall.empty())
      store::write_audit(session, who, "campaign.accept_shortfall", id, shortfall, world.now());
    return true;
  });
  if (!approved) return other_plan(id);
  return after_change(world, id);
}

// What a pause or resume is about, as its body says.
struct Order {
  store::CampaignRow campaign;
  PauseTarget target;
  std::string reason;
};

std::variant<Order, ApiError> order_of(const ApiWorld& world, const Request& request) {
  const std::string& id = request.parameter("id");
  JsonBody body(request);
  const std::string channel = body.text("channel");
  const std::string unit = body.text("unit");
  const std::string reason = body.text("reason");
  if (auto fault = body.fault()) return *fault;
  if (!may_see_unit(request.caller, unit_prefix(unit)))
    return limited_to_units(request.caller, "name one of these units: --unit PREFIX");
  const auto reader = world.reader();
  auto row = reader->campaign(id);
  if (!row) return no_campaign(id);
  auto target = pause_target(*reader, *row, channel, unit);
  if (auto* error = std::get_if<ApiError>(&target)) return std::move(*error);
  return Order{std::move(*row), std::get<PauseTarget>(target), reason};
}

Answer pause(const ApiWorld& world, const Request& request) {
  const auto found = order_of(world, request);
  if (const auto* error = std::get_if<ApiError>(&found)) return *error;
  const Order& order = std::get<Order>(found);
  const store::CampaignRow& row = order.campaign;
  if (row.state != "approved" && row.state != "running") {
    return wrong_state("campaign " + row.name + " is " + row.state + ": there is nothing to pause",
                       "only an approved or running campaign can be paused");
  }
  world.writer.run([&](store::WriteSession& session) {
    store::set_pause(session, row.id, order.target.channel, order.target.unit, request.caller.name,
                     order.reason, std::string(domain::to_string(domain::HoldReason::paused)), world.now());
  });
  return after_pause(world, row.name, request.caller);
}

Answer resume(const ApiWorld& world, const Request& request) {
  const auto found = order_of(world, request);
  if (const auto* error = std::get_if<ApiError>(&found)) return *error;
  const Order& order = std::get<Order>(found);
  const store::CampaignRow& row = order.campaign;
  try {
    world.writer.run([&](store::WriteSession& session) {
      const int lifted = store::clear_pause(session, row.id, order.target.channel, order.target.unit,
                                            request.caller.name, order.reason, world.now());
      // Nothing is paused, but the canary's verdict is waited for: a person need not wait.
      if (lifted == 0 && order.target.channel == 0 && order.target.unit == 0 &&
          store::release_canary(session, row.id, world.now()))
        return;
      // Thrown so that no audit says that somebody resumed something.
      if (lifted == 0) throw store::WrongState("that is not paused");
    });
  } catch (const store::WrongState&) {
    return wrong_state(
        "that is not paused in campaign " + row.name + "; " + paused_words(world.reader()->pauses(), row.id),
        "resume exactly what was paused, or the whole campaign; a channel that is paused for every campaign: "
        "trianctl channels resume NAME");
  }
  return after_pause(world, row.name, request.caller);
}

Answer cancel(const ApiWorld& world, const Request& request) {
  const std::string& id = request.parameter("id");
  JsonBody body(request);
  const std::string confirm = body.text("confirm");
  const std::string reason = body.text("reason");
  if (auto fault = body.fault()) return *fault;
  if (confirm != id) {
    return invalid_request("the confirmation is not the campaign's id",
                           "a cancelled campaign stays cancelled; repeat its id: --confirm " + id);
  }
  world.writer.run([&](store::WriteSession& session) {
    store::cancel_campaign(session, id, request.caller.name, reason, world.now());
  });
  return after_change(world, id);
}

}  // namespace

void add_campaign_orders(Router& router, const ApiWorld& world) {
  router.add(slowly(api_route("POST", "/api/v1/campaigns/{id}/approve", Role::approver,
                              [&world](Request& request) { return approve(world, request); })));
  router.add(within_units(api_route("POST", "/api/v1/campaigns/{id}/pause", Role::operator_,
                                    [&world](Request& request) { return pause(world, request); })));
  router.add(within_units(api_route("POST", "/api/v1/campaigns/{id}/resume", Role::operator_,
                                    [&world](Request& request) { return resume(world, request); })));
  router.add(api_route("POST", "/api/v1/campaigns/{id}/cancel", Role::admin,
                       [&world](Request& request) { return cancel(world, request); }));
}

}  // namespace triand::server
