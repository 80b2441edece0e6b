#include "daemon/server/console/log_in_page.hpp"

#include "daemon/server/console/filled.hpp"

namespace triand::server {
namespace {

constexpr Phrase kTitle{"Đăng nhập", "Log in"};
constexpr Phrase kName{"Tên đăng nhập", "User name"};
constexpr Phrase kPassword{"Mật khẩu", "Password"};
constexpr Phrase kRefused{"Tên đăng nhập hoặc mật khẩu không đúng.",
                          "The user name or the password is wrong."};
constexpr Phrase kWait{"Đã sai nhiều lần. Xin thử lại sau {} giây.",
                       "Too many tries went wrong. Please try again in {} seconds."};
constexpr Phrase kBusy{"Nhiều người đang đăng nhập. Xin thử lại.",
                       "Many people are logging in just now. Please try again."};
constexpr Phrase kUnrecorded{"Hệ thống chưa ghi được nhật ký nên chưa thể đăng nhập. Xin thử lại sau.",
                             "The audit cannot be written just now, so nobody can log in. Please try later."};
constexpr Phrase kLostForm{
    "Trang đăng nhập đã cũ hoặc trình duyệt không giữ cookie. Xin nhập lại; địa chỉ phải đúng như được cấp.",
    "The form was out of date, or the browser keeps no cookies. Please type it again, at the address you "
    "were given."};

std::string sentence(LogInNote note, std::chrono::seconds wait, Language language) {
  switch (note) {
    case LogInNote::none:
      return {};
    case LogInNote::refused:
      return std::string(kRefused.in(language));
    case LogInNote::wait:
      return filled(kWait, language, wait.count());
    case LogInNote::busy:
      return std::string(kBusy.in(language));
    case LogInNote::unrecorded:
      return std::string(kUnrecorded.in(language));
    case LogInNote::lost_form:
      break;
  }
  return std::string(kLostForm.in(language));
}

unsigned status_of(LogInNote note) {
  switch (note) {
    case LogInNote::none:
      return 200;
    case LogInNote::wait:
      return 429;
    case LogInNote::busy:
    case LogInNote::unrecorded:
      return 503;
    case LogInNote::refused:
    case LogInNote::lost_form:
      break;
  }
  return 403;
}

}  // namespace

Response log_in_page(const PageFrame& frame, const std::string& form_token, LogInNote note,
                     std::chrono::seconds wait) {
  const auto content = [&](Html& html) {
    html.open("div", {{"class", "narrow"}}).element("h1", kTitle.in(frame.language));
    if (const std::string words = sentence(note, wait, frame.language); !words.empty())
      html.element("p", words, {{"class", "notice"}, {"role", "alert"}});
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
    html.element("button", kTitle.in(frame.language), {{"type", "submit"}}).close().close();
  };
  Response response = console_page(frame, kTitle, content, status_of(note));
  if (note == LogInNote::wait) response.headers.emplace_back("Retry-After", std::to_string(wait.count()));
  return response;
}

}  // namespace triand::server
