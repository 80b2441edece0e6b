#include "daemon/server/unsubscribe_page.hpp"

#include <catch2/catch.hpp>

namespace triand::server {
namespace {

constexpr std::string_view kForm = "application/x-www-form-urlencoded";

std::string multipart(const std::string& name, const std::string& value) {
  return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n--x--\r\n";
}

TEST_CASE("only a form that says so asks for one click") {
  CHECK(asks_for_one_click(kForm, "List-Unsubscribe=One-Click"));
  CHECK(asks_for_one_click("", "List-Unsubscribe=One-Click\r\n"));
  CHECK(asks_for_one_click("Application/X-WWW-Form-Urlencoded; charset=utf-8",
                           "a=b&List-Unsubscribe=One-Click&c"));
  CHECK(asks_for_one_click("multipart/form-data; boundary=x", multipart("List-Unsubscribe", "One-Click")));
  for (const std::string body : {"", "List-Unsubscribe", "List-Unsubscribe=", "List-Unsubscribe=One-Clicks",
                                 "XList-Unsubscribe=One-Click", "{\"List-Unsubscribe\":\"One-Click\"}"}) {
    CAPTURE(body);
    CHECK_FALSE(asks_for_one_click(kForm, body));
    CHECK_FALSE(asks_for_one_click("multipart/form-data; boundary=x", body));
  }
  CHECK_FALSE(
      asks_for_one_click("multipart/form-data; boundary=x", multipart("List-Unsubscribe", "Two-Clicks")));
  CHECK_FALSE(asks_for_one_click("multipart/form-data; boundary=x", multipart("Other", "One-Click")));
  CHECK_FALSE(asks_for_one_click("multipart/form-data", "name=\"List-Unsubscribe\"\r\n\r\n"));
}

TEST_CASE("the page asks by a form of its own and runs nothing") {
  const Response page = unsubscribe_page(UnsubscribePage::ask);
  CHECK(page.status == 200);
  CHECK(page.content_type == "text/html; charset=utf-8");
  CHECK(page.body.find("<form method=\"post\">") != std::string::npos);
  CHECK(page.body.find("name=\"List-Unsubscribe\" value=\"One-Click\"") != std::string::npos);
  CHECK(page.body.find("<script") == std::string::npos);
  CHECK(page.headers.front().first == "Content-Security-Policy");
  CHECK(unsubscribe_page(UnsubscribePage::done).body.find("<form") == std::string::npos);
  CHECK(unsubscribe_page(UnsubscribePage::unknown).status == 404);
  CHECK(unsubscribe_page(UnsubscribePage::trouble).status == 503);
}

}  // namespace
}  // namespace triand::server
