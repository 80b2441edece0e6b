#pragma once

#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "channels/channel.hpp"
#include "channels/plugin.hpp"
#include "channels/zalo/zalo_plugin.hpp"
#include "tests/channels/curl/fetch.hpp"

namespace triand::channels {

// The small durable values of a channel, with the disk under the test's control.
struct TestStorage {
  std::map<std::string, std::string, std::less<>> values;
  std::vector<std::function<void()>> pending;  // saves that are not synced yet

  void sync() {
    for (auto& save : std::exchange(pending, {})) save();
  }
};

// A started channel of kind zalo in front of a service.
struct ZaloFixture {
  boost::asio::io_context context;
  Runtime runtime;
  config::Problems problems;
  // 2026-12-18 10:00:00 UTC, 17:00 in Vietnam
  std::chrono::system_clock::time_point now{std::chrono::seconds(1797588000)};
  int changes = 0;
  std::unique_ptr<Channel> channel;

  ZaloFixture(const std::string& endpoint, TestStorage& storage, const std::string& more = "") {
    config::Block block =
        config::Block::parse("endpoint: " + endpoint + "\noauth_endpoint: " + endpoint +
                                 "\napp_id: \"2074138120372622546\"\napp_secret: test-app-secret\n" +
                                 "oa_secret_key: test-oa-secret-key\n" + more,
                             "triand.yaml", problems);
    channel = zalo_plugin.create(block, {}, problems);
    block.complain_unused();
    if (!channel) return;
    runtime.executor = context.get_executor();
    runtime.now = [this] { return now; };
    runtime.wake = [this] { ++changes; };
    runtime.load = [&storage](std::string_view key) -> std::optional<std::string> {
      const auto found = storage.values.find(key);
      return found == storage.values.end() ? std::nullopt : std::optional(found->second);
    };
    runtime.save = [&storage](std::string key, std::string value, std::function<void()> saved) {
      storage.pending.push_back(
          [&storage, key = std::move(key), value = std::move(value), saved = std::move(saved)] {
            storage.values[key] = value;
            saved();
          });
    };
    channel->start(runtime);
  }

  // Gives the channel its tokens, synced.
  void authorize(TestStorage& storage, const std::string& access_token) {
    const std::string fault =
        channel->authorize(R"({"access_token":")" + access_token + R"(","refresh_token":"r"})", [] {});
    if (!fault.empty()) throw std::runtime_error(fault);
    storage.sync();
  }

  // Runs the channel until a condition holds; what is to be saved is synced on the way.
  template <class Condition>
  void run(TestStorage& storage, const Condition& condition) {
    run_until(context, [&] {
      storage.sync();
      return condition();
    });
  }

  Outcome send(Envelope envelope) {
    std::optional<Outcome> outcome;
    channel->send(std::move(envelope), [&outcome](Outcome value) { outcome = std::move(value); });
    if (outcome) throw std::runtime_error("done was called before send returned");
    run_until(context, [&] { return outcome.has_value(); });
    return std::move(*outcome);
  }
};

inline Envelope zalo_thank_you() {
  Envelope envelope;
  envelope.reference = "a1b2c3d4e5";
  envelope.to = "+84987654321";
  envelope.template_id = "330875";
  envelope.data = {{"customer_name", "Nguyễn \"A\""}, {"customer_code", "PA05010001234"}};
  return envelope;
}

}  // namespace triand::channels
