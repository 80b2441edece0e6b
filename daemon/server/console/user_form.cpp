#include "daemon/server/console/user_form.hpp"

#include <algorithm>

#include "daemon/server/console/api_door.hpp"
#include "daemon/server/console/page_parts.hpp"
#include "daemon/server/console/spoken_words.hpp"
#include "daemon/server/password_hash.hpp"
#include "daemon/server/role.hpp"

namespace triand::server {
namespace {

constexpr Phrase kRole{"Vai trò", "Role"};
constexpr Phrase kUnits{"Đơn vị", "Units"};
constexpr Phrase kUnitsHint{"mã đầu, ví dụ PA05 PM; để trống là mọi đơn vị",
                            "code prefixes such as PA05 PM; empty is every unit"};
constexpr Phrase kNew{"Mật khẩu mới", "New password"};
constexpr Phrase kNewHint{"ít nhất 12 ký tự, không có tên tài khoản; nên dùng vài từ",
                          "12 characters at least without the account's name; several words do well"};
constexpr Phrase kAgain{"Nhập lại mật khẩu mới", "The same again"};
constexpr Phrase kNotTheSame{"Hai lần nhập mật khẩu không giống nhau. Xin nhập lại.",
                             "The two passwords are not the same. Please type them again."};

}  // namespace

void put_role(Html& html, std::string_view chosen, Language language) {
  html.element("label", kRole.in(language), {{"for", "role"}});
  html.open("select", {{"id", "role"}, {"name", "role"}});
  for (const Role role : {Role::viewer, Role::support, Role::operator_, Role::approver, Role::admin}) {
    const std::string_view word = to_string(role);
    const std::string words = capitalised(std::string(role_words(role, language)));
    html.element("option", words, {{"value", word}, {"selected", "", word == chosen}});
  }
  html.close();
}

void put_units(Html& html, std::string_view units, Language language) {
  put_line(html, {.name = "units", .label = kUnits, .hint = kUnitsHint, .value = units, .longest = "400"},
           language);
}

void put_owner(Html& html, std::string_view account) {
  html.leaf("input", {{"type", "text"},
                      {"name", "username"},
                      {"value", account},
                      {"autocomplete", "username"},
                      {"readonly"},
                      {"hidden"}});
}

void put_new_password(Html& html, Language language) {
  put_line(html,
           {.name = "password",
            .label = kNew,
            .hint = kNewHint,
            .required = true,
            .type = "password",
            .autocomplete = "new-password",
            .longest = "512"},
           language);
  put_line(html,
           {.name = "again",
            .label = kAgain,
            .required = true,
            .type = "password",
            .autocomplete = "new-password",
            .longest = "512"},
           language);
}

boost::json::array units_in(const Form& form) {
  boost::json::array out;
  const std::string typed = form.value("units");
  constexpr std::string_view kBetween = " ,;\t\r\n";
  for (std::size_t at = typed.find_first_not_of(kBetween); at != std::string::npos;
       at = typed.find_first_not_of(kBetween, at)) {
    const std::size_t end = std::min(typed.find_first_of(kBetween, at), typed.size());
    out.emplace_back(typed.substr(at, end - at));
    at = end;
  }
  return out;
}

TypedPassword new_password_in(Form& form) {
  TypedPassword out;
  out.password = form.take("password");
  std::string again = form.take("again");
  if (out.password != again) {
    wipe(out.password);
    out.fault = kNotTheSame;
  }
  wipe(again);
  return out;
}

std::string user_address(std::string_view name) { return address_of({"console", "users", name}); }

}  // namespace triand::server
