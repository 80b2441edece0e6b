#include "tests/standin/sms/esms.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

using namespace triand::standin;

namespace {

boost::json::object good() {
  return {{"ApiKey", "key"},       {"SecretKey", "secret"},
          {"Phone", "0912345678"}, {"Content", "EVNNPC cam on"},
          {"Brandname", "EVNNPC"}, {"SmsType", "2"},
          {"RequestId", "R1"},     {"CallbackUrl", "http://h/w?s=1"}};
}

Answer ask(Esms& esms, const boost::json::object& fields, TimePoint now = TimePoint()) {
  Request request;
  request.method = "POST";
  request.body = boost::json::serialize(fields);
  return esms.answer(request, {}, now);
}

std::string code(Esms& esms, std::string_view field, std::string_view value) {
  boost::json::object fields = good();
  fields[field] = value;
  return std::string(boost::json::parse(ask(esms, fields).reply.body).at("CodeResult").as_string());
}

}  // namespace

TEST_CASE("eSMS accepts with code 100 and an SMSID") {
  Esms esms({}, 1);
  Answer answer = ask(esms, good());
  CHECK(answer.reply.status == 200);
  REQUIRE(answer.accepted.size() == 1);
  CHECK(answer.accepted[0].reference == "R1");
  CHECK(answer.reply.body ==
        R"({"CodeResult":"100","CountRegenerate":0,"SMSID":")" + answer.accepted[0].provider_id + R"("})");
}

TEST_CASE("eSMS recognises a RequestId for 24 hours and gives no SMSID for it") {
  Esms esms({}, 1);
  REQUIRE(ask(esms, good()).accepted.size() == 1);
  Answer repeat = ask(esms, good(), TimePoint(std::chrono::hours(23)));
  CHECK(repeat.reply.body ==
        R"({"CodeResult":"124","CountRegenerate":0,"ErrorMessage":"Request exist 1","SendStatus":"5"})");
  CHECK(repeat.accepted.empty());
  CHECK(repeat.recognised.size() == 1);
  CHECK(ask(esms, good(), TimePoint(std::chrono::hours(24))).accepted.size() == 1);
}

TEST_CASE("eSMS refuses with the code of each fault") {
  EsmsSettings settings;
  settings.api_key = "key";
  settings.brandnames = {"EVNNPC"};
  settings.template_pattern = "EVNNPC .*";
  settings.unregistered_prefixes = {"052"};
  Esms esms(settings, 1);
  CHECK(code(esms, "ApiKey", "other") == "101");
  CHECK(code(esms, "SecretKey", "") == "101");
  CHECK(code(esms, "SmsType", "1") == "118");
  CHECK(code(esms, "SmsType", "") == "301");
  CHECK(code(esms, "RequestId", std::string(51, 'x')) == "110");
  CHECK(code(esms, "Brandname", "evnnpc") == "104");
  CHECK(code(esms, "Phone", "+84912345678") == "108");
  CHECK(code(esms, "Phone", "02223822345") == "108");
  CHECK(code(esms, "Phone", "84522345678") == "177");
  CHECK(code(esms, "Content", "Chuc mung") == "146");
  CHECK(code(esms, "Phone", "84912345678") == "100");
}

TEST_CASE("eSMS has shapes of its own for a bad document and a bad template") {
  EsmsSettings settings;
  settings.template_pattern = "x";
  Esms esms(settings, 1);
  Request request;
  request.body = "[]";
  CHECK(esms.answer(request, {}, TimePoint()).reply.body == R"({"error":"Invalid request"})");
  auto refusal = boost::json::parse(ask(esms, good()).reply.body);
  CHECK(refusal.at("CodeResult") == "146");
  CHECK_FALSE(refusal.at("SMSID").as_string().empty());
}

TEST_CASE("an eSMS sandbox request is checked and not delivered") {
  Esms esms({}, 1);
  boost::json::object fields = good();
  fields["Sandbox"] = "1";
  Answer answer = ask(esms, fields);
  CHECK(answer.accepted.empty());
  CHECK(boost::json::parse(answer.reply.body).at("CodeResult") == "100");
  CHECK(ask(esms, good()).accepted.size() == 1);
}

TEST_CASE("the eSMS callback is a GET that joins the query of the given address") {
  Esms esms({}, 1);
  Message message = ask(esms, good()).accepted.at(0);
  auto receipt = esms.receipt(message, ReceiptKind::failed, TimePoint());
  REQUIRE(receipt);
  CHECK(receipt->method == "GET");
  CHECK(receipt->url ==
        "http://h/w?s=1&SMSID=" + message.provider_id +
            "&SendFailed=1&SendStatus=5&SendSuccess=0&TotalPrice=850.0000&TotalReceiver=1&TotalSent=1"
            "&RequestId=R1&TypeId=2&telcoid=3&phonenumber=0912345678&switchsmsid=");
  CHECK(receipt->retries.size() == 5);
  CHECK_FALSE(receipt->retry_unless_200);
}
