#include <catch2/catch.hpp>

#include "daemon/server/console/cookies.hpp"
#include "daemon/server/console/form.hpp"
#include "daemon/server/console/form_guard.hpp"
#include "daemon/server/secret_token.hpp"

namespace triand::server {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

Request with(Headers headers) {
  Request request;
  request.headers = std::move(headers);
  return request;
}

bool ours(const Headers& headers, const std::string& body, const std::string& token,
          const std::string& public_url = "") {
  return is_our_form(with(headers), Form(body), token, public_url);
}

TEST_CASE("a form's fields are decoded, and broken ones harm nobody") {
  Form form("query=0905+123%20456&name=Nguy%E1%BB%85n&empty=&alone&query=second&bad=%4&worse=%zz%");
  CHECK(form.value("query") == "0905 123 456");
  CHECK(form.value("name") == "Nguyễn");
  CHECK(form.value("empty").empty());
  CHECK(form.value("alone").empty());
  CHECK(form.value("absent").empty());
  CHECK(form.value("bad") == "%4");
  CHECK(form.value("worse") == "%zz%");
  // What is kept and told is UTF-8, whatever was sent.
  CHECK(Form("reason=a%FFb").value("reason") ==
        "a\xEF\xBF\xBD"
        "b");
  CHECK(form.take("name") == "Nguyễn");
  CHECK(form.value("name").empty());
  CHECK(Form("").value("").empty());
  CHECK(Form("&&=x&").value("") == "");
}

TEST_CASE("a secret token is long, new each time, and compared whole") {
  const std::string token = new_secret_token();
  CHECK(is_secret_token(token));
  CHECK(token != new_secret_token());
  CHECK_FALSE(is_secret_token(token.substr(1)));
  CHECK_FALSE(is_secret_token("g" + token.substr(1)));
  CHECK(same_secret(token, token));
  CHECK_FALSE(same_secret(token, token.substr(1)));
  CHECK_FALSE(same_secret("", ""));
}

TEST_CASE("a form without the token, or with another one, is not ours") {
  const std::string token = new_secret_token();
  CHECK(ours({}, "token=" + token, token));
  CHECK_FALSE(ours({}, "", token));
  CHECK_FALSE(ours({}, "token=", token));
  CHECK_FALSE(ours({}, "token=" + new_secret_token(), token));
  CHECK_FALSE(ours({}, "token=", ""));
}

TEST_CASE("a form that another site sends is not ours even with the token") {
  const std::string token = new_secret_token();
  const std::string body = "token=" + token;
  CHECK(ours({{"Sec-Fetch-Site", "same-origin"}}, body, token));
  CHECK(ours({{"Sec-Fetch-Site", "none"}}, body, token));
  for (const char* site : {"cross-site", "same-site", "whatever"})
    CHECK_FALSE(ours({{"Sec-Fetch-Site", site}}, body, token));
  const std::pair<std::string, std::string> host{"Host", "127.0.0.1:8480"};
  CHECK(ours({host, {"Origin", "http://127.0.0.1:8480"}}, body, token));
  CHECK_FALSE(ours({host, {"Origin", "http://127.0.0.1:8481"}}, body, token));
  CHECK_FALSE(ours({host, {"Origin", "null"}}, body, token));
  CHECK_FALSE(ours({host, {"Origin", "https://evil.test"}}, body, token));
  const std::string url = "https://tri-an.example/x";
  CHECK(ours({host, {"Origin", "https://tri-an.example"}}, body, token, url));
  CHECK_FALSE(ours({host, {"Origin", "https://tri-an.example.evil.test"}}, body, token, url));
}

TEST_CASE("cookies are read by their whole name, and set for nobody but this host") {
  const Request request =
      with({{"cookie", "xname=0; name=1; name=2;other=a=b;empty="}, {"Cookie", "late=3"}});
  CHECK(cookie(request, "name") == "1");
  CHECK(cookie(request, "other") == "a=b");
  CHECK(cookie(request, "late") == "3");
  CHECK(cookie(request, "empty").empty());
  CHECK(cookie(request, "absent").empty());
  const CookieJar secure(true);
  CHECK(secure.set(secure.session_name(), "x") ==
        "__Host-triand-session=x; Path=/; HttpOnly; SameSite=Strict; Secure");
  const CookieJar plain(false);
  CHECK(plain.set(plain.session_name(), "") ==
        "triand-session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
}

}  // namespace
}  // namespace triand::server
