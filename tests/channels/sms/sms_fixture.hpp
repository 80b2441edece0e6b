#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>

#include <boost/asio/io_context.hpp>

#include "channels/channel.hpp"
#include "channels/plugin.hpp"
#include "channels/sms/sms_plugin.hpp"
#include "tests/channels/curl/fetch.hpp"
#include "tests/source_file.hpp"

namespace triand::channels {

// 2026-12-18 10:00:00 UTC
inline const std::chrono::system_clock::time_point kTestNow{std::chrono::seconds(1797588000)};

inline constexpr const char* kHashKey = "a key of the database's own";

// The descriptions that are installed.
inline std::string installed_gateways() { return triand::test::source_file("config/gateways"); }

// A started channel of kind sms in front of a gateway.
struct SmsFixture {
  boost::asio::io_context context;
  Runtime runtime;
  config::Problems problems;
  std::unique_ptr<Channel> channel;

  explicit SmsFixture(const std::string& endpoint, const std::string& more = "",
                      const std::string& gateways = installed_gateways()) {
    config::Block block =
        config::Block::parse("gateway: esms\nendpoint: " + endpoint +
                                 "\ncredentials: {api_key: key-123456, secret_key: secret-123456}\n"
                                 "sender: EVNNPC\n" +
                                 more,
                             "triand.yaml", problems);
    channel = sms_plugin.create(block, {.gateways = gateways}, problems);
    block.complain_unused();
    if (!channel) return;
    runtime.executor = context.get_executor();
    runtime.name = "sms";
    runtime.webhook_url = "https://tri-an.example/webhooks/sms/s3";
    runtime.now = [] { return kTestNow; };
    channel->start(runtime);
  }

  // Sends one envelope and waits for its outcome.
  Outcome send(Envelope envelope) {
    std::optional<Outcome> outcome;
    channel->send(std::move(envelope), [&outcome](Outcome value) { outcome = std::move(value); });
    if (outcome) throw std::runtime_error("done was called before send returned");
    run_until(context, [&] { return outcome.has_value(); });
    return std::move(*outcome);
  }
};

inline Envelope thank_you(const std::string& text = "Cam on Quy khach") {
  Envelope envelope;
  envelope.reference = "a1b2c3d4e5";
  envelope.to = "+84901888484";
  envelope.text = text;
  envelope.campaign = "tri-an-2026";
  return envelope;
}

}  // namespace triand::channels
