#include "daemon/store/pinned_list.hpp"
#include "tests/daemon/server/console_action_desk.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

using domain::DeliveryEvent;
using domain::DeliveryState;
using domain::Reason;

}  // namespace

TEST_CASE("support sends a failed delivery again, once for a form that is sent twice") {
  ActionDesk desk("support");
  const auto page = desk.page();
  CHECK(has(page, desk.address() + "/resend"));
  CHECK_FALSE(has(page, "disabled"));
  const std::string seen = ActionDesk::seen(page);
  desk.check_done(desk.resend(seen), "resent", "Đã xếp tin để gửi lại.");
  CHECK(desk.state() == DeliveryState::queued);
  desk.check_done(desk.resend(seen), "resent", "Đã xếp tin để gửi lại.");
  // The same form once more, after the message has left and failed again: the delivery alone would let it.
  REQUIRE(desk.send(desk.campaign, "sms", DeliveryEvent::answered_rejected, Reason::unreachable).size() == 1);
  REQUIRE(desk.state() == DeliveryState::failed);
  desk.check_done(desk.resend(seen), "resent", "Đã xếp tin để gửi lại.");
  CHECK(desk.state() == DeliveryState::failed);
  CHECK(desk.send(desk.campaign, "sms", DeliveryEvent::answered_accepted).empty());
  int resends = 0;
  for (const std::string& line : desk.audited())
    if (line == "lan delivery.resend " + desk.sms() + " khách yêu cầu") ++resends;
  CHECK(resends == 1);
  // The control: the page as it is now sends it again.
  desk.check_done(desk.resend(ActionDesk::seen(desk.page())), "resent", "Đã xếp tin để gửi lại.");
  CHECK(desk.state() == DeliveryState::queued);
}

TEST_CASE("a form of another agent that comes too late is refused, and not taken for done") {
  ActionDesk desk("support");
  const std::string seen = ActionDesk::seen(desk.page());
  desk.caller = {"an", server::Role::support, true};
  REQUIRE(desk.post("/api/v1/deliveries/" + desk.sms() + "/resend").exit() == 0);
  const auto refused = desk.resend(seen);
  CHECK(refused.status == 409);
  CHECK(has(refused, "role=\"alert\""));
  CHECK(has(refused, "Không gửi lại được: Tin đang chờ gửi."));
}

TEST_CASE("a resend needs its reason, its page and its customer") {
  ActionDesk desk("support");
  const std::string seen = ActionDesk::seen(desk.page());
  const std::size_t history =
      desk.world->reader()->history(desk.world->reader()->delivery(desk.sms())->id).size();
  CHECK(desk.resend(seen, "  ").status == 400);
  CHECK(desk.resend(seen, std::string(801, 'x')).status == 400);
  CHECK(desk.resend("", "asked").status == 400);
  CHECK(desk.resend("x", "asked").status == 400);
  const auto other = desk.post_page(desk.address("PA05010000002") + "/resend",
                                    {{"reference", desk.sms()},
                                     {"seen", seen},
                                     {"customer_version", desk.version("PA05010000002")},
                                     {"reason", "asked"}});
  CHECK(other.status == 404);
  CHECK(desk.post_page(desk.address() + "/resend",
                       {{"reference", desk.sms()}, {"seen", seen}, {"reason", "x"}, {"token", "0"}})
            .status == 403);
  CHECK(desk.state() == DeliveryState::failed);
  CHECK(desk.world->reader()->history(desk.world->reader()->delivery(desk.sms())->id).size() == history);
}

