#pragma once

#include <string>
#include <string_view>

#include "tests/standin/clock.hpp"
#include "tests/standin/message.hpp"
#include "tests/standin/receipt.hpp"

namespace triand::standin {

// Where Zalo's events go, and with whose keys they are signed. Without a URL none are sent.
struct ZaloWebhook {
  std::string url;
  std::string app_id = "2074138120372622546";
  std::string oa_secret_key;
  std::string oa_id = "2893352839501541173";
};

// `mac=` and the hex SHA-256 of app id + body + timestamp + OA secret key: a plain hash, no HMAC (Zalo's webhook
// documentation).
[[nodiscard]] std::string zalo_signature(std::string_view app_id, std::string_view body,
                                         std::string_view timestamp, std::string_view oa_secret_key);

// An event as it leaves: signed, retried after 30 s, 5 min, 15 min, 30 min and 1 h times `retry_scale` unless the answer
// is 200.
[[nodiscard]] Receipt signed_event(const ZaloWebhook& webhook, std::string body, const std::string& timestamp,
                                   double retry_scale);

// The event `user_received_message` about one message.
[[nodiscard]] Receipt received_event(const ZaloWebhook& webhook, const Message& message, TimePoint arrived,
                                     TimePoint now, double retry_scale);

}  // namespace triand::standin
