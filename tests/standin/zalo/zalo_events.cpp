#include "tests/standin/zalo/zalo_events.hpp"

#include <fmt/format.h>
#include <boost/json/serialize.hpp>

#include "tests/standin/coding/digest.hpp"
#include "tests/standin/coding/hexadecimal.hpp"
#include "tests/standin/json_fields.hpp"

namespace triand::standin {
namespace {

std::string signature_of(const ZaloWebhook& webhook, const std::string& kind, const std::string& body,
                         const std::string& timestamp) {
  if (kind == "bad") return "mac=" + std::string(64, '0');
  if (kind == "hmac")
    return "mac=" + to_hex(hmac_sha256(webhook.oa_secret_key, webhook.app_id + body + timestamp));
  return zalo_signature(webhook.app_id, body, timestamp, webhook.oa_secret_key);
}

}  // namespace

std::optional<Receipt> made_event(const ZaloWebhook& webhook, const boost::json::object& wish, TimePoint now,
                                  double retry_scale) {
  const boost::json::value* given = wish.if_contains("event");
  if (given == nullptr || !given->is_object()) return std::nullopt;
  boost::json::object event = given->get_object();
  const auto* app_id = event.if_contains("app_id");
  if (app_id == nullptr)
    event["app_id"] = webhook.app_id;
  else if (app_id->is_null())
    event.erase("app_id");
  if (!event.contains("timestamp")) event["timestamp"] = fmt::format("{}", epoch_milliseconds(now));
  const std::string timestamp = text_field(event, "timestamp");
  Receipt receipt = signed_event(webhook, boost::json::serialize(event), timestamp, retry_scale);
  const std::string kind = text_field(wish, "signature");
  const std::string server = text_field(wish, "server");
  std::erase_if(receipt.headers, [&](const auto& header) {
    return (header.first == "X-ZEvent-Signature" && !kind.empty()) ||
           (header.first == "X-ZEvent-Server" && !server.empty());
  });
  if (!server.empty()) receipt.headers.emplace_back("X-ZEvent-Server", server);
  if (!kind.empty() && kind != "missing")
    receipt.headers.emplace_back("X-ZEvent-Signature", signature_of(webhook, kind, receipt.body, timestamp));
  const boost::json::value* tampered = wish.if_contains("tampered");
  if (tampered != nullptr && tampered->is_bool() && tampered->get_bool()) receipt.body += " ";
  return receipt;
}

}  // namespace triand::standin
