#pragma once

#include <memory>
#include <string>

#include "channels/channel.hpp"
#include "channels/curl/http_client.hpp"
#include "channels/sms/sms_settings.hpp"

namespace triand::channels {

// Hands messages to an HTTP SMS gateway as its description says. The text arrives as it is to be sent
// (templates/sms_text.hpp); whether it needs Unicode is found out here.
class SmsChannel : public Channel {
 public:
  explicit SmsChannel(std::shared_ptr<const SmsSettings> settings);

  void start(Runtime& runtime) override;
  void send(Envelope envelope, Done done) override;
  [[nodiscard]] WebhookResult receive(const WebhookRequest& request) const override;
  [[nodiscard]] bool reports_by_webhook() const override;
  [[nodiscard]] std::chrono::milliseconds recognises() const override;
  void stop(std::chrono::milliseconds grace) override;

 private:
  [[nodiscard]] std::string body_of(const Envelope& envelope, std::string_view phone) const;

  std::shared_ptr<const SmsSettings> settings_;
  Runtime* runtime_ = nullptr;
  std::unique_ptr<HttpClient> client_;
  bool stopping_ = false;
};

}  // namespace triand::channels
