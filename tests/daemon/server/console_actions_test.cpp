#include "tests/daemon/server/console_action_desk.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

using domain::DeliveryEvent;
using domain::DeliveryState;
using domain::Reason;

}  // namespace

TEST_CASE("a viewer is offered nothing and may do nothing") {
  ActionDesk desk("viewer");
  const auto page = desk.page();
  for (const char* verb : {"/resend", "/resolve", "/stop", "/take-back", "/note\"", "disabled"})
    CHECK_FALSE(has(page, verb));
  const std::size_t audits = desk.audited().size();
  CHECK(desk.resend("1").status == 403);
  CHECK(desk.resolve("delivered", "1").status == 403);
  CHECK(desk.post_page(desk.address() + "/stop", {{"whom", "customer"}, {"words", "x"}}).status == 403);
  CHECK(desk.post_page(desk.address() + "/note", {{"note", "x"}}).status == 403);
  for (std::size_t at = audits; at < desk.audited().size(); ++at)
    CHECK(desk.audited()[at] == "lan customer.show PA05010000001 ");
  CHECK(desk.state() == DeliveryState::failed);
}

TEST_CASE("whose role is limited to units acts on no other unit's customer") {
  ActionDesk desk("operator", DeliveryEvent::answered_rejected, Reason::unreachable, {"PM"});
  const std::size_t audits = desk.audited().size();
  for (const char* verb : {"/resend", "/resolve", "/stop", "/take-back", "/note"}) {
    CAPTURE(verb);
    const auto answer = desk.post_page(desk.address() + verb, {{"reference", desk.sms()},
                                                               {"seen", "1"},
                                                               {"as", "delivered"},
                                                               {"whom", "customer"},
                                                               {"words", "x"},
                                                               {"note", "x"},
                                                               {"reason", "x"}});
    CHECK(answer.status == 404);
  }
  CHECK(desk.audited().size() == audits);
  const std::string own = desk.address("PM05010000004");
  const auto page = desk.get_page(own);
  CHECK(has(page, own + "/stop"));
  CHECK_FALSE(has(page, "value=\"telephone\""));
  CHECK(desk.post_page(
                own + "/stop",
                {{"whom", "telephone"}, {"customer_version", desk.version("PM05010000004")}, {"words", "x"}})
            .status == 403);
  CHECK(desk.post_page(own + "/stop", {{"whom", "customer"}, {"words", "x"}}).status == 303);
}

TEST_CASE("support stops the writing, by customer or address, and an operator takes it back") {
  ActionDesk desk("support");
  const std::string stop = desk.address() + "/stop";
  const auto telephone = [&desk](const std::string& field, const std::string& words) {
    return ConsoleFixture::Fields{
        {"whom", "telephone"}, {"customer_version", desk.version()}, {"scope", "all"}, {field, words}};
  };
  CHECK(desk.post_page(stop, {{"whom", "customer"}, {"scope", "all"}, {"words", " "}}).status == 400);
  CHECK(desk.post_page(stop, {{"whom", "x"}, {"customer_version", desk.version()}, {"words", "asked"}})
            .status == 400);
  CHECK(desk.post_page(stop, {{"whom", "telephone"},
                              {"customer_version", desk.version()},
                              {"scope", "letter"},
                              {"words", "asked"}})
            .status == 400);
  desk.check_done(
      desk.post_page(
          stop,
          {{"whom", "customer"}, {"scope", "zalo"}, {"class", "advertising"}, {"words", "khách không muốn"}}),
      "stopped", "Đã ghi lệnh ngừng gửi.");
  CHECK(desk.audited()[desk.audited().size() - 2] ==
        "lan suppression.add PA05010000001 zalo advertising opted_out");
  desk.check_done(desk.post_page(stop, telephone("words", "số nhầm")), "stopped", "Đã ghi lệnh ngừng gửi.");
  desk.check_done(desk.post_page(stop, telephone("words", "số nhầm")), "held",
                  "Lệnh ngừng gửi này đã có từ trước.");
  const auto page = desk.page();
  CHECK(has(page, "Khách hàng PA05010000001: "));
  CHECK(has(page, "phạm vi: Zalo, chỉ quảng cáo"));
  CHECK(has(page, "Số điện thoại 0912 *** 678: "));
  CHECK_FALSE(has(page, "/take-back"));
  const std::string back = desk.address() + "/take-back";
  CHECK(desk.post_page(back, {{"whom", "customer"}, {"scope", "zalo"}, {"reason", "x"}}).status == 403);
  CHECK(desk.world->reader()->suppressions(0, 10).size() == 2);

  desk.add_account("minh", "operator");
  desk.cookies.clear();
  REQUIRE(desk.log_in("minh").status == 303);
  CHECK(has(desk.page(), "/take-back"));
  CHECK(desk.post_page(back, {{"whom", "customer"}, {"scope", "zalo"}, {"reason", ""}}).status == 400);
  // As the page's own form says it.
  CHECK(has(desk.page(), "name=\"whom\" value=\"phone\""));
  desk.check_done(desk.post_page(back, {{"whom", "phone"},
                                        {"customer_version", desk.version()},
                                        {"scope", "all"},
                                        {"reason", "khách đổi ý"}}),
                  "taken_back", "Đã bỏ lệnh ngừng gửi.");
  CHECK(desk.world->reader()->suppressions(0, 10).size() == 1);
  CHECK(desk.audited()[desk.audited().size() - 2] == "minh suppression.remove 0912 *** 678 khách đổi ý");
  CHECK(desk.post_page(back, telephone("reason", "x")).status == 404);
}

