#include "daemon/server/console/password_page.hpp"

#include <array>

#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/page_parts.hpp"
#include "daemon/server/console/user_form.hpp"

namespace triand::server {
namespace {

constexpr Phrase kTitle{"Đổi mật khẩu", "Change my password"};
constexpr Phrase kPresent{"Mật khẩu đang dùng", "Present password"};
constexpr Phrase kEnds{"Đổi xong, các phiên đăng nhập khác của tài khoản này kết thúc.",
                       "The other log-ins of this account end by it."};

constexpr Phrase kTokens{"Token API của tôi", "My API tokens"};

struct Said {
  Phrase words;
  unsigned status;
};

// In the order of PasswordNote.
constexpr std::array<Said, 9> kNotes{{
    {{"", ""}, 200},
    {{"Đã đổi mật khẩu.", "The password is changed."}, 200},
    {{"Mật khẩu đang dùng không đúng.", "The present password is wrong."}, 403},
    {{"Mật khẩu mới phải có ít nhất 12 ký tự, không có tên tài khoản và không phải một ký tự lặp lại.",
      "A new password has 12 characters at least, not the account's name, and is not one character "
      "repeated."},
     400},
    {{"Mật khẩu mới phải khác mật khẩu đang dùng.", "The new password must be another one."}, 400},
    {{"Tài khoản vừa được người khác thay đổi. Xin đăng nhập lại.",
      "Somebody has changed the account meanwhile. Please log in again."},
     409},
    {{"Đã sai nhiều lần. Xin thử lại sau {} giây.",
      "Too many tries went wrong. Please try again in {} seconds."},
     429},
    {{"Nhiều người đang đăng nhập. Xin thử lại.", "Many people are logging in just now. Please try again."},
     503},
    {{"Hệ thống chưa ghi được nên chưa đổi mật khẩu. Xin thử lại sau.",
      "Nothing can be recorded just now, so the password stays. Please try later."},
     503},
}};

void put_note(Html& html, PasswordNote note, const std::string& words) {
  if (note == PasswordNote::done) {
    html.element("p", words, {{"class", "notice"}, {"role", "status"}});
  } else {
    put_alert(html, words);
  }
}

}  // namespace

Response password_page(const PageFrame& frame, PasswordNote note, std::chrono::seconds wait,
                       const std::string& fault) {
  const Language language = frame.language;
  const Said& said = kNotes.at(static_cast<std::size_t>(note));
  std::string words = filled(said.words, language, wait.count());
  if (words.empty()) words = fault;
  const auto content = [&](Html& html) {
    html.open("div", {{"class", "narrow"}}).element("h1", kTitle.in(language));
    put_note(html, note, words);
    open_form(html, "/console/password", frame.form_token);
    put_owner(html, frame.account);
    put_line(html,
             {.name = "present",
              .label = kPresent,
              .required = true,
              .type = "password",
              .autocomplete = "current-password",
              .longest = "512"},
             language);
    put_new_password(html, language);
    html.element("p", kEnds.in(language), {{"class", "small"}});
    put_button(html, kTitle, language);
    html.close().open("p").element("a", kTokens.in(language),
                                   {{"class", "step"}, {"href", "/console/tokens"}});
    html.close().close();
  };
  Response response = console_page(frame, kTitle, content, fault.empty() ? said.status : 400);
  if (note == PasswordNote::wait) response.headers.emplace_back("Retry-After", std::to_string(wait.count()));
  return response;
}

}  // namespace triand::server
