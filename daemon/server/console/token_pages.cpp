#include "daemon/server/console/token_pages.hpp"

#include <boost/json/array.hpp>

#include "daemon/domain/blank.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/page_notice.hpp"
#include "daemon/server/console/page_parts.hpp"
#include "daemon/server/console/refusal_page.hpp"
#include "daemon/server/console/spoken_words.hpp"
#include "daemon/server/console/user_form.hpp"

namespace triand::server {
namespace {

constexpr Phrase kTitle{"Token API", "API tokens"};
constexpr Phrase kOf{"Token API của {}", "API tokens of {}"};
constexpr Phrase kSays{
    "Token cho một chương trình gọi API với vai trò và đơn vị của tài khoản. Mọi thay đổi của tài khoản, kể "
    "cả mật "
    "khẩu, làm mất hiệu lực các token của nó.",
    "A token lets a program call the API with the account's role and units. Any change of the account, of "
    "its "
    "password too, takes its tokens away."};
constexpr Phrase kNone{"Chưa có token nào.", "There are no tokens."};
constexpr Phrase kPresent{"Các token", "The tokens"};
constexpr Phrase kCreated{"Tạo", "Created"};
constexpr Phrase kExpires{"Hết hạn", "Expires"};
constexpr Phrase kExpired{"Đã hết hạn", "Expired"};
constexpr Phrase kUsed{"Dùng lần cuối", "Last used"};
constexpr Phrase kNever{"chưa dùng", "never"};
constexpr Phrase kRevoke{"Thu hồi", "Revoke"};
constexpr Phrase kMake{"Tạo token", "Make a token"};
constexpr Phrase kName{"Dùng cho", "What it is for"};
constexpr Phrase kUntil{"Ngày cuối", "Last day"};
constexpr Phrase kUntilHint{"ví dụ 2027-12-31; để trống là một năm", "such as 2027-12-31; empty is a year"};
constexpr Phrase kOnce{"Đây là token mới; xin chép lại ngay, hệ thống không hiện lại lần nữa.",
                       "This is the new token; copy it now, it is never shown again."};

// Whose tokens a page is about: where it is, and where the API has them.
struct Place {
  std::string page;
  std::string api;
};

Place own() { return {"/console/tokens", "/api/v1/tokens"}; }

Place of_account(const Request& request) {
  const std::string& name = request.parameter("name");
  return {user_address(name) + "/tokens", address_of({"api", "v1", "users", name, "tokens"})};
}

void put_token(Html& html, const PageFrame& frame, const Place& place, const boost::json::object& token) {
  const Language language = frame.language;
  const std::string used = short_time(text_of(token, "used_at"));
  html.open("section").open("h3").text(text_of(token, "name"));
  if (flag_of(token, "expired")) html.text(" ").element("span", kExpired.in(language), {{"class", "state"}});
  html.close().open("dl");
  put_fact(html, kExpires, short_time(text_of(token, "expires_at")), language);
  put_fact(html, kUsed, used.empty() ? kNever.in(language) : used, language);
  put_fact(html, kCreated, short_time(text_of(token, "created_at")) + " · " + text_of(token, "created_by"),
           language);
  html.close();
  open_form(html, place.page, frame.form_token);
  put_order(html, "revoke");
  html.leaf("input", {{"type", "hidden"}, {"name", "id"}, {"value", std::to_string(number_of(token, "id"))}});
  html.open("button", {{"type", "submit"}}).text(kRevoke.in(language));
  html.element("span", ": " + text_of(token, "name"), {{"class", "unseen"}}).close().close().close();
}

void put_new(Html& html, const PageFrame& frame, const Place& place) {
  html.open("section").element("h2", kMake.in(frame.language));
  open_form(html, place.page, frame.form_token);
  put_order(html, "make");
  put_line(html, {.name = "name", .label = kName, .required = true, .longest = "64"}, frame.language);
  put_line(html, {.name = "until", .label = kUntil, .hint = kUntilHint, .longest = "10"}, frame.language);
  put_button(html, kMake, frame.language);
  html.close().close();
}

// `made`: a token that was just made, told this once.
Response show(const PageDesk& desk, Visit& visit, const Place& place, const PageNotice& notice = {},
              const std::string& made = {}) {
  const Language language = visit.frame.language;
  visit.frame.here = place.page;
  const ApiAnswer answer = desk.api.ask(visit.caller, "GET", place.api);
  if (!answer.ok()) return refusal_page(visit.frame, answer.error(), answer.status);
  const boost::json::array& tokens = answer.document.at("tokens").as_array();
  const auto content = [&](Html& html) {
    html.element("h1", filled(kOf, language, text_of(answer.document, "account")));
    put_notice(html, notice, language);
    html.element("p", kSays.in(language));
    if (!made.empty()) {
      html.open("section", {{"role", "status"}}).element("p", kOnce.in(language));
      html.open("p").element("code", made).close().close();
    }
    html.element("h2", kPresent.in(language));
    if (tokens.empty()) html.element("p", kNone.in(language));
    for (const auto& token : tokens) put_token(html, visit.frame, place, token.as_object());
    put_new(html, visit.frame, place);
  };
  return console_page(visit.frame, kTitle, content, notice.status);
}

// A page with a new token that is asked for again is refused: the name is taken.
Response obey(const PageDesk& desk, Visit& visit, const Place& place) {
  const std::string order = visit.form.value("order");
  if (order != "make" && order != "revoke") return show(desk, visit, place, {.status = 400});
  std::string address = place.api;
  boost::json::object body;
  if (order == "make") {
    body["name"] = domain::trim(visit.form.value("name"));
    body["until"] = domain::trim(visit.form.value("until"));
  } else {
    address += address_of({visit.form.value("id"), "revoke"});
  }
  const ApiAnswer answer = desk.api.ask(visit.caller, "POST", address, body);
  if (!answer.ok()) return show(desk, visit, place, refused_by(answer));
  if (order == "revoke") return see_other(place.page);
  return show(desk, visit, place, {}, text_of(answer.document, "token"));
}

}  // namespace

void add_token_pages(const PageDesk& desk) {
  desk.add("GET", "/console/tokens", [desk](Request&, Visit& visit) { return show(desk, visit, own()); });
  desk.add("POST", "/console/tokens", [desk](Request&, Visit& visit) { return obey(desk, visit, own()); });
  desk.add("GET", "/console/users/{name}/tokens",
           [desk](Request& request, Visit& visit) { return show(desk, visit, of_account(request)); });
  desk.add("POST", "/console/users/{name}/tokens",
           [desk](Request& request, Visit& visit) { return obey(desk, visit, of_account(request)); });
}

}  // namespace triand::server