TEST_CASE("what is ordered for an address is done for the one that the page showed, or for none") {
  ActionDesk desk("operator");
  const auto page = desk.page();
  const std::string shown = desk.version();
  CHECK(has(page, "name=\"customer_version\" value=\"" + shown + "\""));
  const auto order = [&](const std::string& verb, const std::string& whom, const std::string& version) {
    return desk.post_page(desk.address() + verb, {{"whom", whom},
                                                  {"customer_version", version},
                                                  {"scope", "all"},
                                                  {"words", "khách nói"},
                                                  {"reason", "khách nói"}});
  };
  desk.move_to("+84900000001");
  for (const char* verb : {"/stop", "/take-back"}) {
    CAPTURE(verb);
    const auto refused = order(verb, "telephone", shown);
    CHECK(refused.status == 409);
    CHECK(has(refused, "đã đổi từ khi mở trang"));
    // The page as it is now may.
    CHECK(has(refused, "name=\"customer_version\" value=\"" + desk.version() + "\""));
    for (const char* wrong : {"", "0", "x", "-1"}) CHECK(order(verb, "telephone", wrong).status == 400);
    CHECK(order(verb, "telephone", "99").status == 409);
  }
  CHECK(desk.world->reader()->suppressions(0, 10).empty());
  // The email is the same as it was, and the customer is the customer.
  CHECK(order("/stop", "email", shown).status == 303);
  CHECK(order("/stop", "customer", "").status == 303);
  CHECK(order("/stop", "telephone", desk.version()).status == 303);
  const auto held = desk.world->reader()->suppressions(0, 10);
  CHECK(held.size() == 3);
  CHECK(order("/take-back", "telephone", desk.version()).status == 303);
  CHECK(desk.world->reader()->suppressions(0, 10).size() == 2);
}

TEST_CASE("a call is noted once, in the audit and on the page, and read by whoever may read") {
  ActionDesk desk("support");
  const std::string target = desk.address() + "/note";
  CHECK(has(desk.page(), "Chưa có ghi chú nào."));
  CHECK(desk.post_page(target, {{"note", " "}, {"after", "0"}}).status == 400);
  CHECK(desk.post_page(target, {{"note", std::string(2001, 'x')}, {"after", "0"}}).status == 400);
  for (int turn = 0; turn < 2; ++turn)
    desk.check_done(desk.post_page(target, {{"note", "khách hỏi <b>quà</b>"}, {"after", "0"}}), "noted",
                    "Đã ghi chú cuộc gọi.");
  int notes = 0;
  for (const std::string& line : desk.audited())
    if (line == "lan customer.note PA05010000001 khách hỏi <b>quà</b>") ++notes;
  CHECK(notes == 1);
  const auto page = desk.page();
  CHECK(has(page, "khách hỏi &lt;b&gt;quà&lt;/b&gt;"));
  const std::size_t at = page.body.find("name=\"after\" value=\"") + 20;
  const std::string newest = page.body.substr(at, page.body.find('"', at) - at);
  CHECK(newest != "0");
  desk.check_done(desk.post_page(target, {{"note", "gọi lại"}, {"after", newest}}), "noted", "Đã ghi chú");
  const auto both = desk.page();
  CHECK(both.body.find("gọi lại") < both.body.find("khách hỏi"));
  CHECK_FALSE(has(desk.page("PA05010000002"), "gọi lại"));

  desk.add_account("xem", "viewer");
  desk.cookies.clear();
  REQUIRE(desk.log_in("xem").status == 303);
  const auto masked = desk.page();
  CHECK(has(masked, "Vai trò này không xem được nội dung."));
  CHECK_FALSE(has(masked, "gọi lại"));
}

TEST_CASE("what an address says was done is one of the service's own words") {
  ActionDesk desk("support");
  for (const char* word : {"hacked", "<script>", "Resent", ""}) {
    CAPTURE(word);
    const auto page = desk.get_page(desk.address() + "?done=" + (*word == '<' ? "%3Cscript%3E" : word));
    CHECK(page.status == 200);
    CHECK_FALSE(has(page, "role=\"status\""));
    if (*word != '\0') CHECK_FALSE(has(page, word));
  }
}
