#include "daemon/server/console/log_in_page.hpp"

#include <functional>

#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/page_notice.hpp"

namespace triand::server {
namespace {

constexpr Phrase kTitle{"Đăng nhập", "Log in"};
constexpr Phrase kName{"Tên đăng nhập", "User name"};
constexpr Phrase kPassword{"Mật khẩu", "Password"};
constexpr Phrase kRefused{"Tên đăng nhập hoặc mật khẩu không đúng.",
                          "The user name or the password is wrong."};
constexpr Phrase kBusy{"Nhiều người đang đăng nhập. Xin thử lại.",
                       "Many people are logging in just now. Please try again."};
constexpr Phrase kUnrecorded{"Hệ thống chưa ghi được nhật ký nên chưa thể đăng nhập. Xin thử lại sau.",
                             "The audit cannot be written just now, so nobody can log in. Please try later."};
constexpr Phrase kLostForm{
    "Trang đăng nhập đã cũ hoặc trình duyệt không giữ cookie. Xin nhập lại; địa chỉ phải đúng như được cấp.",
    "The form was out of date, or the browser keeps no cookies. Please type it again, at the address you "
    "were given."};
constexpr Phrase kSignedOn{"Đăng nhập chung của công ty đã xác nhận đây là {}.",
                           "The company's own log-in says that this is {}."};
constexpr Phrase kSignOn{"Vào bằng tài khoản {}", "Log in as {}"};
constexpr Phrase kGoesOn{
    "Đăng xuất ở đây chỉ kết thúc phiên làm việc với hệ thống này; đăng nhập chung của công ty vẫn còn.",
    "Logging out here ends the log-in to this service alone; the company's own goes on."};
constexpr Phrase kNoAccount{
    "Tài khoản này không có ở đây hoặc đã bị khóa. Xin nhờ quản trị viên thêm hoặc mở lại.",
    "There is no such account here, or it is disabled. Please ask an administrator."};
constexpr Phrase kUnnamed{
    "Đăng nhập chung của công ty không nêu rõ một tài khoản. Xin báo kỹ thuật xem cấu hình của máy chủ trung "
    "gian.",
    "The company's own log-in does not name one account. Please tell those who look after the reverse "
    "proxy."};

PageNotice notice_of(LogInNote note, std::chrono::seconds wait, Phrase refused) {
  switch (note) {
    case LogInNote::none:
      return {};
    case LogInNote::refused:
      return {.fault = refused, .status = 403};
    case LogInNote::wait:
      return {.status = 429, .wait = wait};
    case LogInNote::busy:
      return {.fault = kBusy, .status = 503};
    case LogInNote::unrecorded:
      return {.fault = kUnrecorded, .status = 503};
    case LogInNote::lost_form:
      break;
  }
  return {.fault = kLostForm, .status = 403};
}

Response page_of(const PageFrame& frame, const PageNotice& notice, const std::function<void(Html&)>& form) {
  const auto content = [&](Html& html) {
    html.open("div", {{"class", "narrow"}}).element("h1", kTitle.in(frame.language));
    put_notice(html, notice, frame.language);
    form(html);
    html.close();
  };
  return with_wait(console_page(frame, kTitle, content, notice.status), notice);
}

}  // namespace

Response log_in_page(const PageFrame& frame, const std::string& form_token, LogInNote note,
                     std::chrono::seconds wait) {
  return page_of(frame, notice_of(note, wait, kRefused), [&](Html& html) {
    open_form(html, "/console/log-in", form_token);
    html.element("label", kName.in(frame.language), {{"for", "name"}});
    html.leaf("input", {{"id", "name"},
                        {"name", "name"},
                        {"autocomplete", "username"},
                        {"autocapitalize", "none"},
                        {"spellcheck", "false"},
                        {"maxlength", "64"},
                        {"required"},
                        {"autofocus"}});
    html.element("label", kPassword.in(frame.language), {{"for", "password"}});
    html.leaf("input", {{"id", "password"},
                        {"name", "password"},
                        {"type", "password"},
                        {"autocomplete", "current-password"},
                        {"maxlength", "512"},
                        {"required"}});
    html.element("button", kTitle.in(frame.language), {{"type", "submit"}}).close();
  });
}

Response sign_on_page(const PageFrame& frame, const std::string& form_token, const std::string& name,
                      LogInNote note, std::chrono::seconds wait) {
  const Language language = frame.language;
  if (name.empty()) return page_of(frame, {.fault = kUnnamed, .status = 403}, [](Html&) {});
  return page_of(frame, notice_of(note, wait, kNoAccount), [&](Html& html) {
    html.element("p", filled(kSignedOn, language, name));
    if (note == LogInNote::refused) return;
    open_form(html, "/console/log-in", form_token);
    html.element("button", filled(kSignOn, language, name), {{"type", "submit"}, {"autofocus"}}).close();
    html.element("p", kGoesOn.in(language), {{"class", "small"}});
  });
}

}  // namespace triand::server
