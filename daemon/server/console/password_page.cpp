#include "daemon/server/console/password_page.hpp"

#include "daemon/server/console/page_parts.hpp"
#include "daemon/server/console/user_form.hpp"

namespace triand::server {
namespace {

constexpr Phrase kTitle{"Đổi mật khẩu", "Change my password"};
constexpr Phrase kPresent{"Mật khẩu đang dùng", "Present password"};
constexpr Phrase kEnds{"Đổi xong, các phiên đăng nhập khác của tài khoản này kết thúc.",
                       "The other log-ins of this account end by it."};

constexpr Phrase kTokens{"Token API của tôi", "My API tokens"};

constexpr Phrase kDone{"Đã đổi mật khẩu.", "The password is changed."};
constexpr Phrase kWrong{"Mật khẩu đang dùng không đúng.", "The present password is wrong."};
constexpr Phrase kUnfit{
    "Mật khẩu mới phải có ít nhất 12 ký tự, không có tên tài khoản và không phải một ký tự lặp lại.",
    "A new password has 12 characters at least, not the account's name, and is not one character repeated."};
constexpr Phrase kSame{"Mật khẩu mới phải khác mật khẩu đang dùng.", "The new password must be another one."};
constexpr Phrase kChanged{"Tài khoản vừa được người khác thay đổi. Xin đăng nhập lại.",
                          "Somebody has changed the account meanwhile. Please log in again."};
constexpr Phrase kBusy{"Nhiều người đang đăng nhập. Xin thử lại.",
                       "Many people are logging in just now. Please try again."};
constexpr Phrase kUnrecorded{"Hệ thống chưa ghi được nên chưa đổi mật khẩu. Xin thử lại sau.",
                             "Nothing can be recorded just now, so the password stays. Please try later."};

}  // namespace

PageNotice notice_of(PasswordNote note) {
  switch (note) {
    case PasswordNote::done:
      return {.done = kDone};
    case PasswordNote::wrong:
      return {.fault = kWrong, .status = 403};
    case PasswordNote::unfit:
      return {.fault = kUnfit, .status = 400};
    case PasswordNote::same:
      return {.fault = kSame, .status = 400};
    case PasswordNote::changed:
      return {.fault = kChanged, .status = 409};
    case PasswordNote::busy:
      return {.fault = kBusy, .status = 503};
    case PasswordNote::unrecorded:
      break;
  }
  return {.fault = kUnrecorded, .status = 503};
}

Response password_page(const PageFrame& frame, const PageNotice& notice) {
  const Language language = frame.language;
  const auto content = [&](Html& html) {
    html.open("div", {{"class", "narrow"}}).element("h1", kTitle.in(language));
    put_notice(html, notice, language);
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
  return with_wait(console_page(frame, kTitle, content, notice.status), notice);
}

}  // namespace triand::server