TEST_CASE("a message is sent again to the address that the page showed, or not at all") {
  ActionDesk desk("support");
  CHECK(has(desk.page(), "Tin sẽ gửi tới 0912 *** 678."));
  const std::string seen = ActionDesk::seen(desk.page());
  const std::string shown = desk.version();
  const auto resend = [&](const std::string& version) {
    return desk.post_page(
        desk.address() + "/resend",
        {{"reference", desk.sms()}, {"seen", seen}, {"customer_version", version}, {"reason", "asked"}});
  };
  desk.move_to("+84900000001");
  const auto refused = resend(shown);
  CHECK(refused.status == 409);
  CHECK(has(refused, "Dữ liệu của khách hàng đã đổi từ khi mở trang"));
  CHECK(desk.state() == DeliveryState::failed);
  for (const char* wrong : {"", "0", "x"}) CHECK(resend(wrong).status == 400);
  CHECK(desk.send(desk.campaign, "sms", DeliveryEvent::answered_accepted).empty());
  // Whoever has seen where it would go now may.
  CHECK(has(refused, "Địa chỉ đã đổi từ lần gửi trước: tin sẽ gửi tới 0900 *** 001."));
  desk.check_done(resend(desk.version()), "resent", "Đã xếp tin để gửi lại.");
  // The same form a second time is the same order, whatever has come in between.
  desk.move_to("+84900000002");
  desk.check_done(resend(std::to_string(std::stoi(desk.version()) - 1)), "resent", "Đã xếp tin để gửi lại.");
}

TEST_CASE(
    "a message goes to the address that was approved, which the page says, whatever lists have brought "
    "since") {
  ActionDesk desk("support");
  desk.write([&](store::WriteSession& session) { store::pin_list(session, desk.campaign, desk.now); });
  const std::string approved = desk.version();
  desk.now += std::chrono::minutes(1);
  desk.move_to("+84900000001");
  REQUIRE(desk.version() != approved);
  const auto page = desk.page();
  CHECK(has(page, "Tin sẽ gửi tới 0912 *** 678."));
  CHECK(has(page, "0900 *** 001"));  // the customer's own
  const auto resend = [&](const std::string& version) {
    return desk.post_page(desk.address() + "/resend", {{"reference", desk.sms()},
                                                       {"seen", ActionDesk::seen(page)},
                                                       {"customer_version", version},
                                                       {"reason", "asked"}});
  };
  CHECK(resend(desk.version()).status == 409);
  CHECK(desk.state() == DeliveryState::failed);
  desk.check_done(resend(approved), "resent", "Đã xếp tin để gửi lại.");
  const auto sent = desk.send(desk.campaign, "sms", DeliveryEvent::answered_accepted);
  REQUIRE(sent.size() == 1);
  CHECK(sent.front().customer.customer.phone == "+84912345678");
}

TEST_CASE("where a delivery cannot be sent again the button is off and says why") {
  ActionDesk desk("support", DeliveryEvent::answered_rejected, Reason::blocked_by_recipient);
  const auto barred = [&](const std::string& why) {
    const auto page = desk.page();
    CAPTURE(why);
    CHECK(has(page, "disabled"));
    CHECK(has(page, "Không gửi lại được: " + why));
    CHECK_FALSE(has(page, desk.address() + "/resend"));
  };
  barred("Khách hàng đã chặn tin nhắn từ người gửi.");
}

TEST_CASE("closed windows, cancelled campaigns, suppressions and refusals bar a resend, as in the API") {
  ActionDesk desk("support");
  const auto barred = [&](const std::string& why) {
    const auto page = desk.page();
    CAPTURE(why);
    CHECK(has(page, "Không gửi lại được: " + why));
    CHECK_FALSE(has(page, desk.address() + "/resend"));
  };
  const std::string seen = ActionDesk::seen(desk.page());
  SECTION("suppressed") {
    REQUIRE(desk.post("/api/v1/suppressions", R"({"subject":"0912345678","scope":"sms"})").exit() == 0);
    barred("Khách hàng đã yêu cầu ngừng nhận tin.");
    const auto refused = desk.resend(seen);
    CHECK(refused.status == 422);
    CHECK(has(refused, "role=\"alert\""));
  }
  SECTION("over") {
    desk.now += std::chrono::hours(24 * 5);
    barred("Đợt tri ân đã kết thúc.");
    CHECK(desk.resend(seen).status == 409);
  }
  SECTION("cancelled") {
    REQUIRE(desk.post("/api/v1/campaigns/tri-an-2026/cancel", R"({"confirm":"tri-an-2026"})").exit() == 0);
    barred("Chiến dịch không còn gửi tin.");
    CHECK(desk.resend(seen).status == 409);
  }
  SECTION("opted out") {
    auto changed = desk.world->reader()->customer("PA05010000001")->customer;
    changed.opt_out = true;
    desk.load({changed});
    barred("Khách hàng đã yêu cầu ngừng nhận tin.");
    CHECK(desk.resend(seen).status == 422);
  }
  CHECK(desk.state() == DeliveryState::failed);
}

