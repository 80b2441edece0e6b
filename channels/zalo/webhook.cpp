#include "channels/zalo/webhook.hpp"

#include <openssl/crypto.h>
#include <boost/beast/core/string.hpp>
#include <boost/json/parse.hpp>

#include "channels/digest.hpp"
#include "channels/zalo/events.hpp"
#include "channels/zalo/json_field.hpp"

namespace triand::channels {
namespace {

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

}  // namespace

std::string zalo_signature(std::string_view app_id, std::string_view body, std::string_view timestamp,
                           std::string_view oa_secret_key) {
  return sha256_hex({app_id, body, timestamp, oa_secret_key});
}

WebhookResult read_zalo_event(const WebhookRequest& request, const std::string& app_id,
                              const config::Secret& oa_secret_key) {
  boost::system::error_code broken;
  const boost::json::value event = boost::json::parse(request.body, broken);
  const boost::json::object* object = broken ? nullptr : event.if_object();
  if (request.method != "POST" || object == nullptr) return refused("expected a POST with a JSON object");
  // Not every event names the application; the signature covers it all the same.
  if (object->contains("app_id") && text_field(*object, "app_id") != app_id)
    return refused("the event is for another application");
  const std::string timestamp = text_field(*object, "timestamp");
  const std::string expected = zalo_signature(app_id, request.body, timestamp, oa_secret_key.reveal());
  if (!equal_in_constant_time(expected, mac_of(request.header("X-ZEvent-Signature"))))
    return refused("the signature does not match");
  WebhookResult result;
  const std::string_view server = request.header("X-ZEvent-Server");
  read_event(*object, server.empty() || server == "ZNS", result);
  return result;
}

}  // namespace triand::channels
