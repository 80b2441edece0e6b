#include <map>

#include <catch2/catch.hpp>

#include "daemon/server/console/style.hpp"
#include "daemon/store/customer_writer.hpp"
#include "tests/daemon/server/console_fixture.hpp"

using namespace triand;
using namespace triand::tests;
using namespace std::chrono_literals;

namespace {

const std::string kPage = "/console/overview";
const std::string kPart = "/console/overview/live";

bool has(const server::Response& page, const std::string& words) {
  return page.body.find(words) != std::string::npos;
}

std::size_t count(const server::Response& page, const std::string& words) {
  std::size_t out = 0;
  for (std::size_t at = page.body.find(words); at != std::string::npos; at = page.body.find(words, at + 1))
    ++out;
  return out;
}

// A running campaign: two SMS taken, an email in doubt, a duplicate.
struct Overview : ConsoleFixture {
  explicit Overview(std::vector<std::string> units = {}) {
    load_customers();
    campaign = run();
    send(campaign, "sms", domain::DeliveryEvent::answered_accepted);
    send(campaign, "mail", domain::DeliveryEvent::answered_in_doubt);
    service.channels[3].trouble = "the quota is nearly used up";
    add_account("xem", "viewer", std::move(units));
    REQUIRE(log_in("xem").status == 303);
  }

  std::int64_t campaign = 0;
};

}  // namespace

TEST_CASE("a viewer sees campaigns, channels and what needs a person") {
  Overview desk;
  const auto page = desk.get_page(kPage);
  REQUIRE(page.status == 200);
  for (const char* words :
       {"Tri ân khách hàng · tri-an-2026", "Thời gian gửi: 18/12/2026 đến 21/12/2026, 07:30-20:30",
        "Dự báo: gửi xong lúc 20/12/2026 18:00, kịp thời gian.", ">đang gửi</span>",
        "tri-an-2026: đang gửi, đã xử lý 3 trên 3 khách (100,0 %); đã nhận 0, không tới được 0, chưa rõ 1, "
        "còn lại 0. "
        "Có 2 việc cần xem.",
        "Chiến dịch tri-an-2026, kênh mail: 1 tin chưa rõ đã tới khách hay chưa.",
        "<span lang=\"en\">the quota is", ">100/s</td>", ">không giới hạn</td>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"", "href=\"/console/overview\""}) {
    CAPTURE(words);
    CHECK(has(page, words));
  }
  CHECK(page.body.find("Bắc Giang</th>") < page.body.find("Hải Dương</th>"));  // one of two, and one of one
  CHECK(has(page, "<td class=\"number\">50,0 %</td>"));
  const auto english = desk.get_page(kPage + "?lang=en");
  CHECK(has(english, "tri-an-2026: running, 3 of 3 customers are through (100.0 %)"));
  CHECK(has(english, "1 delivery of tri-an-2026 on mail is in doubt"));
}

TEST_CASE("the overview works without its script, which is a file of the program's") {
  Overview desk;
  const auto page = desk.get_page(kPage);
  CHECK(has(page, ">Tải lại</a>"));
  CHECK(has(page, "<p id=\"live-summary\" role=\"status\" aria-live=\"polite\">"));
  CHECK(count(page, "<script") == 1);
  CHECK(has(page, "<script type=\"module\" src=\"" + server::console_refresh_path() + "\"></script>"));
  CHECK_FALSE(has(page, " style="));
  CHECK_FALSE(has(page, "<style"));
  CHECK(ConsoleFixture::header(page, "Content-Security-Policy").find("script-src 'self';") !=
        std::string::npos);
  CHECK(ConsoleFixture::header(page, "Content-Security-Policy").find("require-trusted-types-for 'script'") !=
        std::string::npos);
  const auto script = desk.get_page(server::console_refresh_path());
  CHECK(script.status == 200);
  CHECK(script.content_type == "text/javascript; charset=utf-8");
  CHECK(ConsoleFixture::header(script, "Cache-Control") == "public, max-age=31536000, immutable");
  CHECK(count(script, "\n") < 100);
  for (const char* sink : {"innerHTML", "outerHTML", "DOMParser", "insertAdjacentHTML", "eval"}) {
    CAPTURE(sink);
    CHECK_FALSE(has(script, sink));
  }
}

TEST_CASE("an account of units sees the numbers of these and nothing of the whole service") {
  Overview desk({"PM"});
  for (const std::string& address : {kPage, kPart}) {
    CAPTURE(address);
    const auto page = desk.get_page(address);
    REQUIRE(page.status == 200);
    CHECK(has(page, "đã xử lý 1 trên 1 khách (100,0 %); đã nhận 0, không tới được 0, chưa rõ 0, còn lại 0."));
    CHECK(has(page, "Hải Dương"));
    CHECK(has(page, "tài khoản này chỉ xem số liệu của đơn vị mình"));
    for (const char* whole : {"Bắc Giang", "Việc cần xem</h2>", "Các kênh</h2>", "the quota is"}) {
      CAPTURE(whole);
      CHECK_FALSE(has(page, whole));
    }
  }
}

