#include "daemon/server/console/user_pages.hpp"

#include <optional>

#include <boost/json/array.hpp>

#include "daemon/domain/blank.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/page_notice.hpp"
#include "daemon/server/console/page_parts.hpp"
#include "daemon/server/console/refusal_page.hpp"
#include "daemon/server/console/spoken_words.hpp"
#include "daemon/server/console/user_form.hpp"
#include "daemon/server/password_hash.hpp"

namespace triand::server {
namespace {

constexpr Phrase kTitle{"Tài khoản", "Users"};
constexpr Phrase kOne{"Tài khoản", "User"};
constexpr Phrase kNone{"Chưa có tài khoản nào.", "There are no accounts."};
constexpr Phrase kAll{"Mọi tài khoản", "All users"};
constexpr Phrase kNobody{"Không có tài khoản này.", "There is no such account."};
constexpr Phrase kDisabled{"Đã khóa", "Disabled"};
constexpr Phrase kEnabled{"Đang dùng", "Enabled"};
constexpr Phrase kEveryUnit{"mọi đơn vị", "every unit"};
constexpr Phrase kNoPassword{"không có mật khẩu", "without a password"};
constexpr Phrase kState{"Trạng thái", "State"};
constexpr Phrase kRole{"Vai trò", "Role"};
constexpr Phrase kUnits{"Đơn vị", "Units"};
constexpr Phrase kPassword{"Mật khẩu", "Password"};
constexpr Phrase kHas{"có", "has one"};
constexpr Phrase kHasNone{"không có", "has none"};
constexpr Phrase kCreated{"Tạo", "Created"};
constexpr Phrase kChanged{"Sửa lần cuối", "Last changed"};
constexpr Phrase kAdd{"Thêm tài khoản", "Add a user"};
constexpr Phrase kName{"Tên tài khoản", "User name"};
constexpr Phrase kNameHint{"chữ không dấu, chữ số và . _ - @", "letters, digits and . _ - @"};
constexpr Phrase kRoleTitle{"Vai trò và đơn vị", "Role and units"};
constexpr Phrase kSetRole{"Lưu vai trò", "Save the role"};
constexpr Phrase kPasswordTitle{"Đặt mật khẩu", "Set a password"};
constexpr Phrase kEndsSessions{"Mọi thay đổi đều kết thúc các phiên đăng nhập của tài khoản này.",
                               "Each change ends the log-ins of this account."};
constexpr Phrase kDisableTitle{"Khóa tài khoản", "Disable the account"};
constexpr Phrase kDisable{"Khóa", "Disable"};
constexpr Phrase kEnableTitle{"Mở lại tài khoản", "Enable the account"};
constexpr Phrase kEnable{"Mở lại", "Enable"};

constexpr Phrase kTokens{"Token API", "API tokens"};

// What was typed into the form for a new account; never its password.
struct Draft {
  PageNotice notice = {};
  std::string name = {};
  std::string role = "support";
  std::string units = {};
};

std::string units_of(const boost::json::object& user) {
  std::string out;
  for (const auto& unit : user.at("units").as_array())
    out.append(out.empty() ? "" : " ").append(unit.as_string());
  return out;
}

std::string_view role_of(const boost::json::object& user, Language language) {
  const auto role = role_from(text_of(user, "role"));
  return role ? role_words(*role, language) : std::string_view();
}

std::string by_whom(const boost::json::object& user, std::string_view at, std::string_view who) {
  const std::string when = short_time(text_of(user, at));
  const std::string name = text_of(user, who);
  return when.empty() || name.empty() ? when + name : when + " · " + name;
}

void put_user(Html& html, const boost::json::object& user, Language language) {
  const std::string name = text_of(user, "name");
  const std::string units = units_of(user);
  html.open("li").element("a", name, {{"class", "step"}, {"href", user_address(name)}}).text(" · ");
  html.text(role_of(user, language)).text(" · ");
  html.text(units.empty() ? kEveryUnit.in(language) : units);
  if (!flag_of(user, "password")) html.text(" · ").text(kNoPassword.in(language));
  if (flag_of(user, "disabled")) html.element("span", kDisabled.in(language), {{"class", "state"}});
  html.close();
}

void put_new_user(Html& html, const PageFrame& frame, const Draft& draft) {
  const Language language = frame.language;
  html.open("section").element("h2", kAdd.in(language));
  open_form(html, "/console/users", frame.form_token);
  put_line(html,
           {.name = "name",
            .label = kName,
            .hint = kNameHint,
            .value = draft.name,
            .required = true,
            .longest = "64"},
           language);
  put_role(html, draft.role, language);
  put_units(html, draft.units, language);
  put_new_password(html, language);
  put_button(html, kAdd, language);
  html.close().close();
}

Response list(const PageDesk& desk, Visit& visit, const Draft& draft) {
  const Language language = visit.frame.language;
  visit.frame.here = "/console/users";
  const ApiAnswer answer = desk.api.ask(visit.caller, "GET", "/api/v1/users");
  if (!answer.ok()) return refusal_page(visit.frame, answer.error(), answer.status);
  const boost::json::array& users = answer.document.at("users").as_array();
  const auto content = [&](Html& html) {
    html.element("h1", kTitle.in(language));
    put_notice(html, draft.notice, language);
    html.open("section").element("h2", kAll.in(language));
    if (users.empty()) html.element("p", kNone.in(language));
    html.open("ul", {{"class", "log"}});
    for (const auto& user : users) put_user(html, user.as_object(), language);
    html.close().close();
    put_new_user(html, visit.frame, draft);
  };
  return console_page(visit.frame, kTitle, content, draft.notice.status);
}

Response add(const PageDesk& desk, Request& request, Visit& visit) {
  wipe(request.body);
  Draft draft;
  draft.name = domain::trim(visit.form.value("name"));
  draft.role = visit.form.value("role");
  draft.units = visit.form.value("units");
  TypedPassword typed = new_password_in(visit.form);
  draft.notice = {.fault = typed.fault, .status = 400};
  if (typed.fault) return list(desk, visit, draft);
  const boost::json::object body{{"name", draft.name},
                                 {"role", draft.role},
                                 {"units", units_in(visit.form)},
                                 {"password", typed.password}};
  wipe(typed.password);
  const ApiAnswer answer = desk.api.ask(visit.caller, "POST", "/api/v1/users", body);
  if (answer.ok()) return see_other(user_address(draft.name));
  draft.notice = refused_by(answer);
  return list(desk, visit, draft);
}

void put_facts(Html& html, const boost::json::object& user, Language language) {
  const std::string units = units_of(user);
  html.open("section").open("dl");
  put_fact(html, kState, (flag_of(user, "disabled") ? kDisabled : kEnabled).in(language), language);
  put_fact(html, kRole, role_of(user, language), language);
  put_fact(html, kUnits, units.empty() ? kEveryUnit.in(language) : units, language);
  put_fact(html, kPassword, (flag_of(user, "password") ? kHas : kHasNone).in(language), language);
  put_fact(html, kCreated, by_whom(user, "created_at", "created_by"), language);
  put_fact(html, kChanged, by_whom(user, "changed_at", "changed_by"), language);
  html.close().element("p", kEndsSessions.in(language), {{"class", "small"}}).open("p");
  html.element("a", kTokens.in(language),
               {{"class", "step"}, {"href", user_address(text_of(user, "name")) + "/tokens"}});
  html.close().close();
}

void put_orders(Html& html, const PageFrame& frame, const boost::json::object& user) {
  const Language language = frame.language;
  const std::string address = user_address(text_of(user, "name"));
  html.open("section").element("h2", kRoleTitle.in(language));
  open_form(html, address, frame.form_token);
  put_order(html, "role");
  put_role(html, text_of(user, "role"), language);
  put_units(html, units_of(user), language);
  put_button(html, kSetRole, language);
  html.close().close();
  html.open("section").element("h2", kPasswordTitle.in(language));
  open_form(html, address, frame.form_token);
  put_order(html, "passwd");
  put_owner(html, text_of(user, "name"));
  put_new_password(html, language);
  put_button(html, kPasswordTitle, language);
  html.close().close();
  const bool disabled = flag_of(user, "disabled");
  html.open("section").element("h2", (disabled ? kEnableTitle : kDisableTitle).in(language));
  open_form(html, address, frame.form_token);
  if (disabled) {
    put_order(html, "enable");
  } else {
    put_order(html, "disable");
  }
  put_button(html, disabled ? kEnable : kDisable, language);
  html.close().close();
}

Response user_page(const PageDesk& desk, const Request& request, Visit& visit, const PageNotice& notice) {
  const std::string& name = request.parameter("name");
  const Language language = visit.frame.language;
  visit.frame.here = user_address(name);
  const ApiAnswer answer = desk.api.ask(visit.caller, "GET", "/api/v1/users");
  if (!answer.ok()) return refusal_page(visit.frame, answer.error(), answer.status);
  const boost::json::object* user = nullptr;
  for (const auto& item : answer.document.at("users").as_array())
    if (item.as_object().at("name").as_string() == name) user = &item.as_object();
  if (user == nullptr) return notice_page(visit.frame, kOne, kNobody.in(language), 404);
  const auto content = [&](Html& html) {
    html.element("h1", name);
    put_notice(html, notice, language);
    put_facts(html, *user, language);
    put_orders(html, visit.frame, *user);
    html.open("p").element("a", kAll.in(language), {{"href", "/console/users"}}).close();
  };
  return console_page(visit.frame, kOne, content, notice.status);
}

Response obey(const PageDesk& desk, Request& request, Visit& visit) {
  wipe(request.body);
  const std::string& name = request.parameter("name");
  const std::string order = visit.form.value("order");
  boost::json::object body;
  if (order == "role") {
    body["role"] = visit.form.value("role");
    body["units"] = units_in(visit.form);
  } else if (order == "passwd") {
    TypedPassword typed = new_password_in(visit.form);
    if (typed.fault) return user_page(desk, request, visit, {.fault = typed.fault, .status = 400});
    body["password"] = typed.password;
    wipe(typed.password);
  } else if (order != "disable" && order != "enable") {
    return user_page(desk, request, visit, {.status = 400});
  }
  const ApiAnswer answer =
      desk.api.ask(visit.caller, "POST", address_of({"api", "v1", "users", name, order}), body);
  if (answer.ok()) return see_other(user_address(name));
  return user_page(desk, request, visit, refused_by(answer));
}

}  // namespace

void add_user_pages(const PageDesk& desk) {
  desk.add("GET", "/console/users", [desk](Request&, Visit& visit) { return list(desk, visit, {}); });
  desk.add("POST", "/console/users",
           [desk](Request& request, Visit& visit) { return add(desk, request, visit); });
  desk.add("GET", "/console/users/{name}",
           [desk](Request& request, Visit& visit) { return user_page(desk, request, visit, {}); });
  desk.add("POST", "/console/users/{name}",
           [desk](Request& request, Visit& visit) { return obey(desk, request, visit); });
}

}  // namespace triand::server
