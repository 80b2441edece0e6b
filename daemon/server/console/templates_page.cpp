#include "daemon/server/console/templates_page.hpp"

#include <boost/json/array.hpp>

#include "daemon/server/console/api_door.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/filled.hpp"

namespace triand::server {
namespace {

constexpr Phrase kTitle{"Mẫu tin", "Templates"};
constexpr Phrase kWhere{
    "Mẫu tin là tệp trên máy chủ, trong thư mục {}. Ở đây xem và thử nội dung, không lưu gì: soạn xong thì "
    "tải "
    "về, rồi nhờ kỹ thuật đặt tệp vào thư mục đó và lập kế hoạch lại.",
    "Templates are files on the server, in the folder {}. Here texts are looked at and tried, and nothing is "
    "stored: download what you have written, have it put into that folder, and plan again."};
constexpr Phrase kMessages{"Các mẫu tin", "The templates"};
constexpr Phrase kNone{"Thư mục không có mẫu tin nào.", "There is no template in the folder."};
constexpr Phrase kNoChannel{"không có kênh nào dùng", "no channel can send it"};
constexpr Phrase kOpen{"{}, kênh {}", "{}, channel {}"};
constexpr Phrase kNew{"Soạn nội dung mới", "Write a new one"};
constexpr Phrase kNewFor{"Cho kênh {}", "For the channel {}"};
constexpr Phrase kNoChannels{"Chưa cấu hình kênh nào.", "No channel is configured."};

void put_message(Html& html, const boost::json::object& file, Language language) {
  const std::string message = text_of(file, "message");
  const boost::json::array& channels = items_of(file, "channels");
  if (channels.empty()) html.open("li").text(message).text(": ").text(kNoChannel.in(language)).close();
  for (const auto& item : channels) {
    const std::string channel(item.as_string());
    html.open("li")
        .element("a", filled(kOpen, language, message, channel),
                 {{"class", "step"}, {"href", bench_address(message, channel)}})
        .close();
  }
}

}  // namespace

std::string bench_address(const std::string& message, const std::string& channel) {
  return address_of({"console", "templates", "bench"}, {{"message", message}, {"channel", channel}});
}

Response templates_page(const PageFrame& frame, const boost::json::object& templates) {
  const Language language = frame.language;
  const boost::json::array& messages = items_of(templates, "messages");
  const boost::json::array& channels = items_of(templates, "channels");
  const auto content = [&](Html& html) {
    html.element("h1", kTitle.in(language));
    html.element("p", filled(kWhere, language, text_of(templates, "folder")), {{"class", "notice"}});
    html.open("section").element("h2", kMessages.in(language));
    if (messages.empty()) html.element("p", kNone.in(language));
    if (!messages.empty()) html.open("ul");
    for (const auto& file : messages) put_message(html, file.as_object(), language);
    if (!messages.empty()) html.close();
    html.close();
    html.open("section").element("h2", kNew.in(language));
    if (channels.empty()) html.element("p", kNoChannels.in(language));
    if (!channels.empty()) html.open("ul");
    for (const auto& item : channels) {
      const std::string channel = text_of(item.as_object(), "channel");
      html.open("li")
          .element("a", filled(kNewFor, language, channel),
                   {{"class", "step"}, {"href", bench_address({}, channel)}})
          .close();
    }
    if (!channels.empty()) html.close();
    html.close();
  };
  return console_page(frame, kTitle, content);
}

}  // namespace triand::server
