#pragma once

#include <memory>
#include <string>

#include "channels/channel.hpp"
#include "channels/sms/sms_sender.hpp"
#include "channels/sms/sms_settings.hpp"

namespace triand::channels {

// Hands messages to an HTTP SMS gateway as its description says. The text arrives as it is to be sent
// (templates/sms_text.hpp); whether it needs Unicode is found out here.
class SmsChannel : public Channel {
 public:
  explicit SmsChannel(std::shared_ptr<const SmsSettings> settings);
  ~SmsChannel() override;

  void start(Runtime& runtime) override;
  void send(Envelope envelope, Done done) override;
  [[nodiscard]] WebhookResult receive(const WebhookRequest& request) const override;
  [[nodiscard]] bool reports_by_webhook() const override;
  [[nodiscard]] bool signs_receipts() const override;
  [[nodiscard]] bool reports_by_id_alone() const override;
  [[nodiscard]] bool asks_for_receipts() const override;
  [[nodiscard]] std::chrono::milliseconds asks_for() const override;
  void go_on_asking(std::vector<Taken> taken) override;
  [[nodiscard]] std::optional<RequestRate> usual_rate() const override;
  [[nodiscard]] const templates::SmsLimits* text_limits() const override;
  [[nodiscard]] std::chrono::milliseconds recognises() const override;
  [[nodiscard]] std::string blocked() const override;
  std::string authorize(std::string_view json, std::function<void()> saved) override;
  void stop(std::chrono::milliseconds grace) override;

 private:
  std::shared_ptr<const SmsSettings> settings_;
  std::string webhook_url_;
  std::string hash_key_;
  std::shared_ptr<SmsSender> sender_;
};

}  // namespace triand::channels
