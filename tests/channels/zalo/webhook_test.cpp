#include "channels/zalo/webhook.hpp"

#include <catch2/catch.hpp>

namespace triand::channels {
namespace {

const std::string kAppId = "2074138120372622546";
const config::Secret kKey("test-oa-secret-key");

const std::string kDelivery =
    R"({"sender":{"id":"2893352839501541173"},"recipient":{"id":"84123456789"},"event_name":"user_received_message",)"
    R"("message":{"delivery_time":"1602960467432","msg_id":"15a0cc0bbb13bd4ce403","tracking_id":"tracking_id"},)"
    R"("app_id":"2074138120372622546","timestamp":"1602560967477"})";
const std::string kDeliveryMac = "59ce2b2613d0c9848a74d82b41044c70dc1b2a614be5b0b8788f115a14e419da";

const std::string kFeedback =
    R"({"app_id":"1","event_name":"user_feedback","message":{"note":"Tôi rất hài lòng.","rate":5},)"
    R"("timestamp":"1616673095659"})";

WebhookRequest event(const std::string& body, const std::string& signature) {
  WebhookRequest request;
  request.method = "POST";
  request.body = body;
  request.headers = {{"Content-Type", "application/json"}, {"x-zevent-server", "ZNS"}};
  if (!signature.empty()) request.headers.emplace_back("X-ZEvent-Signature", signature);
  return request;
}

// A body with a signature that is right for it.
WebhookRequest signed_event(const std::string& body, const std::string& timestamp = "1602560967477") {
  return event(body, "mac=" + zalo_signature(kAppId, body, timestamp, kKey.reveal()));
}

TEST_CASE("a signed delivery event is a receipt (vector W1)") {
  REQUIRE(kDelivery.size() == 272);
  const WebhookResult result = read_zalo_event(event(kDelivery, "mac=" + kDeliveryMac), kAppId, kKey);
  CHECK(result.authentic);
  CHECK(result.fault.empty());
  REQUIRE(result.receipts.size() == 1);
  const Receipt& receipt = result.receipts.front();
  CHECK(receipt.word == Receipt::Word::delivered);
  CHECK(receipt.reference == "tracking_id");
  CHECK(receipt.provider_id == "15a0cc0bbb13bd4ce403");
  CHECK(receipt.detail == "delivery_time=1602960467432");
}

TEST_CASE("a signed event of another kind is authentic and says nothing about a delivery (vector W2)") {
  REQUIRE(kFeedback.size() == 124);
  const WebhookResult result = read_zalo_event(
      event(kFeedback, "mac=60af16080141e8a1d215aaafd60f4814d5f6a13e592bd8d216762bbf58edfd06"), "1", kKey);
  CHECK(result.authentic);
  CHECK(result.fault.empty());
  CHECK(result.receipts.empty());
}

TEST_CASE("the header may be written as the documentation prints it") {
  for (const char* form : {"mac = ", "  mac=", "MAC =", "mac= "})
    CHECK(read_zalo_event(event(kDelivery, form + kDeliveryMac), kAppId, kKey).receipts.size() == 1);
}

TEST_CASE("an event that is not signed for these bytes, this key and this application is refused") {
  const auto authentic = [](const WebhookRequest& request, const std::string& app_id = kAppId) {
    return read_zalo_event(request, app_id, kKey).authentic;
  };
  CHECK_FALSE(authentic(event(kDelivery, "")));
  CHECK_FALSE(authentic(event(kDelivery, kDeliveryMac)));
  CHECK_FALSE(authentic(event(kDelivery, "mac=")));
  CHECK_FALSE(authentic(event(kDelivery, "mac=" + kDeliveryMac.substr(1))));
  CHECK_FALSE(authentic(event(kDelivery + " ", "mac=" + kDeliveryMac)));
  std::string tampered = kDelivery;
  tampered.replace(tampered.find("84123456789"), 11, "84123456780");
  CHECK_FALSE(authentic(event(tampered, "mac=" + kDeliveryMac)));
  CHECK_FALSE(authentic(event(kDelivery, "mac=" + kDeliveryMac), "1"));
  CHECK_FALSE(authentic(event("", "mac=" + kDeliveryMac)));
  CHECK_FALSE(authentic(event("[1]", "mac=" + kDeliveryMac)));
  WebhookRequest get = event(kDelivery, "mac=" + kDeliveryMac);
  get.method = "GET";
  CHECK_FALSE(authentic(get));
  // The HMAC variant of many public examples.
  CHECK_FALSE(
      authentic(event(kDelivery, "mac=24131e460e1a000f5ec908804176aaab61a7f7d40000dc379173488eb2b3c763")));
}

TEST_CASE("the chat's event of the same name is no delivery of ours") {
  const std::string chat = R"({"app_id":"2074138120372622546","event_name":"user_received_message",)"
                           R"("message":{"msg_id":"m"},"timestamp":"1602560967477"})";
  CHECK(read_zalo_event(signed_event(chat), kAppId, kKey).receipts.empty());
  WebhookRequest from_chat = event(kDelivery, "mac=" + kDeliveryMac);
  from_chat.headers[1].second = "OA OpenAPI";
  CHECK(read_zalo_event(from_chat, kAppId, kKey).authentic);
  CHECK(read_zalo_event(from_chat, kAppId, kKey).receipts.empty());
}

TEST_CASE("a delivery event that names no message is a fault") {
  const std::string nameless = R"({"app_id":"2074138120372622546","event_name":"user_received_message",)"
                               R"("message":{"delivery_time":"1"},"timestamp":"1602560967477"})";
  const WebhookResult result = read_zalo_event(signed_event(nameless), kAppId, kKey);
  CHECK(result.authentic);
  CHECK(result.fault == "the message is not named");
}

}  // namespace
}  // namespace triand::channels
