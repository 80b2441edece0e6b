#include "daemon/server/console/act_frame.hpp"

#include "daemon/server/console/campaign_powers.hpp"
#include "daemon/server/console/document_text.hpp"

namespace triand::server {
namespace {

constexpr Phrase kBack{"Về trang chiến dịch, không làm gì", "Back to the campaign, change nothing"};
constexpr Phrase kReason{"Lý do (được ghi cùng tên người làm và giờ)",
                         "Why (kept with your name and the time)"};

}  // namespace

Response act_page(const PageFrame& frame, const boost::json::object& campaign, Phrase title,
                  const PageNotice& fault, const std::function<void(Html&)>& content) {
  const std::string id = text_of(campaign, "id");
  const auto whole = [&](Html& html) {
    html.element("h1", std::string(title.in(frame.language)) + ": " + id);
    put_notice(html, fault, frame.language);
    content(html);
    html.open("p").element("a", kBack.in(frame.language), {{"href", campaign_address(id)}}).close();
  };
  return console_page(frame, title, whole, fault.status);
}

void put_reason(Html& html, const std::string& id, Language language) {
  html.element("label", kReason.in(language), {{"for", id}});
  html.leaf("input", {{"id", id}, {"name", "reason"}, {"maxlength", "200"}, {"autocomplete", "off"}});
}

}  // namespace triand::server
