#include "daemon/app/webhook_desk.hpp"

#include <openssl/crypto.h>

namespace triand::app {
namespace {

bool same_secret(const std::string& one, const std::string& other) {
  return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

void refuse(const server::Reply& reply, unsigned status, const std::string& why) {
  const int exit = status == 404 ? 5 : status == 403 ? 4 : 2;
  reply(server::Response::error({.exit = exit, .error = "webhook", .message = why, .hint = ""}, status));
}

}  // namespace

void WebhookDesk::add_routes(server::Router& router) {
  for (const char* method : {"GET", "POST"}) {
    server::Route signs;
    signs.method = method;
    signs.pattern = "/webhooks/{channel}";
    signs.open = server::Open::everywhere;
    signs.later = [this](const server::Request& request, server::Reply reply) { take(request, "", reply); };
    router.add(std::move(signs));
    server::Route names_the_secret;
    names_the_secret.method = method;
    names_the_secret.pattern = "/webhooks/{channel}/{secret}";
    names_the_secret.open = server::Open::everywhere;
    names_the_secret.later = [this](const server::Request& request, server::Reply reply) {
      take(request, request.parameter("secret"), reply);
    };
    router.add(std::move(names_the_secret));
  }
}

const ChannelSettings* WebhookDesk::named(const std::string& channel) const {
  for (const auto& one : settings_.channels)
    if (one.facts.name == channel) return &one;
  return nullptr;
}

void WebhookDesk::take(const server::Request& request, const std::string& secret,
                       const server::Reply& reply) {
  const ChannelSettings* channel = named(request.parameter("channel"));
  if (channel == nullptr) return refuse(reply, 404, "there is no such channel");
  const std::string& name = channel->facts.name;
  // A gateway that cannot sign proves itself by the secret in the address, and only by it.
  const bool proven =
      !channel->webhook_secret.empty() && same_secret(secret, channel->webhook_secret.reveal());
  if (!proven && (!secret.empty() || !channel->channel->signs_receipts())) {
    desk_.count_forged();
    log_.warning("receipt_refused", "a receipt for channel " + name + " did not prove where it came from");
    return refuse(reply, 403, "this is not the address of the channel's receipts");
  }
  const channels::WebhookRequest hook{request.method, request.query_text, request.body, request.headers};
  channels::WebhookResult result = channel->channel->receive(hook);
  if (!result.authentic) {
    desk_.count_forged();
    log_.warning("receipt_refused", "a receipt for channel " + name + " had no valid signature");
    return refuse(reply, 403, "the signature is not valid");
  }
  if (!result.fault.empty()) {
    log_.warning("receipt_unreadable",
                 "a receipt for channel " + name + " could not be read: " + result.fault);
    return refuse(reply, 400, result.fault);
  }
  // It is on its way to the disk before what follows, and so before the gateway hears that it was taken.
  for (const channels::GatewayNotice& notice : result.notices) {
    channel->channel->heed(notice);
    heed_(rows_.at(name), notice);
  }
  desk_.take(rows_.at(name), std::move(result.receipts), std::move(result.feedback), [reply](bool stored) {
    reply(stored ? server::Response::text("ok")
                 : server::Response::error(
                       {.exit = 7, .error = "not-stored", .message = "try again later", .hint = ""}));
  });
}

}  // namespace triand::app
