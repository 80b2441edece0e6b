#include "daemon/server/api/status_routes.hpp"

#include "daemon/schedule/local_time.hpp"
#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/attention.hpp"
#include "daemon/server/api/campaign_document.hpp"

namespace triand::server {
namespace {

boost::json::object service_object(const ApiWorld& world, const ServiceNow& service) {
  boost::json::object out;
  out["version"] = service.version;
  out["started_at"] = schedule::local_time(service.started_at, world.zone);
  out["database"] = service.database;
  out["adopted"] = service.adopted;
  out["recording"] = service.recording;
  out["receipts_refused"] = service.receipts_refused;
  return out;
}

Answer status(const ApiWorld& world) {
  const ServiceNow service = world.service();
  const auto reader = world.reader();
  const std::vector<ChannelView> views = channel_views(service.channels, *reader);
  boost::json::array campaigns = campaign_entries(world, *reader);
  boost::json::array channels;
  for (const ChannelView& view : views) channels.push_back(channel_object(world, view));
  boost::json::array items = attention(world, service, views, reader->pauses(), campaigns);
  boost::json::object out;
  out["schema"] = "triand.status/v1";
  out["service"] = service_object(world, service);
  out["channels"] = std::move(channels);
  out["campaigns"] = std::move(campaigns);
  out["attention"] = std::move(items);
  return out;
}

boost::json::object health(std::string_view word, boost::json::array failed, boost::json::array warnings) {
  boost::json::object out;
  out["schema"] = "triand.health/v1";
  out["status"] = word;
  out["failed"] = std::move(failed);
  out["warnings"] = std::move(warnings);
  return out;
}

// That this is answered at all says that the network thread turns.
Response alive(Request&) { return Response::json(health("alive", {}, {})); }

// A channel that is down is no reason to be not ready.
Response ready(const ApiWorld& world) {
  boost::json::array failed;
  boost::json::array warnings;
  const ServiceNow service = world.service();
  if (!service.recording || !world.writer.recording()) failed.emplace_back("recording");
  if (!service.adopted) warnings.emplace_back("not_adopted");
  if (failed.empty()) return Response::json(health("ready", {}, std::move(warnings)));
  return Response::json(health("not_ready", std::move(failed), std::move(warnings)), 503);
}

Route probe(std::string pattern, Runs runs, Handler handler) {
  Route route;
  route.method = "GET";
  route.pattern = std::move(pattern);
  route.least = Role::viewer;
  route.runs = runs;
  route.handler = std::move(handler);
  route.open = Open::loopback;
  return route;
}

}  // namespace

void add_status_routes(Router& router, const ApiWorld& world) {
  router.add(api_route("GET", "/api/v1/status", Role::viewer, [&world](Request&) { return status(world); }));
  router.add(probe("/livez", Runs::on_network, alive));
  router.add(probe("/readyz", Runs::on_worker, [&world](Request&) { return ready(world); }));
}

}  // namespace triand::server
