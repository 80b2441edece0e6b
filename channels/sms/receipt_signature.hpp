#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "channels/channel.hpp"
#include "channels/sms/placeholder.hpp"
#include "config/block.hpp"
#include "config/secret.hpp"

namespace triand::channels {

// How a gateway signs its delivery reports: the `signature` group of a description's `receipt`.
class ReceiptSignature {
 public:
  // Nullopt when there is no such group, or it has a fault.
  static std::optional<ReceiptSignature> read(config::Block& receipt);

  // Whether the request was signed with our key. `webhook_url` is the address that the gateway was given, without the
  // query that came with the request.
  [[nodiscard]] bool holds(const WebhookRequest& request, std::string_view webhook_url,
                           const std::map<std::string, config::Secret>& credentials) const;
  void collect_credentials(std::set<std::string>& names) const { key_.collect_credentials(names); }

 private:
  enum class Kind {
    twilio,       // Base64 of HMAC-SHA1 over the address and the form's sorted keys and values
    body_sha256,  // HMAC-SHA256 over the body
  };
  [[nodiscard]] static std::string signed_text(const WebhookRequest& request, std::string_view webhook_url);

  Kind kind_ = Kind::twilio;
  std::string header_;
  PlaceholderText key_;
  bool hex_ = false;
  std::string prefix_;  // before the signature in the header, such as "sha256="
};

}  // namespace triand::channels
