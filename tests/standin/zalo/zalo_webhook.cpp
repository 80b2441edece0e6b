#include "tests/standin/zalo/zalo_webhook.hpp"

#include <fmt/format.h>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "tests/standin/coding/digest.hpp"
#include "tests/standin/coding/hexadecimal.hpp"

namespace triand::standin {
namespace {

constexpr std::chrono::seconds kLadder[] = {std::chrono::seconds(30), std::chrono::seconds(300),
                                            std::chrono::seconds(900), std::chrono::seconds(1800),
                                            std::chrono::seconds(3600)};

}  // namespace

std::string zalo_signature(std::string_view app_id, std::string_view body, std::string_view timestamp,
                           std::string_view oa_secret_key) {
  return "mac=" + to_hex(sha256(fmt::format("{}{}{}{}", app_id, body, timestamp, oa_secret_key)));
}

Receipt received_event(const ZaloWebhook& webhook, const Message& message, TimePoint arrived, TimePoint now,
                       double retry_scale) {
  std::string timestamp = fmt::format("{}", epoch_milliseconds(now));
  boost::json::object event = {{"sender", {{"id", webhook.oa_id}}},
                               {"recipient", {{"id", message.address}}},
                               {"event_name", "user_received_message"},
                               {"message",
                                {{"delivery_time", fmt::format("{}", epoch_milliseconds(arrived))},
                                 {"msg_id", message.provider_id},
                                 {"tracking_id", message.reference}}},
                               {"app_id", webhook.app_id},
                               {"timestamp", timestamp}};
  return signed_event(webhook, boost::json::serialize(event), timestamp, retry_scale);
}

Receipt signed_event(const ZaloWebhook& webhook, std::string body, const std::string& timestamp,
                     double retry_scale) {
  Receipt receipt;
  receipt.url = webhook.url;
  receipt.body = std::move(body);
  receipt.headers = {
      {"Content-Type", "application/json"},
      {"User-Agent", "ZaloWebhook"},
      {"X-ZEvent-Server", "ZNS"},
      {"X-ZEvent-Signature", zalo_signature(webhook.app_id, receipt.body, timestamp, webhook.oa_secret_key)}};
  for (std::chrono::seconds step : kLadder) {
    receipt.retries.emplace_back(
        static_cast<std::int64_t>(static_cast<double>(step.count()) * 1000 * retry_scale));
  }
  receipt.retry_header = "num_retry";
  receipt.retry_unless_200 = true;
  receipt.timeout = std::chrono::seconds(2);
  return receipt;
}

}  // namespace triand::standin
