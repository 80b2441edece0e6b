#include "channels/zalo/events.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

namespace triand::channels {
namespace {

WebhookResult read(const std::string& json, bool of_templates = true) {
  WebhookResult result;
  read_event(boost::json::parse(json).as_object(), of_templates, result);
  return result;
}

TEST_CASE("a rating is what a customer said about a message") {
  const auto result =
      read(R"({"event_name":"user_feedback","app_id":"1","oa_id":"2","timestamp":"1616673095659",
    "message":{"rating_type":"csat","option":"five_emotions","note":"Tôi rất hài lòng.","rate":5,
    "submit_time":"1616673000000","msg_id":"m","feedbacks":["nhanh","lịch sự"],"tracking_id":"REF"}})");
  REQUIRE(result.feedback.size() == 1);
  const Feedback& said = result.feedback.front();
  CHECK(said.kind == Feedback::Kind::rating);
  CHECK(said.reference == "REF");
  CHECK(said.provider_id == "m");
  CHECK(said.rate == 5);
  CHECK(said.note == "Tôi rất hài lòng.");
  CHECK(said.answers == std::vector<std::string>{"nhanh", "lịch sự"});
  CHECK(said.said_at.time_since_epoch() == std::chrono::milliseconds(1616673000000));
  CHECK(result.receipts.empty());
}

TEST_CASE("whatever a rating holds, it stays within its bounds") {
  std::string note;
  for (int i = 0; i < 1000; ++i) note += "ễ";
  const auto result = read(R"({"event_name":"user_feedback","timestamp":"5","message":{"note":")" + note +
                           R"(","rate":"99","feedbacks":[1,null,"x"],"tracking_id":7}})");
  REQUIRE(result.feedback.size() == 1);
  const Feedback& said = result.feedback.front();
  CHECK(said.note.size() <= Feedback::kMaxNote);
  CHECK(said.note.size() % 3 == 0);  // no letter was cut
  CHECK(said.rate == 5);
  CHECK(said.answers == std::vector<std::string>{"x"});
  CHECK(said.reference == "7");
  CHECK(said.said_at.time_since_epoch() == std::chrono::milliseconds(5));
  CHECK(read(R"({"event_name":"user_feedback","message":"x"})").feedback.empty());
}

TEST_CASE("a button that was pressed is an answer") {
  const auto result = read(R"({"event_name":"user_click_response_button","msg_id":"m","timestamp":"9",
    "message":{"submit_time":"8","button_type":"x","data":"Có","tracking_id":"REF"}})");
  REQUIRE(result.feedback.size() == 1);
  CHECK(result.feedback.front().kind == Feedback::Kind::answer);
  CHECK(result.feedback.front().note == "Có");
  CHECK(result.feedback.front().provider_id == "m");
}

TEST_CASE("a template that is disabled, rejected, deleted or of low quality stops") {
  using Kind = GatewayNotice::Kind;
  const auto status = [](const std::string& word) {
    return read(R"({"event_name":"change_template_status","oa_id":"1","template_id":330875,"reason":"r",
      "status":{"prev_status":"ENABLE","new_status":")" +
                word + "\"}}")
        .notices.at(0);
  };
  for (const char* word : {"DISABLE", "REJECT", "DELETE"}) CHECK(status(word).kind == Kind::template_stopped);
  CHECK(status("ENABLE").kind == Kind::template_usable);
  CHECK(status("PENDING_REVIEW").kind == Kind::other);
  CHECK(status("DISABLE").template_id == "330875");
  CHECK(status("DISABLE").words == "Zalo says: template 330875 is DISABLE: r");
  const auto quality = [](const std::string& word) {
    return read(R"({"event_name":"change_template_quality","template_id":"1","quality":")" + word + "\"}")
        .notices.at(0)
        .kind;
  };
  CHECK(quality("LOW") == Kind::template_stopped);
  CHECK(quality("HIGH") == Kind::other);
}

TEST_CASE("a new daily quota is a number, or only to be known") {
  const auto quota = [](const std::string& value) {
    return read(
               R"({"event_name":"change_oa_daily_quota","oaId":"1","quota":{"prev_value":"20000","new_value":)" +
               value + "}}")
        .notices.at(0);
  };
  CHECK(quota("\"10000\"").kind == GatewayNotice::Kind::daily_quota);
  CHECK(quota("10000").limit == 10000);
  CHECK(quota("\"Unlimited\"").kind == GatewayNotice::Kind::other);
}

TEST_CASE("events of other kinds say nothing, those without a description are told of") {
  const auto follow = read(R"({"event_name":"follow","app_id":"1"})");
  CHECK(
      (follow.receipts.empty() && follow.feedback.empty() && follow.notices.empty() && follow.fault.empty()));
  CHECK(read(R"({"event_name":"change_template_quota"})").notices.size() == 1);
  CHECK(read(R"({})").notices.empty());
}

TEST_CASE("a delivery that Zalo repeats is the same word") {
  const auto result =
      read(R"({"event_name":"user_received_message","message":{"delivery_time":"1","msg_id":"m",
    "tracking_id":"REF"}})");
  REQUIRE(result.receipts.size() == 1);
  CHECK(result.receipts.front().repeats);
  CHECK(read(R"({"event_name":"user_received_message","message":{"delivery_time":"1","msg_id":"m",
    "tracking_id":"REF"}})",
             false)
            .receipts.empty());
}

TEST_CASE("a moment that no clock can hold is none") {
  for (const char* moment : {"9223372036854775807", "-9223372036854775808", "-1", "7258118400001"}) {
    const auto result = read(R"({"event_name":"user_feedback","message":{"rate":5,"submit_time":")" +
                             std::string(moment) + "\"}}");
    REQUIRE(result.feedback.size() == 1);
    CHECK(result.feedback.front().said_at.time_since_epoch().count() == 0);
  }
}

}  // namespace
}  // namespace triand::channels
