#include <catch2/catch.hpp>

#include "tests/daemon/server/console_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

const std::string kPage = "/console/suppressions";

bool has(const server::Response& page, const std::string& words) {
  return page.body.find(words) != std::string::npos;
}

struct Desk : ConsoleFixture {
  explicit Desk(const std::string& role, std::vector<std::string> units = {}) {
    load_customers();
    add_account("lan", role, std::move(units));
    REQUIRE(log_in("lan").status == 303);
  }
  void suppress(const std::string& body) { REQUIRE(post("/api/v1/suppressions", body).exit() == 0); }
};

}  // namespace

TEST_CASE("suppressions are listed newest first, a page at a time, with masked addresses") {
  Desk desk("viewer");
  CHECK(has(desk.get_page(kPage), "Chưa có lệnh ngừng gửi nào."));
  for (int number = 0; number < 51; ++number)
    desk.suppress(R"({"subject":"kh)" + std::to_string(100 + number) + R"(@example.vn"})");
  desk.suppress(R"({"subject":"PA05010000001","scope":"sms"})");
  const auto first = desk.get_page(kPage);
  CHECK(first.status == 200);
  CHECK(has(first, "Khách hàng PA05010000001: "));
  CHECK(has(first, "Email k***@example.vn: "));
  CHECK_FALSE(has(first, "kh150@"));
  CHECK(has(first, "aria-current"));
  const std::string mark = "href=\"" + kPage + "?before=";
  const std::size_t at = first.body.find(mark);
  REQUIRE(at != std::string::npos);
  const std::size_t from = at + 6;
  const auto older = desk.get_page(first.body.substr(from, first.body.find('"', from) - from));
  CHECK_FALSE(has(older, "PA05010000001"));
  CHECK(has(older, "Email k***@example.vn: "));
  CHECK_FALSE(has(older, mark));
  CHECK(desk.get_page(kPage + "?before=x").status == 400);
  for (const char* verb : {"/add", "/remove"}) CHECK_FALSE(has(first, kPage + verb));
}

TEST_CASE("what holds is found by code, telephone and email, and nothing typed goes into an address") {
  Desk desk("operator");
  desk.suppress(R"({"subject":"0912345678","scope":"sms","note":"gọi từ máy bàn"})");
  desk.suppress(R"({"subject":"PA05010000001"})");
  for (const char* subject : {" 0912 345 678 ", "+84912345678"}) {
    const auto page = desk.post_page(kPage + "/find", {{"subject", subject}});
    CHECK(page.status == 200);
    CHECK(has(page, "Số điện thoại 0912 *** 678: "));
    CHECK(has(page, kPage + "/remove"));
    CHECK_FALSE(has(page, "PA05010000001"));
    CHECK_FALSE(has(page, "máy bàn"));
  }
  CHECK(has(desk.post_page(kPage + "/find", {{"subject", "pa05010000001"}}), "Khách hàng PA05010000001: "));
  CHECK(has(desk.post_page(kPage + "/find", {{"subject", "an@example.vn"}}),
            "Không có lệnh ngừng gửi nào cho"));
  for (const char* subject : {"", "???"}) {
    const auto refused = desk.post_page(kPage + "/find", {{"subject", subject}});
    CHECK(refused.status == 400);
    CHECK(has(refused, "role=\"alert\""));
  }
  CHECK(desk.post_page(kPage + "/find", {{"subject", "PA05010000001"}, {"token", ""}}).status == 403);
}

TEST_CASE("support adds, an operator removes, and what held before is told") {
  Desk desk("support");
  const server::Response added = desk.post_page(kPage + "/add", {{"subject", "an@example.vn"},
                                                                 {"scope", "email"},
                                                                 {"class", "advertising"},
                                                                 {"reason", "do_not_call"},
                                                                 {"until", "2026-12-31"},
                                                                 {"note", "theo danh sách"}});
  CHECK(added.status == 303);
  CHECK(ConsoleFixture::header(added, "Location") == kPage + "?done=stopped");
  CHECK(has(desk.get_page(kPage + "?done=stopped"), "role=\"status\">Đã ghi lệnh ngừng gửi."));
  const auto rows = desk.world->reader()->suppressions(0, 10);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].who == "lan");
  CHECK(rows[0].suppression.note == "theo danh sách");
  CHECK(rows[0].suppression.terms.reason == domain::Reason::do_not_call);
  CHECK(rows[0].suppression.terms.until);
  const auto again = desk.post_page(
      kPage + "/add",
      {{"subject", "an@example.vn"}, {"scope", "email"}, {"class", "advertising"}, {"until", "2026-12-31"}});
  CHECK(ConsoleFixture::header(again, "Location") == kPage + "?done=held");
  const auto unfit = desk.post_page(kPage + "/add", {{"subject", "0912345678"}, {"scope", "letter"}});
  CHECK(unfit.status == 400);
  CHECK_FALSE(has(unfit, "0912345678"));
  CHECK(desk.post_page(kPage + "/add", {{"subject", "PA05019999999"}}).status == 404);
  const ConsoleFixture::Fields back = {{"subject", "an@example.vn"}, {"scope", "email"}, {"reason", "sai"}};
  CHECK(desk.post_page(kPage + "/remove", back).status == 403);
  CHECK_FALSE(has(desk.post_page(kPage + "/find", {{"subject", "an@example.vn"}}), kPage + "/remove"));

  desk.add_account("minh", "operator");
  desk.cookies.clear();
  REQUIRE(desk.log_in("minh").status == 303);
  CHECK(desk.post_page(kPage + "/remove", {{"subject", "an@example.vn"}, {"scope", "email"}}).status == 400);
  const auto removed = desk.post_page(kPage + "/remove", back);
  CHECK(ConsoleFixture::header(removed, "Location") == kPage + "?done=taken_back");
  CHECK(desk.world->reader()->suppressions(0, 10).empty());
  CHECK(desk.post_page(kPage + "/remove", back).status == 404);
  const auto found = desk.post_page(kPage + "/find", {{"subject", "an@example.vn"}});
  CHECK(has(found, "Trước đây"));
  CHECK(has(found, "đã bỏ lúc"));
}

TEST_CASE("a viewer adds nothing, and whose role is limited to units keeps to their customers") {
  {
    Desk desk("viewer");
    CHECK(desk.post_page(kPage + "/add", {{"subject", "PA05010000001"}}).status == 403);
    CHECK(desk.world->reader()->suppressions(0, 10).empty());
  }
  Desk desk("operator", {"PM"});
  desk.suppress(R"({"subject":"PA05010000001"})");
  desk.suppress(R"({"subject":"PM05010000004"})");
  const auto page = desk.get_page(kPage);
  CHECK(has(page, "PM05010000004"));
  CHECK_FALSE(has(page, "PA05010000001"));
  CHECK(desk.post_page(kPage + "/find", {{"subject", "PA05010000001"}}).status == 404);
  CHECK(desk.post_page(kPage + "/find", {{"subject", "0912345678"}}).status == 403);
  CHECK(desk.post_page(kPage + "/add", {{"subject", "PA05010000002"}}).status == 404);
  CHECK(desk.post_page(kPage + "/remove", {{"subject", "PA05010000001"}, {"reason", "x"}}).status == 404);
  CHECK(desk.post_page(kPage + "/remove", {{"subject", "PM05010000004"}, {"reason", "x"}}).status == 303);
  CHECK(desk.world->reader()->suppressions(0, 10).size() == 1);
}
