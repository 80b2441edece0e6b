#include <catch2/catch.hpp>

#include "daemon/domain/hold_reason.hpp"
#include "tests/daemon/server/console_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

const std::string kSms = "/console/channels/sms";

bool has(const server::Response& page, const std::string& words) {
  return page.body.find(words) != std::string::npos;
}

bool is_link(const server::Response& page, const std::string& address) {
  return has(page, "href=\"" + address + "\"");
}

}  // namespace

TEST_CASE("the channels' page says how each stands, why, how fast, and what is on its way") {
  ConsoleFixture console;
  auto& mail = console.service.channels.at(1);
  mail.state = "waiting";
  mail.reason = "outside_hours";
  mail.trouble = "the certificate ends soon <b>";
  mail.quota = channels::GatewayQuota{500, 20, console.now, console.now + std::chrono::hours(1)};
  console.add_account("xem", "viewer");
  console.log_in("xem");
  CHECK(is_link(console.get_page("/"), "/console/channels"));
  const auto page = console.get_page("/console/channels");
  CHECK(page.status == 200);
  for (const char* words :
       {"hoạt động", "100/s", "không giới hạn", "Ngoài giờ được gửi.", "the certificate ends soon &lt;b&gt;",
        "còn 20 trên 500, làm mới lúc 18/12/2026 09:00"})
    CHECK(has(page, words));
  console.get_page("/console/channels?lang=en");
  CHECK(has(console.get_page("/console/channels"), "It is outside the hours in which this may send."));
}

TEST_CASE("every reason for a hold has its Vietnamese sentence") {
  ConsoleFixture console;
  console.add_account("xem", "viewer");
  console.log_in("xem");
  for (unsigned at = 1; at <= static_cast<unsigned>(domain::HoldReason::token_renewing); ++at) {
    const auto reason = static_cast<domain::HoldReason>(at);
    CAPTURE(at);
    console.service.channels.at(0).state = "waiting";
    console.service.channels.at(0).reason = domain::to_string(reason);
    const auto page = console.get_page(kSms);
    CHECK(page.status == 200);
    CHECK_FALSE(has(page, std::string(domain::sentence(reason))));
    CHECK_FALSE(has(page, "<dd>" + console.service.channels.at(0).reason + "</dd>"));
  }
}

TEST_CASE("an operator pauses a channel with a reason and lets it go on") {
  ConsoleFixture console;
  console.add_account("minh", "operator");
  console.log_in("minh");
  CHECK(has(console.get_page(kSms), "value=\"pause\""));
  const auto silent = console.post_page(kSms, {{"order", "pause"}, {"reason", " "}});
  CHECK(silent.status == 400);
  CHECK(has(silent, "role=\"alert\""));
  CHECK(console.get("/api/v1/channels/sms").text("state") == "running");

  const auto paused = console.post_page(kSms, {{"order", "pause"}, {"reason", "đổi đầu số"}});
  CHECK(paused.status == 303);
  CHECK(ConsoleFixture::header(paused, "Location") == kSms);
  CHECK(console.get("/api/v1/channels/sms").text("state") == "paused");
  CHECK(console.audited().back().starts_with("minh pause "));
  CHECK(console.audited().back().ends_with(" đổi đầu số"));
  const auto page = console.get_page(kSms);
  for (const char* words : {"tạm dừng", "Có người đã tạm dừng.", "đổi đầu số", "minh", "value=\"resume\""})
    CHECK(has(page, words));
  CHECK_FALSE(has(page, "value=\"pause\""));

  CHECK(console.post_page(kSms, {{"order", "resume"}, {"reason", "xong"}}).status == 303);
  CHECK(console.audited().back().starts_with("minh resume "));
  CHECK(console.audited().back().ends_with(" xong"));
  // Somebody else was faster: what the API refuses is said on the page.
  const auto again = console.post_page(kSms, {{"order", "resume"}, {"reason", "xong"}});
  CHECK(again.status == 409);
  CHECK(has(again, "the channel sms is neither paused nor stopped"));
  CHECK(has(again, "Trạng thái hiện tại không cho làm việc này."));
}

TEST_CASE("a test message is sent to whom the operator says, and never stands in an address") {
  ConsoleFixture console;
  std::string sent_to;
  server::Answer answer = boost::json::object{{"outcome", "accepted"}};
  console.world->send_test = [&](const std::string& channel, const std::string& to) {
    sent_to = channel + " " + to;
    return answer;
  };
  console.add_account("minh", "operator");
  console.log_in("minh");
  const auto sent = console.post_page(kSms + "/test", {{"to", "0905123456"}});
  CHECK(sent.status == 303);
  CHECK(sent_to == "sms 0905123456");
  const std::string address = ConsoleFixture::header(sent, "Location");
  CHECK(address.find("0905") == std::string::npos);
  CHECK(has(console.get_page(address), "Cổng gửi tin đã nhận tin thử."));

  answer = server::ApiError{1, "not-accepted", "the gateway did not take it: no_balance", ""};
  const auto refused = console.post_page(kSms + "/test", {{"to", "0905123456"}});
  CHECK(refused.status == 500);
  CHECK(has(refused, "the gateway did not take it: no_balance"));
}

TEST_CASE("a viewer sees channels and moves none; an account of units sees none") {
  ConsoleFixture console;
  console.add_account("xem", "viewer");
  console.log_in("xem");
  CHECK_FALSE(has(console.get_page(kSms), "value=\"pause\""));
  for (const char* order : {"pause", "resume"})
    CHECK(console.post_page(kSms, {{"order", order}, {"reason", "x"}}).status == 403);
  CHECK(console.post_page(kSms + "/test", {{"to", "0905123456"}}).status == 403);
  CHECK(console.get("/api/v1/channels/sms").text("state") == "running");

  console.add_account("don-vi", "operator", {"PA05"});
  console.cookies.clear();
  console.log_in("don-vi");
  CHECK_FALSE(is_link(console.get_page("/"), "/console/channels"));
  CHECK(console.get_page("/console/channels").status == 403);
  CHECK(console.post_page(kSms, {{"order", "pause"}, {"reason", "x"}}).status == 403);
  CHECK(console.get("/api/v1/channels/sms").text("state") == "running");
}

TEST_CASE("foreign forms, orders that are none and channels that are not there change nothing") {
  ConsoleFixture console;
  console.add_account("quan-tri", "admin");
  console.log_in("quan-tri");
  const auto before = console.audited().size();
  CHECK(console.post_page(kSms, {{"order", "pause"}, {"reason", "x"}, {"token", std::string(64, '0')}})
            .status == 403);
  CHECK(console.post_page(kSms, {{"order", "pause"}, {"reason", "x"}}, {{"Sec-Fetch-Site", "cross-site"}})
            .status == 403);
  for (const char* order : {"", "authorize", "../users", "pause/x"})
    CHECK(console.post_page(kSms, {{"order", order}, {"reason", "x"}}).status == 400);
  CHECK(console.get_page("/console/channels/none").status == 404);
  CHECK(console.post_page("/console/channels/none", {{"order", "pause"}, {"reason", "x"}}).status == 404);
  CHECK(console.audited().size() == before);
  CHECK(console.authorized.empty());
}
