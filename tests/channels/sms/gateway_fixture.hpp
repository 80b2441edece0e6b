#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "channels/sms/description.hpp"
#include "tests/channels/sms/sms_fixture.hpp"

namespace triand::channels {

// A started channel of any installed gateway, with a credential of eight characters for each that it asks for.
struct GatewayFixture {
  boost::asio::io_context context;
  Runtime runtime;
  config::Problems problems;
  std::map<std::string, std::string> kept;  // what the channel had saved
  std::vector<Receipt> receipts;            // that did not come by webhook
  std::unique_ptr<Channel> channel;

  GatewayFixture(const std::string& gateway, const std::string& endpoint,
                 const std::string& gateways = installed_gateways(),
                 const std::string& webhook = "https://t.example/webhooks/sms/s3") {
    const auto description = Description::load(gateways + "/" + gateway + ".yaml", problems);
    if (!description) return;
    std::string block =
        "gateway: " + gateway + "\nendpoint: " + endpoint + "\nsender: EVNNPC\ncredentials:\n";
    for (const std::string& name : description->credentials())
      block += "  " + name + ": " + credential(name) + "\n";
    if (description->auth.kind == AuthRules::Kind::refresh &&
        !description->credentials().contains("refresh_token"))
      block += "  refresh_token: " + credential("refresh_token") + "\n";
    if (description->credentials().empty()) block += "  none: none\n";
    config::Block parsed = config::Block::parse(block, "triand.yaml", problems);
    channel = sms_plugin.create(parsed, {.gateways = gateways}, problems);
    if (channel) start(webhook);
  }

  static std::string credential(const std::string& name) { return "key-" + name; }

  void start(const std::string& webhook) {
    runtime.executor = context.get_executor();
    runtime.name = "sms";
    runtime.webhook_url = webhook;
    runtime.hash_key = kHashKey;
    runtime.now = [] { return kTestNow; };
    runtime.load = [this](std::string_view key) -> std::optional<std::string> {
      const auto found = kept.find(std::string(key));
      return found == kept.end() ? std::nullopt : std::optional(found->second);
    };
    runtime.save = [this](std::string key, std::string value, std::function<void()> saved) {
      kept[key] = std::move(value);
      boost::asio::post(context, saved);
    };
    runtime.on_receipt = [this](Receipt receipt) { receipts.push_back(std::move(receipt)); };
    channel->start(runtime);
  }

  Outcome send(Envelope envelope) { return send_all({std::move(envelope)}).front(); }

  std::vector<Outcome> send_all(std::vector<Envelope> envelopes) {
    std::vector<std::optional<Outcome>> outcomes(envelopes.size());
    std::size_t answered = 0;
    for (std::size_t i = 0; i < envelopes.size(); ++i)
      channel->send(std::move(envelopes[i]), [&outcomes, &answered, i](Outcome outcome) {
        outcomes[i] = std::move(outcome);
        ++answered;
      });
    run_until(context, [&] { return answered == outcomes.size(); });
    std::vector<Outcome> out;
    for (auto& outcome : outcomes) out.push_back(std::move(*outcome));
    return out;
  }
};

inline Envelope to_phone(const std::string& phone, const std::string& text = "Cam on") {
  Envelope envelope = thank_you(text);
  envelope.to = phone;
  envelope.reference = "R" + phone.substr(phone.size() - 4);
  return envelope;
}

}  // namespace triand::channels
