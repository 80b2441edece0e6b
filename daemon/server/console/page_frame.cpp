#include "daemon/server/console/page_frame.hpp"

#include "channels/digest.hpp"
#include "daemon/server/console/navigation.hpp"
#include "daemon/server/console/spoken_words.hpp"
#include "daemon/server/console/style.hpp"

namespace triand::server {
namespace {

constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; "
    "trusted-types 'none'";

constexpr Phrase kService{"Tri ân khách hàng", "Customer thank-you"};
constexpr Phrase kSkip{"Tới nội dung chính", "Skip to the content"};
constexpr Phrase kOtherLanguage{"English", "Tiếng Việt"};
constexpr Phrase kLogOut{"Đăng xuất", "Log out"};
constexpr Phrase kAccount{"Tài khoản", "Account"};
constexpr Phrase kLookUpAgain{"Tra cứu khách hàng", "Look a customer up"};
constexpr Phrase kGoToLogIn{"Đăng nhập", "Log in"};
constexpr Phrase kQuery{"Mã khách hàng, số điện thoại, email hoặc mã tham chiếu",
                        "Customer code, telephone, email or reference"};
constexpr Phrase kLookUp{"Tra cứu", "Look up"};

void put_safety(Response& response) {
  response.headers = {{"Content-Security-Policy", kPolicy},
                      {"Referrer-Policy", "same-origin"},
                      {"Cross-Origin-Opener-Policy", "same-origin"},
                      {"Cross-Origin-Resource-Policy", "same-origin"},
                      {"X-Frame-Options", "DENY"},
                      {"X-Robots-Tag", "noindex, nofollow"}};
}

void put_head(Html& html, const PageFrame& frame, Phrase title) {
  html.open("head").leaf("meta", {{"charset", "utf-8"}});
  html.leaf("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.element("title", std::string(title.in(frame.language)).append(" · triand"));
  html.leaf("link", {{"rel", "icon"}, {"type", "image/svg+xml"}, {"href", console_icon_path()}});
  html.leaf("link", {{"rel", "stylesheet"}, {"href", console_style_path()}}).close();
}

void put_banner(Html& html, const PageFrame& frame) {
  const Language other = frame.language == Language::english ? Language::vietnamese : Language::english;
  const std::string_view code = code_of(other);
  html.element("a", kSkip.in(frame.language), {{"class", "skip"}, {"href", "#content"}});
  html.open("header").element("a", kService.in(frame.language), {{"class", "service"}, {"href", "/"}});
  html.open("div", {{"class", "who"}});
  const char* join = frame.here.find('?') == std::string::npos ? "?" : "&";
  html.element(
      "a", kOtherLanguage.in(frame.language),
      {{"href", frame.here + join + "lang=" + std::string(code)}, {"lang", code}, {"hreflang", code}});
  if (!frame.account.empty()) {
    html.open("span").element("span", kAccount.in(frame.language), {{"class", "unseen"}}).text(" ");
    html.element("a", frame.account, {{"href", "/console/password"}});
    html.text(" (").text(role_words(frame.role, frame.language)).text(")").close();
    open_form(html, "/console/log-out", frame.form_token);
    html.element("button", kLogOut.in(frame.language), {{"type", "submit"}, {"class", "quiet"}}).close();
  }
  html.close().close();
}

}  // namespace

Response console_page(const PageFrame& frame, Phrase title, const std::function<void(Html&)>& content,
                      unsigned status) {
  Html html;
  html.open("html", {{"lang", code_of(frame.language)}});
  put_head(html, frame, title);
  html.open("body");
  put_banner(html, frame);
  if (!frame.account.empty()) put_navigation(html, frame);
  html.open("main", {{"id", "content"}, {"tabindex", "-1"}});
  content(html);
  html.close().close().close();
  Response response = Response::text(html.page(), "text/html; charset=utf-8");
  response.status = status;
  put_safety(response);
  return response;
}

Response notice_page(const PageFrame& frame, Phrase title, std::string_view sentence, unsigned status) {
  const auto content = [&](Html& html) {
    html.element("h1", title.in(frame.language));
    html.element("p", sentence, {{"class", "notice"}});
    const bool known = !frame.account.empty();
    html.open("p")
        .element("a", (known ? kLookUpAgain : kGoToLogIn).in(frame.language),
                 {{"href", known ? "/" : "/console/log-in"}})
        .close();
  };
  return console_page(frame, title, content, status);
}

Response see_other(const std::string& address) {
  Response response = Response::text("", "text/plain; charset=utf-8");
  response.status = 303;
  put_safety(response);
  response.headers.emplace_back("Location", address);
  return response;
}

Response page_part(const Request& request, const std::function<void(Html&)>& content) {
  Html html;
  content(html);
  Response response = Response::text(html.page(), "text/html; charset=utf-8");
  const std::string tag = "\"" + channels::sha256_hex({response.body}).substr(0, 32) + "\"";
  if (request.header("If-None-Match") == tag) {
    response.status = 304;
    response.body.clear();
  }
  put_safety(response);
  response.headers.emplace_back("ETag", tag);
  return response;
}

Response part_refused() {
  Response response = Response::text("", "text/plain; charset=utf-8");
  response.status = 401;
  put_safety(response);
  return response;
}

void open_form(Html& html, std::string_view action, std::string_view token) {
  html.open("form", {{"method", "post"}, {"action", action}});
  html.leaf("input", {{"type", "hidden"}, {"name", "token"}, {"value", token}});
}

void look_up_form(Html& html, const PageFrame& frame, std::string_view query, bool focus) {
  html.open("div", {{"role", "search"}});
  open_form(html, "/console/look-up", frame.form_token);
  html.element("label", kQuery.in(frame.language), {{"for", "query"}});
  html.open("div", {{"class", "box"}});
  html.leaf("input", {{"id", "query"},
                      {"name", "query"},
                      {"value", query},
                      {"autocomplete", "off"},
                      {"maxlength", "300"},
                      {"required"},
                      {"autofocus", "", focus}});
  html.element("button", kLookUp.in(frame.language), {{"type", "submit"}});
  html.close().close().close();
}

}  // namespace triand::server
