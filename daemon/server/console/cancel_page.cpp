#include <string>

#include "daemon/server/console/act_frame.hpp"
#include "daemon/server/console/campaign_act_pages.hpp"
#include "daemon/server/console/campaign_powers.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/number_words.hpp"

namespace triand::server {
namespace {

constexpr Phrase kTitle{"Hủy chiến dịch", "Cancel"};
constexpr Phrase kDoes{
    "Chiến dịch đã hủy thì không mở lại được. {} khách hàng đang chờ sẽ không được gửi; tin đã giao đi thì "
    "không rút "
    "lại được và vẫn được theo dõi.",
    "A cancelled campaign stays cancelled. {} customers who still wait are not written to; what was handed "
    "over cannot "
    "be taken back and is still followed."};
constexpr Phrase kPauseInstead{"Nếu chỉ muốn dừng một lúc, xin dùng Tạm dừng.",
                               "If it is only to stop for a while, pause it."};
constexpr Phrase kConfirm{"Gõ lại mã chiến dịch {} để xác nhận", "Type the campaign's id {} once more"};
constexpr Phrase kCancel{"Hủy hẳn chiến dịch này", "Cancel this campaign for good"};

}  // namespace

Response cancel_page(const PageFrame& frame, const boost::json::object& campaign, const PageNotice& fault) {
  const Language language = frame.language;
  const std::string id = text_of(campaign, "id");
  const auto content = [&](Html& html) {
    html.element(
        "p",
        filled(kDoes, language, number_in(number_of(part_of(campaign, "recipients"), "pending"), language)),
        {{"class", "notice"}});
    html.element("p", kPauseInstead.in(language));
    open_form(html, campaign_address(id, "cancel"), frame.form_token);
    html.element("label", filled(kConfirm, language, id), {{"for", "confirm"}});
    html.leaf("input", {{"id", "confirm"},
                        {"name", "confirm"},
                        {"autocomplete", "off"},
                        {"autocapitalize", "none"},
                        {"spellcheck", "false"},
                        {"required"}});
    put_reason(html, "reason", language);
    html.element("button", kCancel.in(language), {{"type", "submit"}, {"class", "risky"}}).close();
  };
  return act_page(frame, campaign, kTitle, fault, content);
}

}  // namespace triand::server
