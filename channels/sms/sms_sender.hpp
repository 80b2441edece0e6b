#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "channels/channel.hpp"
#include "channels/curl/http_client.hpp"
#include "channels/sms/gatherer.hpp"
#include "channels/sms/message_batch.hpp"
#include "channels/sms/poller.hpp"
#include "channels/sms/request_pacer.hpp"
#include "channels/sms/sms_settings.hpp"
#include "channels/sms/token_keeper.hpp"

namespace triand::channels {

// The way of messages to an HTTP gateway: gathered where a request may carry several, held until the gateway's pace
// lets them go, given a token where one is needed, sent at most once, and answered for. Network thread.
class SmsSender : public std::enable_shared_from_this<SmsSender> {
 public:
  // `runtime` outlives the sender. Call open() once, when it is held by a shared_ptr.
  SmsSender(std::shared_ptr<const SmsSettings> settings, Runtime& runtime);
  void open();

  void send(Envelope envelope, Channel::Done done);
  // As of Channel::stop().
  void stop(std::chrono::milliseconds grace);
  // Ends everything now; the answers still come.
  void close();

  // Null where no token is kept.
  [[nodiscard]] TokenKeeper* tokens() const { return tokens_.get(); }
  // Null where nothing is asked about.
  [[nodiscard]] Poller* poller() const { return poller_.get(); }

 private:
  void depart(MessageBatch batch);
  void board(MessageBatch batch);
  void transmit(MessageBatch batch);
  void answered(MessageBatch batch, std::uint64_t generation, HttpResponse response);
  void send_halves(MessageBatch batch);
  void answer_later(std::vector<Message> messages, const Outcome& outcome);
  void answer_later(Channel::Done done, Outcome outcome);
  void fetch(HttpRequest request, HttpClient::Callback callback);
  [[nodiscard]] HttpRequest request_of(const MessageBatch& batch) const;
  [[nodiscard]] RequestValues values_of(const Message& message) const;
  [[nodiscard]] std::string batch_key(const Message& message) const;
  void hide_secrets(std::string& text) const;

  std::shared_ptr<const SmsSettings> settings_;
  const Description& description_;
  Runtime& runtime_;
  std::unique_ptr<HttpClient> client_;
  std::unique_ptr<TokenKeeper> tokens_;
  std::unique_ptr<Gatherer> gatherer_;
  std::unique_ptr<Poller> poller_;
  std::optional<RequestPacer> pacer_;
  bool uses_unicode_ = false;
  bool stopping_ = false;
};

}  // namespace triand::channels
