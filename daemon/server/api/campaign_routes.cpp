#include "daemon/server/api/campaign_routes.hpp"

#include "daemon/domain/customer_code.hpp"
#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/campaign_counts.hpp"
#include "daemon/server/api/campaign_document.hpp"
#include "daemon/server/api/job_answer.hpp"
#include "daemon/server/api/json_body.hpp"
#include "daemon/server/api/refusal.hpp"

namespace triand::server {
namespace {

Answer list(const ApiWorld& world) {
  boost::json::object out;
  out["schema"] = "triand.campaigns/v1";
  out["campaigns"] = campaign_entries(*world.reader());
  return out;
}

Answer show(const ApiWorld& world, const Request& request) {
  const std::string& id = request.parameter("id");
  auto document = campaign_document(world, *world.reader(), id);
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
  return start_job(world, "plan",
                   [&world, file, text, caller = request.caller](Progress& progress) -> Answer {
                     JobResult result = world.plan_campaign(file, text, caller, progress);
                     if (auto* error = std::get_if<ApiError>(&result)) return std::move(*error);
                     world.changed();
                     const auto& planned = std::get<boost::json::object>(result);
                     return known_campaign_document(world, std::string(planned.at("id").as_string()));
                   });
}

Answer preview(const ApiWorld& world, const Request& request) {
  const std::string& id = request.parameter("id");
  const auto reader = world.reader();
  const auto campaign = reader->campaign(id);
  if (!campaign) return no_campaign(id);
  std::string customer(request.asked("customer"));
  if (!customer.empty()) {
    customer = domain::read_customer_code(customer).code;
    if (customer.empty() || !reader->customer(customer)) return no_customer();
  }
  const std::string channel(request.asked("channel"));
  if (!channel.empty() && !channels_of(*reader, campaign->id).contains(channel)) {
    return not_found("no-such-channel", "campaign " + id + " does not use a channel " + channel,
                     "its channels are: trianctl campaign status " + id);
  }
  Answer answer = world.preview(id, customer, channel);
  if (auto* document = std::get_if<boost::json::object>(&answer))
    return with_schema("triand.preview/v1", std::move(*document));
  return answer;
}

}  // namespace

void add_campaign_routes(Router& router, const ApiWorld& world) {
  router.add(api_route("GET", "/api/v1/campaigns", Role::viewer, [&world](Request&) { return list(world); }));
  for (const char* pattern : {"/api/v1/campaigns/{id}", "/api/v1/campaigns/{id}/balance"}) {
    router.add(
        api_route("GET", pattern, Role::viewer, [&world](Request& request) { return show(world, request); }));
  }
  router.add(api_route("POST", "/api/v1/campaigns/check", Role::operator_,
                       [&world](Request& request) { return check(world, request); }));
  router.add(api_route("POST", "/api/v1/campaigns/plan", Role::operator_,
                       [&world](Request& request) { return plan(world, request); }));
  router.add(api_route("GET", "/api/v1/campaigns/{id}/preview", Role::operator_,
                       [&world](Request& request) { return preview(world, request); }));
}

}  // namespace triand::server
