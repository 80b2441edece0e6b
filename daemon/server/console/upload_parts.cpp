#include "daemon/server/console/upload_parts.hpp"

#include "daemon/server/console/style.hpp"

namespace triand::server {
namespace {

constexpr Phrase kSent{"Đã gửi", "Sent"};
constexpr Phrase kSending{"Đang gửi tệp: {} %. Xin giữ trang này mở.",
                          "The file is being sent: {} %. Please keep this page open."};
constexpr Phrase kArrived{"Đã gửi hết; máy chủ đang đọc tệp.", "All is sent; the server reads the file."};
constexpr Phrase kLost{"Chưa gửi được tệp. Xin kiểm tra mạng rồi gửi lại.",
                       "The file could not be sent. Please look at the network and send it again."};

}  // namespace

void open_upload_form(Html& html, Literal action, std::string_view token) {
  html.open("form", {{"method", "post"}, {"action", action.text()}, {"enctype", "multipart/form-data"}});
  html.leaf("input", {{"type", "hidden"}, {"name", "token"}, {"value", token}});
}

void put_file_field(Html& html, Literal name, Phrase label, Literal accept, Literal described_by,
                    Language language) {
  html.element("label", label.in(language), {{"for", name.text()}});
  html.leaf("input", {{"id", name.text()},
                      {"name", name.text()},
                      {"type", "file"},
                      {"accept", accept.text()},
                      {"required"},
                      {"aria-describedby", described_by.text()}});
}

void put_upload_progress(Html& html, Language language) {
  html.open("div", {{"class", "sending"},
                    {"data-sending", kSending.in(language)},
                    {"data-arrived", kArrived.in(language)},
                    {"data-lost", kLost.in(language)},
                    {"hidden"}});
  html.element("progress", "", {{"max", "100"}, {"value", "0"}, {"aria-label", kSent.in(language)}});
  html.element("p", "", {{"role", "status"}}).close();
  html.open("script", {{"type", "module"}, {"src", console_upload_path()}}).close();
}

}  // namespace triand::server
