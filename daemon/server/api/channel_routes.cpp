#include "daemon/server/api/channel_routes.hpp"

#include <algorithm>

#include <boost/json/parse.hpp>

#include "daemon/domain/hold_reason.hpp"
#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/channel_document.hpp"
#include "daemon/server/api/json_body.hpp"
#include "daemon/server/api/pause_words.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/channel_writer.hpp"
#include "daemon/store/store_error.hpp"

namespace triand::server {
namespace {

std::optional<ChannelView> view_of(const ApiWorld& world, const std::string& name) {
  for (ChannelView& view : channel_views(world.service().channels, *world.reader()))
    if (view.now.name == name && view.row) return std::move(view);
  return std::nullopt;
}

Answer list(const ApiWorld& world) {
  boost::json::array channels;
  for (const ChannelView& view : channel_views(world.service().channels, *world.reader()))
    channels.push_back(channel_object(world, view));
  boost::json::object out;
  out["schema"] = "triand.channels/v1";
  out["channels"] = std::move(channels);
  return out;
}

Answer show(const ApiWorld& world, const std::string& name) {
  const auto view = view_of(world, name);
  if (!view) return no_channel(name);
  return channel_document(world, *view);
}

Answer pause(const ApiWorld& world, const Request& request) {
  const std::string& name = request.parameter("name");
  JsonBody body(request);
  const std::string reason = body.text("reason");
  if (auto fault = body.fault()) return *fault;
  const auto view = view_of(world, name);
  if (!view) return no_channel(name);
  world.writer.run([&](store::WriteSession& session) {
    store::set_pause(session, 0, view->row->id, 0, request.caller.name, reason,
                     std::string(domain::to_string(domain::HoldReason::paused)), world.now());
  });
  world.obeyed();
  return show(world, name);
}

// What else holds the channel back: pauses of single campaigns.
ApiError not_paused(const ApiWorld& world, const std::string& name) {
  std::string others;
  for (const store::PauseRow& pause : world.reader()->pauses())
    if (pause.channel == name) others += (others.empty() ? "" : "; ") + pause_words(pause);
  const std::string tail = others.empty() ? "" : "; in single campaigns paused is: " + others;
  return wrong_state("the channel " + name + " is neither paused nor stopped" + tail,
                     "resume a campaign's part with: trianctl campaign resume ID --channel " + name);
}

Answer resume(const ApiWorld& world, const Request& request) {
  const std::string& name = request.parameter("name");
  JsonBody body(request);
  const std::string reason = body.text("reason");
  if (auto fault = body.fault()) return *fault;
  const auto view = view_of(world, name);
  if (!view) return no_channel(name);
  const bool stopped = view->row->stopped_reason != domain::Reason::none;
  if (!stopped && !view->pause) return not_paused(world, name);
  world.writer.run([&](store::WriteSession& session) {
    store::clear_pause(session, 0, view->row->id, 0, request.caller.name, reason, world.now());
    if (!stopped) return;
    store::start_channel(session, view->row->id);
    store::write_audit(session, request.caller.name, "channel.start", name, reason, world.now());
  });
  world.changed();
  return show(world, name);
}

Answer authorize(const ApiWorld& world, const Request& request) {
  const std::string& name = request.parameter("name");
  const auto view = view_of(world, name);
  if (!view) return no_channel(name);
  boost::json::error_code error;
  const boost::json::value tokens = boost::json::parse(request.body, error);
  // What was given is secret and is not repeated.
  if (error || !tokens.is_object()) {
    return invalid_request("the body is not a JSON object",
                           R"(send {"access_token":"…","refresh_token":"…"})");
  }
  if (std::string wrong = world.authorize(name, request.body); !wrong.empty())
    return ApiError{2, "not-authorized", std::move(wrong), "get a new pair of tokens and try again"};
  world.writer.run([&](store::WriteSession& session) {
    store::start_channel(session, view->row->id);
    store::write_audit(session, request.caller.name, "channel.authorize", name, "", world.now());
  });
  world.changed();
  return show(world, name);
}

Answer test(const ApiWorld& world, const Request& request) {
  const std::string& name = request.parameter("name");
  JsonBody body(request);
  const std::string to = body.required("to");
  if (auto fault = body.fault()) return *fault;
  if (!view_of(world, name)) return no_channel(name);
  world.writer.run([&](store::WriteSession& session) {
    store::write_audit(session, request.caller.name, "channel.test", name, "", world.now());
  });
  Answer answer = world.send_test(name, to);
  if (auto* document = std::get_if<boost::json::object>(&answer))
    return with_schema("triand.test/v1", std::move(*document));
  return answer;
}

}  // namespace

void add_channel_routes(Router& router, const ApiWorld& world) {
  router.add(api_route("GET", "/api/v1/channels", Role::viewer, [&world](Request&) { return list(world); }));
  router.add(api_route("GET", "/api/v1/channels/{name}", Role::viewer,
                       [&world](Request& request) { return show(world, request.parameter("name")); }));
  router.add(api_route("POST", "/api/v1/channels/{name}/pause", Role::operator_,
                       [&world](Request& request) { return pause(world, request); }));
  router.add(api_route("POST", "/api/v1/channels/{name}/resume", Role::operator_,
                       [&world](Request& request) { return resume(world, request); }));
  router.add(slowly(api_route("POST", "/api/v1/channels/{name}/authorize", Role::admin,
                              [&world](Request& request) { return authorize(world, request); })));
  router.add(slowly(api_route("POST", "/api/v1/channels/{name}/test", Role::operator_,
                              [&world](Request& request) { return test(world, request); })));
}

}  // namespace triand::server
