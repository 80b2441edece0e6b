#include <catch2/catch.hpp>

#include "tests/daemon/server/console_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

bool has(const server::Response& page, const std::string& words) {
  return page.body.find(words) != std::string::npos;
}

// With customers and a running campaign whose SMS the gateway took.
struct Desk : ConsoleFixture {
  explicit Desk(const std::string& role, std::vector<std::string> units = {}) {
    load_customers();
    send(run(), "sms", domain::DeliveryEvent::answered_accepted, domain::Reason::none,
         "taken for 0912345678");
    add_account("lan", role, std::move(units));
    REQUIRE(log_in("lan").status == 303);
  }
};

}  // namespace

TEST_CASE("a customer is found by code, email and reference, and the answer stands first") {
  Desk desk("support");
  for (const std::string& query : {std::string("pa05010000001"), std::string(" an@example.vn "),
                                   desk.reference("PA05010000001", "sms")}) {
    CAPTURE(query);
    const auto page = desk.look_up(query);
    CHECK(page.status == 200);
    CHECK(has(page, "Nguyễn Văn An · PA05010000001"));
    CHECK(has(page, "Đã gửi lời tri ân, chưa có báo là đã tới."));
    CHECK(has(page, "Kính gửi PA05010000001"));
    CHECK(page.body.find("class=\"verdict\"") < page.body.find("<article"));
    CHECK(desk.audited().back() == "lan customer.show PA05010000001 ");
  }
}

TEST_CASE("a telephone that several share, in whatever form, lets one choose") {
  Desk desk("support");
  for (const char* query : {"0912345678", "+84 912 345 678", "0912.345.678"}) {
    CAPTURE(query);
    const auto page = desk.look_up(query);
    CHECK(page.status == 200);
    CHECK(has(page, "Nguyễn Văn An"));
    CHECK(has(page, "Lê Chi"));
    CHECK(has(page, "/console/customers/"));
    CHECK(desk.audited().back() == "lan customer.find PA05010000001 PA05010000003 ");
  }
  CHECK(has(desk.look_up("PA05010000001"), "PA05010000003</a>"));
}

TEST_CASE("nobody is found with a sentence, and what was typed is on no record") {
  Desk desk("support");
  for (const char* query : {"PA05999999999", "0999999999", "<script>alert(1)</script>"}) {
    const auto page = desk.look_up(query);
    CHECK(page.status == 404);
    CHECK(has(page, "Không tìm thấy khách hàng nào."));
    CHECK_FALSE(has(page, "<script"));
    CHECK(desk.audited().back() == "lan customer.find  ");
  }
  CHECK(desk.get_page("/console/customers/999999").status == 404);
  CHECK(desk.get_page("/console/customers/x").status == 404);
  CHECK(desk.post_page("/console/look-up", {{"query", "  "}}).status == 303);
}

TEST_CASE("a viewer sees nobody whole, no text, and may not reveal") {
  Desk desk("viewer");
  const auto page = desk.look_up("PA05010000001");
  CHECK(has(page, "N. V. A."));
  CHECK(has(page, "0912 *** 678"));
  for (const char* whole :
       {"Nguyễn", "912345678", "an@example.vn", "Trần Phú", "Kính gửi", "Lê Chi", "/reveal"}) {
    CAPTURE(whole);
    CHECK_FALSE(has(page, whole));
  }
  CHECK(desk.audited().back() == "lan customer.show PA05010000001 ");
  const auto id = std::to_string(desk.world->reader()->customer("PA05010000001")->customer.id);
  const auto refused = desk.post_page("/console/customers/" + id + "/reveal", {{"reason", "asked"}});
  CHECK(refused.status == 403);
  CHECK_FALSE(has(refused, "912345678"));
}

TEST_CASE("support sees name and text, and addresses only for a while after saying why") {
  Desk desk("support");
  int revealed = 0;
  desk.world->revealed = [&] { ++revealed; };
  const auto page = desk.look_up("PA05010000001");
  for (const char* hidden : {"912345678", "an@example.vn", "Trần Phú"}) CHECK_FALSE(has(page, hidden));
  CHECK(ConsoleFixture::header(page, "Refresh").empty());
  const auto id = std::to_string(desk.world->reader()->customer("PA05010000001")->customer.id);
  const std::string target = "/console/customers/" + id + "/reveal";
  const auto silent = desk.post_page(target, {{"reason", "  "}});
  CHECK(silent.status == 400);
  CHECK_FALSE(has(silent, "912345678"));
  CHECK(revealed == 0);
  const auto whole = desk.post_page(target, {{"reason", "khách hỏi số"}});
  CHECK(whole.status == 200);
  for (const char* shown : {"+84912345678", "an@example.vn", "12 Trần Phú", "taken for 0912345678"})
    CHECK(has(whole, shown));
  CHECK(ConsoleFixture::header(whole, "Refresh") == "60; url=/console/customers/" + id);
  CHECK(desk.audited().back() == "lan customer.reveal PA05010000001 khách hỏi số");
  CHECK(revealed == 1);
}