TEST_CASE("a delivery that would have to wait says for what") {
  ActionDesk desk("support");
  const auto hold = [&](const std::string& reason) {
    desk.service.holds = {{"tri-an-2026", "sms", "", reason, "", desk.now + std::chrono::hours(13)}};
    return desk.page();
  };
  CHECK(has(hold("outside_hours"), "Ngoài giờ gửi: tin chờ tới 21:00 ngày 18/12/2026."));
  CHECK(has(hold("paused"), "đang tạm dừng"));
  CHECK(has(hold("channel_stopped"), "Kênh chưa gửi được lúc này"));
  CHECK_FALSE(has(hold("paced"), "tin chờ"));
  desk.service.holds = {{"tri-an-2026", "mail", "", "paused", "", {}}};
  CHECK_FALSE(has(desk.page(), "đang tạm dừng"));
}

TEST_CASE("a doubt is an operator's: support is told so, an operator decides both ways") {
  {
    ActionDesk desk("support", DeliveryEvent::answered_in_doubt);
    const auto page = desk.page();
    CHECK(has(page, "Người vận hành kết luận"));
    CHECK_FALSE(has(page, "/resolve"));
    CHECK(desk.resolve("delivered", "1").status == 403);
    CHECK(desk.state() == DeliveryState::in_doubt);
  }
  for (const auto& [as, state] :
       {std::pair("delivered", DeliveryState::delivered), std::pair("failed", DeliveryState::failed)}) {
    CAPTURE(as);
    ActionDesk desk("operator", DeliveryEvent::answered_in_doubt);
    const std::string seen = ActionDesk::seen(desk.page());
    CHECK(desk.resolve("lost", seen).status == 400);
    desk.check_done(desk.resolve(as, seen), "resolved", "Đã kết luận");
    desk.check_done(desk.resolve(as, seen), "resolved", "Đã kết luận");
    CHECK(desk.state() == state);
    int decided = 0;
    for (const std::string& line : desk.audited())
      if (line == "lan delivery.resolve_" + std::string(as) + " " + desk.sms() + " khách nói") ++decided;
    CHECK(decided == 1);
  }
}

TEST_CASE("a doubt is sent again after a second sentence, and once") {
  ActionDesk desk("operator", DeliveryEvent::answered_in_doubt);
  const auto page = desk.page();
  CHECK(has(page, "có thể nhận hai lời tri ân"));
  const std::string seen = ActionDesk::seen(page);
  const auto unsure = desk.resolve("resend", seen);
  CHECK(unsure.status == 400);
  CHECK(has(unsure, "câu xác nhận"));
  CHECK(desk.state() == DeliveryState::in_doubt);
  desk.check_done(desk.resolve("resend", seen, "yes"), "resent", "Đã xếp tin để gửi lại.");
  REQUIRE(desk.send(desk.campaign, "sms", DeliveryEvent::answered_in_doubt).size() == 1);
  desk.check_done(desk.resolve("resend", seen, "yes"), "resent", "Đã xếp tin để gửi lại.");
  CHECK(desk.state() == DeliveryState::in_doubt);
  CHECK(desk.send(desk.campaign, "sms", DeliveryEvent::answered_accepted).empty());
  desk.now += std::chrono::hours(24 * 5);
  const auto over = desk.page();
  CHECK(has(over, "Không gửi lại được: Đợt tri ân đã kết thúc."));
  CHECK(has(over, "/resolve"));
}
