#include "tests/standin/website/portal.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "tests/standin/website/standard_webhooks.hpp"

using namespace triand::standin;

namespace {

Request post(std::string body) {
  Request request;
  request.method = "POST";
  request.path = "/notices";
  request.body = std::move(body);
  return request;
}

std::string status(const Answer& answer, std::size_t index) {
  auto results = boost::json::parse(answer.reply.body).at("results").as_array();
  return std::string(results.at(index).at("status").as_string());
}

}  // namespace

TEST_CASE("signatures agree with the vectors of the Standard Webhooks libraries") {
  CHECK(webhook_signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                          "1614265330",
                          R"({"test": 2432232314})") == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  CHECK(webhook_signature("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "tri_0001", "1797566400",
                          R"({"type":"notice.published","data":{"notice_id":"N1","title":"Tri ân"}})") ==
        "v1,QmwZMG44sQ1MsR4v1kg+j+IZwtCfQAD/xqppSEGP9sY=");
}

TEST_CASE("a portal with a secret takes good signatures only, within five minutes") {
  const std::string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const TimePoint now{std::chrono::seconds(1614265330)};
  Portal portal(secret);
  Request request = post(R"({"notices":[{"notice_id":"N1","customer_code":"PA05"}]})");
  std::string good = webhook_signature(secret, "batch", "1614265330", request.body);
  request.headers = {
      {"webhook-id", "batch"}, {"webhook-timestamp", "1614265330"}, {"webhook-signature", "v1,AAAA"}};
  CHECK(portal.answer(request, {}, now).reply.status == 401);
  request.headers[2].second = "v1a,other " + good;
  CHECK(portal.answer(request, {}, now + std::chrono::seconds(301)).reply.status == 401);
  CHECK(portal.answer(request, {}, now + std::chrono::seconds(300)).accepted.size() == 1);
  request.body += ' ';
  CHECK(portal.answer(request, {}, now).reply.status == 401);
}

TEST_CASE("a portal keeps one copy of each notice and answers for each") {
  Portal portal("");
  Request batch = post(R"({"type":"notice.published","data":{"notices":[
    {"notice_id":"N1","customer_code":"PA05","title":"Tri ân","body":"Cảm ơn"},
    {"notice_id":"N2"},{"notice_id":"N3","customer_code":"PA06"}]}})");
  Answer first = portal.answer(batch, {}, TimePoint());
  REQUIRE(first.accepted.size() == 2);
  CHECK(first.accepted[0].subject == "Tri ân");
  CHECK(status(first, 0) == "accepted");
  CHECK(status(first, 1) == "rejected");
  Answer second = portal.answer(batch, {}, TimePoint());
  CHECK(second.accepted.empty());
  CHECK(second.recognised.size() == 2);
  CHECK(status(second, 2) == "duplicate");
}

TEST_CASE("a portal shows nobody what is withdrawn, and an older word does not bring it back") {
  Portal portal("");
  const std::string notice = R"({"notice_id":"N1","customer_code":"A","title":"T","version":)";
  CHECK(portal
            .answer(post(R"({"type":"notice.published","data":{"notices":[)" + notice + "1}]}}"), {},
                    TimePoint())
            .accepted.size() == 1);
  const Answer gone = portal.answer(
      post(R"({"type":"notice.withdrawn","data":{"notices":[)" + notice + "2}]}}"), {}, TimePoint());
  CHECK(gone.accepted.empty());
  CHECK(status(gone, 0) == "accepted");
  CHECK(portal.kept().at(0).at("withdrawn") == true);
  CHECK(status(portal.answer(post(R"({"type":"notice.published","data":{"notices":[)" + notice + "1}]}}"), {},
                             TimePoint()),
               0) == "duplicate");
  CHECK(portal.kept().at(0).at("withdrawn") == true);
}

TEST_CASE("a portal tells what was seen, signed with its secret") {
  const std::string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  Portal portal(secret, "http://127.0.0.1:1/webhooks/website");
  Message message;
  message.reference = "N1";
  const TimePoint now{std::chrono::seconds(1614265330)};
  const auto receipt = portal.receipt(message, ReceiptKind::delivered, now);
  REQUIRE(receipt);
  Request request;
  request.body = receipt->body;
  request.headers = receipt->headers;
  CHECK(webhook_verified(secret, request, now));
  CHECK(boost::json::parse(receipt->body).at("data").at("notice_id") == "N1");
  CHECK_FALSE(portal.receipt(message, ReceiptKind::failed, now));
}

TEST_CASE("a portal rejects, leaves out and invents results where a rule says so") {
  Portal portal("");
  Request batch =
      post(R"({"notices":[{"notice_id":"N1","customer_code":"A"},{"notice_id":"N2","customer_code":"B"},
    {"notice_id":"N3","customer_code":"C"}]})");
  REQUIRE(portal.subjects(batch).size() == 3);
  Actions actions(3);
  actions[0].emplace().error = "unknown_customer";
  actions[1].emplace().omit_result = true;
  actions[2].emplace().unknown_result = true;
  Answer answer = portal.answer(batch, actions, TimePoint());
  CHECK(answer.reply.body ==
        R"({"results":[{"notice_id":"N1","status":"rejected","reason":"unknown_customer"},)"
        R"({"notice_id":"neversent","status":"accepted"},{"notice_id":"N3","status":"accepted"}]})");
  CHECK(answer.accepted.size() == 2);
}
