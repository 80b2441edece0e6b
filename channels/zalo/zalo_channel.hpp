#pragma once

#include <memory>
#include <string>

#include "channels/channel.hpp"
#include "channels/curl/http_client.hpp"
#include "channels/zalo/token_store.hpp"
#include "channels/zalo/zalo_settings.hpp"

namespace triand::channels {

// Sends template messages by telephone number (ZBS Template Message, formerly ZNS). The service promises no
// deduplication on tracking_id, so what is in doubt is settled by the webhook only.
class ZaloChannel : public Channel {
 public:
  explicit ZaloChannel(std::shared_ptr<const ZaloSettings> settings);

  void start(Runtime& runtime) override;
  void send(Envelope envelope, Done done) override;
  [[nodiscard]] WebhookResult receive(const WebhookRequest& request) const override;
  [[nodiscard]] bool reports_by_webhook() const override { return true; }
  [[nodiscard]] bool signs_receipts() const override { return true; }
  [[nodiscard]] std::string blocked() const override;
  std::string authorize(std::string_view json, std::function<void()> saved) override;
  void stop(std::chrono::milliseconds grace) override;

 private:
  [[nodiscard]] std::string body_of(const Envelope& envelope, const std::string& phone) const;

  std::shared_ptr<const ZaloSettings> settings_;
  Runtime* runtime_ = nullptr;
  std::shared_ptr<TokenStore> tokens_;
  std::unique_ptr<HttpClient> client_;
  bool stopping_ = false;
};

}  // namespace triand::channels
