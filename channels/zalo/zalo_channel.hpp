#pragma once

#include <memory>
#include <string>

#include "channels/channel.hpp"
#include "channels/zalo/zalo_sender.hpp"
#include "channels/zalo/zalo_settings.hpp"

namespace triand::channels {

// Sends template messages by telephone number (ZBS Template Message, formerly ZNS). The service promises no
// deduplication on tracking_id, so what is in doubt is settled by the webhook only.
class ZaloChannel : public Channel {
 public:
  explicit ZaloChannel(std::shared_ptr<const ZaloSettings> settings);
  ~ZaloChannel() override;

  void start(Runtime& runtime) override;
  void send(Envelope envelope, Done done) override;
  [[nodiscard]] WebhookResult receive(const WebhookRequest& request) const override;
  void heed(const GatewayNotice& notice) override;
  [[nodiscard]] bool reports_by_webhook() const override { return true; }
  [[nodiscard]] bool signs_receipts() const override { return true; }
  [[nodiscard]] bool tells_of_messages() const override { return true; }
  void ask_message(std::string reference, std::string provider_id, ReceiptDone done) override;
  [[nodiscard]] std::optional<GatewayQuota> quota() const override;
  [[nodiscard]] bool has_templates() const override { return true; }
  void ask_template(std::string id, TemplateDone done) override;
  [[nodiscard]] std::string blocked() const override;
  [[nodiscard]] std::string trouble() const override;
  [[nodiscard]] bool busy() const override;
  std::string authorize(std::string_view json, std::function<void()> saved) override;
  void stop(std::chrono::milliseconds grace) override;

 private:
  std::shared_ptr<const ZaloSettings> settings_;
  std::shared_ptr<ZaloSender> sender_;
};

}  // namespace triand::channels
