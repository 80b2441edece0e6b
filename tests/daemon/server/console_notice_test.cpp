#include <catch2/catch.hpp>

#include "daemon/server/console/page_notice.hpp"

using namespace triand::server;
using namespace std::chrono_literals;

namespace {

constexpr Phrase kWords{"Xin ghi <lý do>.", "Say <why>."};

std::string put(const PageNotice& notice, Language language = Language::vietnamese) {
  Html html;
  put_notice(html, notice, language);
  return html.page();
}

bool has(const std::string& page, const std::string& words) { return page.find(words) != std::string::npos; }

}  // namespace

TEST_CASE(
    "what was done is read out politely, what was not at once, and nothing when there is nothing to say") {
  const std::string done = put({.done = kWords});
  CHECK(has(done, "role=\"status\""));
  CHECK_FALSE(has(done, "role=\"alert\""));
  const std::string fault = put({.fault = kWords});
  CHECK(has(fault, "role=\"alert\""));
  CHECK(has(fault, "Xin ghi &lt;lý do&gt;."));
  CHECK(has(put({.fault = kWords}, Language::english), "Say &lt;why&gt;."));
  const std::string nothing = put({});
  CHECK_FALSE(has(nothing, "role="));
}

TEST_CASE("how long a try has to wait is told to people and to programs") {
  const PageNotice notice{.status = 429, .wait = 7s};
  CHECK(has(put(notice), "Xin thử lại sau 7 giây."));
  CHECK(has(put(notice, Language::english), "try again in 7 seconds"));
  const Response page = with_wait(Response::text("x"), notice);
  REQUIRE(page.headers.size() == 1);
  CHECK(page.headers[0] == std::pair<std::string, std::string>("Retry-After", "7"));
  CHECK(with_wait(Response::text("x"), {.status = 400}).headers.empty());
}

TEST_CASE("why the API did not do it is said with its status, in words and with its own folded away") {
  const ApiAnswer answer{
      409, {{"error", "wrong-state"}, {"message", "it is <so>"}, {"hint", "wait"}, {"exit", 6}}};
  const PageNotice notice = refused_by(answer);
  CHECK(notice.status == 409);
  const std::string page = put(notice);
  const std::size_t fold = page.find("<details>");
  REQUIRE(fold != std::string::npos);
  CHECK(page.find("Trạng thái hiện tại không cho làm việc này.") < fold);
  CHECK(page.find("it is &lt;so&gt;", fold) != std::string::npos);
  CHECK(has(page, "role=\"alert\""));
}
