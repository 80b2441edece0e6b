#include "daemon/server/api/campaign_routes.hpp"

#include <charconv>

#include "daemon/domain/customer_code.hpp"
#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/campaign_counts.hpp"
#include "daemon/server/api/campaign_document.hpp"
#include "daemon/server/api/campaign_in_units.hpp"
#include "daemon/server/api/job_answer.hpp"
#include "daemon/server/api/json_body.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/server/unit_limits.hpp"

namespace triand::server {
namespace {

constexpr int kMostSamples = 100;

Answer list(const ApiWorld& world, const Request& request) {
  boost::json::object out;
  out["schema"] = "triand.campaigns/v1";
  out["campaigns"] = campaigns_for(world, *world.reader(), request.caller);
  return out;
}

Answer show(const ApiWorld& world, const Request& request) {
  const std::string& id = request.parameter("id");
  auto document = campaign_for(world, *world.reader(), id, request.caller);
  if (!document) return no_campaign(id);
  return std::move(*document);
}

Answer check(const ApiWorld& world, const Request& request) {
  JsonBody body(request);
  const std::string file = body.required("file");
  const std::string text = body.text("text");
  if (auto fault = body.fault()) return *fault;
  return world.check_campaign(file, text);
}

Answer plan(const ApiWorld& world, const Request& request) {
  JsonBody body(request);
  const std::string file = body.required("file");
  const std::string text = body.text("text");
  if (auto fault = body.fault()) return *fault;
  return start_job(world, request.caller, "plan",
                   [&world, file, text, caller = request.caller](Progress& progress) -> Answer {
                     JobResult result = world.plan_campaign(file, text, caller, progress);
                     if (auto* error = std::get_if<ApiError>(&result)) return std::move(*error);
                     world.changed();
                     const auto& planned = std::get<boost::json::object>(result);
                     return known_campaign_document(world, std::string(planned.at("id").as_string()));
                   });
}

// A channel of the campaign, or every one.
std::optional<ApiError> wrong_channel(store::Reader& reader, const store::CampaignRow& campaign,
                                      const std::string& channel) {
  if (channel.empty() || channels_of(reader, campaign.id).contains(channel)) return std::nullopt;
  return not_found("no-such-channel", "campaign " + campaign.name + " does not use a channel " + channel,
                   "its channels are: trianctl campaign status " + campaign.name);
}

// A customer's code as it was typed; an error when there is none of that code.
std::optional<ApiError> wrong_customer(store::Reader& reader, std::string& code) {
  if (code.empty()) return std::nullopt;
  code = domain::read_customer_code(code).code;
  if (code.empty() || !reader.customer(code)) return no_customer();
  return std::nullopt;
}

Answer preview(const ApiWorld& world, const Request& request) {
  const std::string& id = request.parameter("id");
  const auto reader = world.reader();
  const auto campaign = reader->campaign(id);
  if (!campaign) return no_campaign(id);
  std::string customer(request.asked("customer"));
  if (customer.empty() && is_limited(request.caller))
    return limited_to_units(request.caller, "the example would be anybody: name a customer of these units");
  if (auto wrong = wrong_customer(*reader, customer)) return *wrong;
  if (!may_see_code(request.caller, *reader, customer)) return no_customer();
  const std::string channel(request.asked("channel"));
  if (auto wrong = wrong_channel(*reader, *campaign, channel)) return *wrong;
  Answer answer = world.preview(id, customer, channel);
  if (auto* document = std::get_if<boost::json::object>(&answer))
    return with_schema("triand.preview/v1", std::move(*document));
  return answer;
}

Answer preview_samples(const ApiWorld& world, const Request& request) {
  PreviewOrder order;
  order.campaign = request.parameter("id");
  JsonBody body(request);
  order.customer = body.text("customer");
  order.channel = body.text("channel");
  const std::string samples = body.text("samples");
  order.files = body.flag("files");
  if (auto fault = body.fault()) return *fault;
  const auto [end, error] = std::from_chars(samples.data(), samples.data() + samples.size(), order.samples);
  if (!samples.empty() && (error != std::errc() || end != samples.data() + samples.size() ||
                           order.samples < 0 || order.samples > kMostSamples))
    return invalid_request("samples is no number that fits", "it is at most 100");
  const auto reader = world.reader();
  const auto campaign = reader->campaign(order.campaign);
  if (!campaign) return no_campaign(order.campaign);
  if (auto wrong = wrong_customer(*reader, order.customer)) return *wrong;
  if (auto wrong = wrong_channel(*reader, *campaign, order.channel)) return *wrong;
  return start_job(world, request.caller, "preview", [&world, order](Progress& progress) -> Answer {
    JobResult result = world.preview_samples(order, progress);
    if (auto* fault = std::get_if<ApiError>(&result)) return std::move(*fault);
    return std::move(std::get<boost::json::object>(result));
  });
}

Answer test(const ApiWorld& world, const Request& request) {
  TestOrder order;
  order.campaign = request.parameter("id");
  JsonBody body(request);
  order.channel = body.required("channel");
  order.to = body.required("to");
  order.customer = body.text("customer");
  if (auto fault = body.fault()) return *fault;
  const auto reader = world.reader();
  const auto campaign = reader->campaign(order.campaign);
  if (!campaign) return no_campaign(order.campaign);
  if (auto wrong = wrong_customer(*reader, order.customer)) return *wrong;
  if (auto wrong = wrong_channel(*reader, *campaign, order.channel)) return *wrong;
  return world.test_campaign(order, request.caller);
}

}  // namespace

void add_campaign_routes(Router& router, const ApiWorld& world) {
  router.add(within_units(api_route("GET", "/api/v1/campaigns", Role::viewer,
                                    [&world](Request& request) { return list(world, request); })));
  for (const char* pattern : {"/api/v1/campaigns/{id}", "/api/v1/campaigns/{id}/balance"}) {
    router.add(within_units(api_route("GET", pattern, Role::viewer,
                                      [&world](Request& request) { return show(world, request); })));
  }
  router.add(slowly(api_route("POST", "/api/v1/campaigns/check", Role::operator_,
                              [&world](Request& request) { return check(world, request); })));
  router.add(api_route("POST", "/api/v1/campaigns/plan", Role::operator_,
                       [&world](Request& request) { return plan(world, request); }));
  router.add(within_units(api_route("GET", "/api/v1/campaigns/{id}/preview", Role::operator_,
                                    [&world](Request& request) { return preview(world, request); })));
  router.add(api_route("POST", "/api/v1/campaigns/{id}/preview", Role::operator_,
                       [&world](Request& request) { return preview_samples(world, request); }));
  router.add(slowly(api_route("POST", "/api/v1/campaigns/{id}/test", Role::operator_,
                              [&world](Request& request) { return test(world, request); })));
}

}  // namespace triand::server
