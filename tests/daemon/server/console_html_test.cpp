#include "daemon/server/console/html.hpp"

#include <catch2/catch.hpp>

namespace triand::server {
namespace {

TEST_CASE("whatever stands in a text or a value of a page is never markup") {
  const std::string hostile = "<script>alert('x')</script>\" onload=\"x & y";
  Html html;
  html.open("p", {{"title", hostile}}).text(hostile).close();
  html.element("b", hostile).leaf("input", {{"value", hostile}});
  const std::string page = html.page();
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("\" onload") == std::string::npos);
  CHECK(
      page.find("title=\"&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; onload=&quot;x &amp; y\">") !=
      std::string::npos);
  CHECK(page.find("<b>&lt;script&gt;") != std::string::npos);
}

TEST_CASE("what is no UTF-8 and control characters become replacement characters") {
  CHECK(escaped_html("a\x01"
                     "b") ==
        "a\xEF\xBF\xBD"
        "b");
  CHECK(escaped_html(std::string("a\0b", 3)) ==
        "a\xEF\xBF\xBD"
        "b");
  CHECK(escaped_html("\x7F") == "\xEF\xBF\xBD");
  CHECK(escaped_html("\xC3").find('\xC3') == std::string::npos);
  CHECK(escaped_html("\xFF<") == "\xEF\xBF\xBD&lt;");
  CHECK(escaped_html("Nguyễn\n\tAn") == "Nguyễn\n\tAn");
}

TEST_CASE("a page closes exactly what it opened") {
  Html html;
  CHECK_THROWS_AS(html.close(), std::logic_error);
  html.open("p");
  CHECK_THROWS_AS(html.page(), std::logic_error);
  html.close();
  CHECK(html.page() == "<!DOCTYPE html>\n<p></p>\n");
}

}  // namespace
}  // namespace triand::server
