#include "channels/zalo/webhook.hpp"

#include <memory>
#include <stdexcept>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <boost/beast/core/string.hpp>
#include <boost/json/parse.hpp>

#include "channels/zalo/json_field.hpp"

namespace triand::channels {
namespace {

constexpr std::string_view kDelivered = "user_received_message";

WebhookResult refused(std::string fault) {
  return {.authentic = false, .fault = std::move(fault), .receipts = {}};
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// "mac=HEX" as the service sends it, "mac = HEX" as the documentation prints it.
std::string_view mac_of(std::string_view header) {
  header = trimmed(header);
  if (header.size() < 3 || !boost::beast::iequals(header.substr(0, 3), "mac")) return {};
  header = trimmed(header.substr(3));
  if (!header.starts_with('=')) return {};
  return trimmed(header.substr(1));
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

// The Official Account's chat has an event of the same name: there the server is "OA OpenAPI" and the message has
// neither of these fields.
bool is_template_message(const WebhookRequest& request, const boost::json::object& message) {
  const std::string_view server = request.header("X-ZEvent-Server");
  if (!server.empty() && server != "ZNS") return false;
  return !text_field(message, "tracking_id").empty() || !text_field(message, "delivery_time").empty();
}

}  // namespace

std::string zalo_signature(std::string_view app_id, std::string_view body, std::string_view timestamp,
                           std::string_view oa_secret_key) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  bool good = context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
  for (const std::string_view part : {app_id, body, timestamp, oa_secret_key})
    good = good && EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1;
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  if (!good || EVP_DigestFinal_ex(context.get(), digest, &length) != 1)
    throw std::runtime_error("SHA-256 failed");
  constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (unsigned int i = 0; i < length; ++i) {
    out += kHex[digest[i] >> 4];
    out += kHex[digest[i] & 15];
  }
  return out;
}

WebhookResult read_zalo_event(const WebhookRequest& request, const std::string& app_id,
                              const config::Secret& oa_secret_key) {
  boost::system::error_code broken;
  const boost::json::value event = boost::json::parse(request.body, broken);
  const boost::json::object* object = broken ? nullptr : event.if_object();
  if (request.method != "POST" || object == nullptr) return refused("expected a POST with a JSON object");
  if (text_field(*object, "app_id") != app_id) return refused("the event is for another application");
  const std::string timestamp = text_field(*object, "timestamp");
  const std::string expected = zalo_signature(app_id, request.body, timestamp, oa_secret_key.reveal());
  if (!equal_in_constant_time(expected, mac_of(request.header("X-ZEvent-Signature"))))
    return refused("the signature does not match");
  WebhookResult result;
  const boost::json::object* message = object_field(*object, "message");
  if (text_field(*object, "event_name") != kDelivered || message == nullptr ||
      !is_template_message(request, *message))
    return result;
  Receipt receipt;
  receipt.word = Receipt::Word::delivered;
  receipt.reference = text_field(*message, "tracking_id");
  receipt.provider_id = text_field(*message, "msg_id");
  receipt.code = kDelivered;
  receipt.detail = bounded_detail("delivery_time=" + text_field(*message, "delivery_time"));
  if (receipt.reference.empty() && receipt.provider_id.empty()) {
    result.fault = "the message is not named";
    return result;
  }
  result.receipts.push_back(std::move(receipt));
  return result;
}

}  // namespace triand::channels
