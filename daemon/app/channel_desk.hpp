#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "channels/batch_printer.hpp"
#include "daemon/app/settings.hpp"
#include "daemon/server/api/letter_world.hpp"
#include "daemon/server/api_world.hpp"
#include "daemon/server/progress.hpp"

namespace triand::app {

// A name for a test message that no delivery has.
[[nodiscard]] std::string new_test_reference();

// What the API asks of the running channels. Any thread but the network's; every call waits for that one, never for
// ever. What prints waits for the press, until the service stops.
class ChannelDesk {
 public:
  // Both outlive the desk.
  ChannelDesk(boost::asio::io_context& io, Settings& settings) : io_(io), settings_(settings) {}

  // What a message looks like where its text does not show it. Waits for nobody.
  [[nodiscard]] channels::MessagePicture picture(const std::string& channel,
                                                 const channels::Envelope& envelope,
                                                 std::chrono::system_clock::time_point at) const;
  // What its gateway lets through in a day, as it said last; nullopt: no such limit that is known.
  [[nodiscard]] std::optional<channels::GatewayQuota> quota(const std::string& channel) const;
  // What a gateway's template takes. Waits for the gateway, but not for ever.
  [[nodiscard]] channels::TemplateAnswer template_rules(const std::string& channel,
                                                        const std::string& id) const;
  // Gives a channel its tokens; what is wrong with them, or empty once they are on disk.
  [[nodiscard]] std::string authorize(const std::string& channel, const std::string& json) const;
  // One real message to an address; the gateway's answer.
  [[nodiscard]] server::Answer send_test(const std::string& channel, const std::string& to) const;
  // Hands a test message to a channel, past its lane, and waits for the gateway's answer.
  [[nodiscard]] std::variant<channels::Outcome, server::ApiError> hand_over(
      const std::string& channel, channels::Envelope envelope) const;
  [[nodiscard]] std::vector<channels::BatchInfo> letters() const;
  // Waits until the batch is in the outbox: what is wrong, or empty; nullopt: the service stops first.
  [[nodiscard]] std::optional<std::string> release_letters(const std::string& batch,
                                                           const server::Progress& progress) const;
  // For the handlers of letters; refers to the desk.
  [[nodiscard]] server::LetterWorld letter_world() const;

 private:
  [[nodiscard]] channels::Channel* named(const std::string& channel) const;
  [[nodiscard]] channels::Channel* of_letters() const;
  [[nodiscard]] channels::BatchPrinter* printer() const;
  [[nodiscard]] std::optional<channels::Reprint> reprint(const std::string& batch,
                                                         std::vector<channels::Envelope> letters,
                                                         const server::Progress& progress) const;
  // Of a batch: empty when there is none.
  [[nodiscard]] std::string letters_state(const std::string& batch) const;

  boost::asio::io_context& io_;
  Settings& settings_;
};

}  // namespace triand::app
