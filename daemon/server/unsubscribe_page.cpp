#include "daemon/server/unsubscribe_page.hpp"

#include <algorithm>

namespace triand::server {
namespace {

constexpr std::string_view kHead = R"html(<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ngừng nhận email</title>
<style>
body { font: 18px/1.5 sans-serif; color: #1d2733; background: #f3f5f7; margin: 0 }
main { max-width: 34em; margin: 12vh auto; padding: 2em; background: #fff; border-radius: 8px }
h1 { font-size: 1.4em; margin-top: 0 }
button { font: inherit; color: #fff; background: #0b5cad; border: 0; border-radius: 6px; padding: .6em 1.4em }
button:focus-visible { outline: 3px solid #f0a500; outline-offset: 2px }
</style>
</head>
<body>
<main>
)html";

constexpr std::string_view kFoot = "</main>\n</body>\n</html>\n";

constexpr std::string_view kAsk = R"html(<h1>Quý khách muốn ngừng nhận email?</h1>
<p>Nhấn nút dưới đây, chúng tôi sẽ không gửi email tới địa chỉ này nữa.</p>
<p lang="en">Press the button and we will send no more email to this address.</p>
<form method="post">
<input type="hidden" name="List-Unsubscribe" value="One-Click">
<button type="submit">Ngừng nhận email · <span lang="en">Unsubscribe</span></button>
</form>
)html";

constexpr std::string_view kDone = R"html(<h1>Quý khách đã ngừng nhận email</h1>
<p>Chúng tôi sẽ không gửi email tới địa chỉ này nữa. Xin cảm ơn Quý khách.</p>
<p lang="en">You are unsubscribed: no more email will come to this address.</p>
)html";

constexpr std::string_view kUnknown = R"html(<h1>Đường dẫn không đúng</h1>
<p>Đường dẫn này không phải của chúng tôi hoặc đã bị cắt mất một phần. Xin mở lại từ email.</p>
<p lang="en">This link is not one of ours, or a part of it is missing. Please open it from the email again.</p>
)html";

constexpr std::string_view kTrouble = R"html(<h1>Xin thử lại sau ít phút</h1>
<p>Yêu cầu của Quý khách chưa được ghi lại.</p>
<p lang="en">Your request could not be recorded. Please try again in a few minutes.</p>
)html";

// With the blanks around it left out.
std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \r\n\t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \r\n\t") - first + 1);
}

bool in_form(std::string_view body) {
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('&'), body.size());
    if (trimmed(body.substr(0, end)) == "List-Unsubscribe=One-Click") return true;
    body.remove_prefix(std::min(end + 1, body.size()));
  }
  return false;
}

// One field of multipart/form-data: its name, an empty line, its value, the next boundary.
bool in_multipart(std::string_view body) {
  const std::size_t name = body.find("name=\"List-Unsubscribe\"");
  if (name == std::string_view::npos) return false;
  const std::size_t value = body.find("\r\n\r\n", name);
  if (value == std::string_view::npos) return false;
  const std::string_view rest = body.substr(value + 4);
  return trimmed(rest.substr(0, rest.find("\r\n--"))) == "One-Click";
}

}  // namespace

Response unsubscribe_page(UnsubscribePage page) {
  std::string_view words = kAsk;
  unsigned status = 200;
  if (page == UnsubscribePage::done) words = kDone;
  if (page == UnsubscribePage::unknown) {
    words = kUnknown;
    status = 404;
  }
  if (page == UnsubscribePage::trouble) {
    words = kTrouble;
    status = 503;
  }
  Response response =
      Response::text(std::string(kHead).append(words).append(kFoot), "text/html; charset=utf-8");
  response.status = status;
  response.headers = {{"Content-Security-Policy",
                       "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
                       "frame-ancestors 'none'"},
                      {"Referrer-Policy", "no-referrer"},
                      {"X-Robots-Tag", "noindex, nofollow"}};
  return response;
}

bool asks_for_one_click(std::string_view content_type, std::string_view body) {
  std::string type(content_type.substr(0, content_type.find(';')));
  std::transform(type.begin(), type.end(), type.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return trimmed(type) == "multipart/form-data" ? in_multipart(body) : in_form(body);
}

}  // namespace triand::server