TEST_CASE("whose role is limited to units finds nobody else") {
  Desk desk("support", {"PM"});
  CHECK(desk.look_up("PM05010000004").status == 200);
  for (const char* query : {"PA05010000001", "0912345678", "an@example.vn"})
    CHECK(desk.look_up(query).status == 404);
  CHECK(desk.look_up(desk.reference("PA05010000001", "sms")).status == 404);
  const auto id = std::to_string(desk.world->reader()->customer("PA05010000001")->customer.id);
  CHECK(desk.get_page("/console/customers/" + id).status == 404);
  CHECK(desk.post_page("/console/customers/" + id + "/reveal", {{"reason", "asked"}}).status == 404);
}

TEST_CASE("a form of another session, of another site or without a token does nothing") {
  Desk desk("support");
  const std::size_t audits = desk.audited().size();
  const std::string target = "/console/look-up";
  CHECK(desk.post_page(target, {{"query", "PA05010000001"}, {"token", ""}}).status == 403);
  CHECK(desk.post_page(target, {{"query", "PA05010000001"}, {"token", std::string(64, '0')}}).status == 403);
  CHECK(desk.post_page(target, {{"query", "PA05010000001"}}, {{"Sec-Fetch-Site", "cross-site"}}).status ==
        403);
  CHECK(desk.post_page("/console/log-out", {{"token", ""}}).status == 403);
  CHECK(desk.audited().size() == audits);
  const std::string former = desk.token;
  desk.cookies.clear();
  REQUIRE(desk.log_in("lan").status == 303);
  CHECK(desk.token != former);
  CHECK(desk.post_page(target, {{"query", "PA05010000001"}, {"token", former}}).status == 403);
  CHECK(desk.post_page(target, {{"query", "PA05010000001"}}).status == 303);
}

TEST_CASE("a hostile name is shown as it is and runs nowhere") {
  ConsoleFixture desk;
  domain::Customer hostile;
  hostile.code = "PA05010000009";
  hostile.full_name = "<script>alert('x')</script>";
  hostile.address = "\"><img src=x onerror=alert(1)>";
  hostile.unit = "PA05";
  desk.load({hostile});
  desk.add_account("lan", "support");
  REQUIRE(desk.log_in("lan").status == 303);
  const auto page = desk.look_up("PA05010000009");
  CHECK(has(page, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"));
  CHECK_FALSE(has(page, "<script"));
  CHECK_FALSE(has(page, "<img"));
}

TEST_CASE(
    "every page forbids frames and all scripts but the program's files, and is in the language that was "
    "asked for") {
  Desk desk("support");
  for (const auto& page : {desk.get_page("/"), desk.look_up("PA05010000001"), desk.look_up("nobody"),
                           desk.get_page("/console/customers/999999")}) {
    const std::string policy = ConsoleFixture::header(page, "Content-Security-Policy");
    CHECK(policy.starts_with("default-src 'none';"));
    CHECK(policy.find("unsafe") == std::string::npos);
    CHECK(policy.find("; script-src 'self';") != std::string::npos);
    CHECK(policy.find("; require-trusted-types-for 'script'; trusted-types 'none'") != std::string::npos);
    CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
    CHECK(ConsoleFixture::header(page, "Referrer-Policy") == "same-origin");
    CHECK(ConsoleFixture::header(page, "Cross-Origin-Opener-Policy") == "same-origin");
    CHECK(has(page, "<html lang=\"vi\">"));
    CHECK_FALSE(has(page, "style=\""));
  }
  CHECK(has(desk.get_page("/?lang=en"), "<html lang=\"en\">"));
  CHECK(has(desk.look_up("PA05010000001"), "Answer to the customer"));
  CHECK(has(desk.get_page("/?lang=xx"), "<html lang=\"en\">"));
  CHECK(has(desk.get_page("/?lang=vi"), "<html lang=\"vi\">"));
}

TEST_CASE("the style that pages name is there, and may be kept") {
  Desk desk("support");
  const auto home = desk.get_page("/");
  const std::string mark = "rel=\"stylesheet\" href=\"";
  const std::size_t at = home.body.find(mark) + mark.size();
  const auto style = desk.get_page(home.body.substr(at, home.body.find('"', at) - at));
  CHECK(style.status == 200);
  CHECK(style.content_type == "text/css; charset=utf-8");
  CHECK(style.body.find(":focus-visible") != std::string::npos);
  CHECK(ConsoleFixture::header(style, "Cache-Control") == "public, max-age=31536000, immutable");
}
