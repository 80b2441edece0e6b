#include <catch2/catch.hpp>

#include "channels/sms/description.hpp"
#include "tests/channels/sms/sms_fixture.hpp"

namespace triand::channels {
namespace {

WebhookResult receive(const std::string& query, const std::string& method = "GET") {
  config::Problems problems;
  const auto description = Description::load(installed_gateways() + "/esms.yaml", problems);
  REQUIRE(description);
  WebhookRequest request;
  request.method = method;
  request.query = query;
  return description->receipt.receive(request);
}

Receipt only(const WebhookResult& result) {
  CHECK(result.authentic);
  CHECK(result.fault.empty());
  REQUIRE(result.receipts.size() == 1);
  return result.receipts.front();
}

TEST_CASE("the documented callback of eSMS is a delivery") {
  const Receipt receipt = only(receive(
      "SMSID=d53&SendFailed=0&SendStatus=5&SendSuccess=1&TotalPrice=850.0000&TotalReceiver=1&TotalSent=1&"
      "RequestId=a1b2&TypeId=2&telcoid=1&phonenumber=0901888484&switchsmsid="));
  CHECK(receipt.word == Receipt::Word::delivered);
  CHECK(receipt.provider_id == "d53");
  CHECK(receipt.reference == "a1b2");
  CHECK(receipt.code == "5");
  CHECK(receipt.reason.empty());
  CHECK(receipt.detail == "telcoid=1 SendSuccess=1 SendFailed=0 TotalPrice=850.0000");
}

TEST_CASE("counts above one, for the parts of one message, count as one") {
  const Receipt failed = only(receive("SMSID=d53&SendFailed=2&SendStatus=5&SendSuccess=0&TotalReceiver=2"));
  CHECK(failed.word == Receipt::Word::failed);
  CHECK(failed.reason == "unreachable");
  CHECK(failed.reference.empty());
  CHECK(only(receive("SMSID=d53&SendFailed=0&SendStatus=5&SendSuccess=3")).word == Receipt::Word::delivered);
}

TEST_CASE("status 4 is a refusal, and the stages before the end move nothing") {
  const Receipt refused = only(receive("SMSID=d53&SendStatus=4"));
  CHECK(refused.word == Receipt::Word::failed);
  CHECK(refused.reason == "refused");
  for (const char* stage : {"1", "2", "7", "5", "99", ""})
    CHECK(only(receive(std::string("RequestId=a1&SendFailed=0&SendSuccess=0&SendStatus=") + stage)).word ==
          Receipt::Word::pending);
}

TEST_CASE("a callback that names no message or no status is a fault") {
  CHECK(receive("SendStatus=5&SendSuccess=1").fault == "the message is not named");
  CHECK(receive("SMSID=&RequestId=&SendStatus=5").fault == "the message is not named");
  CHECK(receive("SMSID=d53").fault == "the field SendStatus is missing");
  CHECK(receive("").fault == "the message is not named");
  CHECK(receive("SMSID=%zz&SendStatus=5").fault == "the query cannot be read");
  CHECK(receive("SMSID=d53&SendStatus=5", "POST").fault == "expected a GET request");
}

TEST_CASE("values of the query are decoded and kept free of control characters") {
  const Receipt receipt = only(receive("SMSID=a%2Bb+c&SendStatus=5&telcoid=1%0A2"));
  CHECK(receipt.provider_id == "a+b c");
  CHECK(receipt.detail == "telcoid=1 2");
}

TEST_CASE("eSMS recognises a reference and the installed description is without a fault") {
  SmsFixture fixture("https://127.0.0.1:1");
  CHECK(fixture.problems.empty());
  REQUIRE(fixture.channel);
  CHECK(fixture.channel->recognises() == std::chrono::hours(24));
  WebhookRequest request;
  request.method = "GET";
  request.query = "RequestId=a1&SendStatus=5&SendSuccess=1";
  CHECK(fixture.channel->receive(request).receipts.size() == 1);
}

}  // namespace
}  // namespace triand::channels