TEST_CASE("a page that is open is told what changed, and nothing while nothing does") {
  Overview desk;
  const auto first = desk.get_page(kPart);
  REQUIRE(first.status == 200);
  CHECK(has(first, "<div id=\"live\" data-from=\"/console/overview/live\">"));
  CHECK(has(first, "<p id=\"live-summary\""));
  CHECK(has(desk.get_page(kPage), first.body.substr(first.body.find("<div id=\"live\""))));
  const std::string tag = ConsoleFixture::header(first, "ETag");
  REQUIRE(tag.size() == 34);
  const auto same = desk.get_page(kPart, {{"If-None-Match", tag}});
  CHECK(same.status == 304);
  CHECK(same.body.empty());
  CHECK(ConsoleFixture::header(same, "ETag") == tag);
  REQUIRE(desk.post("/api/v1/deliveries/" + desk.reference("PA05010000002", "mail") + "/resolve",
                    R"({"as":"delivered"})")
              .exit() == 0);
  desk.steady += 3s;
  const auto other = desk.get_page(kPart, {{"If-None-Match", tag}});
  CHECK(other.status == 200);
  CHECK(ConsoleFixture::header(other, "ETag") != tag);
  CHECK(has(other, "đã nhận 1, không tới được 0, chưa rõ 0"));
}

TEST_CASE("many open screens cost one forecast, and each sees what its role and units may") {
  Overview desk;
  int forecasts = 0;
  desk.world->forecaster = [&forecasts] {
    return [&forecasts](store::Reader&, const store::CampaignRow&, bool) {
      ++forecasts;
      return boost::json::object{{"finishes_at", nullptr}, {"fits", true}, {"shortfall", 0}};
    };
  };
  desk.add_account("xem-hai", "viewer");
  desk.add_account("don-vi", "viewer", {"PM"});
  std::map<std::string, std::map<std::string, std::string>> jars;
  for (const char* name : {"xem", "xem-hai", "don-vi"}) {
    desk.cookies.clear();
    REQUIRE(desk.log_in(name).status == 303);
    jars[name] = desk.cookies;
  }
  const auto look = [&](const char* name, const std::string& page = kPart) {
    desk.cookies = jars.at(name);
    return desk.get_page(page);
  };
  const auto first = look("xem");
  const int once = forecasts;
  REQUIRE(once > 0);
  for (int screen = 0; screen < 5; ++screen) {
    CHECK(look("xem").body == first.body);
    CHECK(look("xem-hai").body == first.body);
    CHECK(look("xem", kPage).status == 200);
  }
  CHECK(forecasts == once);
  const auto limited = look("don-vi");
  CHECK_FALSE(has(limited, "Bắc Giang"));
  CHECK(forecasts > once);
  const int both = forecasts;
  CHECK_FALSE(has(look("don-vi"), "Bắc Giang"));
  CHECK(has(look("xem"), "Bắc Giang"));
  CHECK(forecasts == both);
  desk.steady += 3s;
  CHECK(look("xem").status == 200);
  CHECK(forecasts == both + once);
}

TEST_CASE("a page that asks by itself keeps nobody logged in, and is told when the session is over") {
  Overview desk;
  REQUIRE(desk.get_page(kPage).status == 200);
  for (int minute = 0; minute < 30; ++minute) {
    REQUIRE(desk.get_page(kPart).status == 200);
    desk.steady += 1min;
  }
  const auto over = desk.get_page(kPart);
  CHECK(over.status == 401);
  CHECK(over.body.empty());
  CHECK(desk.get_page(kPage).status == 303);
  // Whoever looks himself stays.
  REQUIRE(desk.log_in("xem").status == 303);
  for (int minute = 0; minute < 60; ++minute) {
    REQUIRE(desk.get_page(kPage).status == 200);
    desk.steady += 1min;
  }
}

TEST_CASE("nobody without a log-in sees the overview, and a look at totals is no entry of the audit") {
  Overview desk;
  const std::size_t audits = desk.audited().size();
  REQUIRE(desk.get_page(kPage).status == 200);
  REQUIRE(desk.get_page(kPart).status == 200);
  CHECK(desk.audited().size() == audits);
  desk.cookies.clear();
  CHECK(desk.get_page(kPage).status == 303);
  const auto part = desk.get_page(kPart);
  CHECK(part.status == 401);
  CHECK_FALSE(has(part, "tri-an"));
}

TEST_CASE("a campaign's title and a unit's name are text on the overview") {
  ConsoleFixture desk;
  desk.write([&](store::WriteSession& session) {
    store::put_units(session, {{"PA05", "<script>alert(1)</script>"}});
  });
  desk.load_customers();
  desk.run();
  desk.add_account("xem", "viewer");
  REQUIRE(desk.log_in("xem").status == 303);
  const auto page = desk.get_page(kPage);
  CHECK(has(page, "&lt;script&gt;alert(1)&lt;/script&gt;"));
  CHECK(count(page, "<script") == 1);
}

TEST_CASE("without a campaign the overview says so") {
  ConsoleFixture desk;
  desk.add_account("xem", "viewer");
  REQUIRE(desk.log_in("xem").status == 303);
  const auto page = desk.get_page(kPage);
  CHECK(page.status == 200);
  CHECK(has(page, "Không có chiến dịch nào đang gửi. Không có việc gì cần xem."));
}
