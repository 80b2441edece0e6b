#include <string>

#include "daemon/server/console/act_frame.hpp"
#include "daemon/server/console/campaign_act_pages.hpp"
#include "daemon/server/console/campaign_powers.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/number_words.hpp"
#include "daemon/server/console/plan_section.hpp"
#include "daemon/server/console/plan_words.hpp"
#include "daemon/server/console/spoken_words.hpp"

namespace triand::server {
namespace {

constexpr Phrase kTitle{"Phê duyệt", "Approve"};
constexpr Phrase kWhat{"Khi phê duyệt", "What approving does"};
constexpr Phrase kSends{"Từ giờ tới hết {} hệ thống gửi tin cho {} khách hàng; {} khách hàng không được gửi.",
                        "In the window {} the service writes to {} customers; {} customers are left out."};
constexpr Phrase kCost{"Chi phí: {}.", "Cost: {}."};
constexpr Phrase kPlanned{"Kế hoạch do {} lập lúc {}.", "Planned by {} at {}."};
constexpr Phrase kChanged{
    "Đã đổi từ khi lập kế hoạch: {}. Những gì đã lập vẫn được gửi; muốn dùng cái mới thì lập lại.",
    "Changed since it was planned: {}. What was planned is sent; plan again to use the new."};
constexpr Phrase kAccept{"Tôi chấp nhận điều này: {}", "I accept this: {}"};
constexpr Phrase kWillNotFit{"chiến dịch không gửi hết được trong thời gian hoặc ngân sách của nó.",
                             "the campaign cannot finish in its window or budget."};
constexpr Phrase kApprove{"Phê duyệt chiến dịch", "Approve the campaign"};
constexpr Phrase kApproveList{"Phê duyệt danh sách mới", "Approve the changed list"};
constexpr Phrase kListChanged{
    "Danh sách khách hàng đã đổi sau khi phê duyệt. Hiện vẫn gửi theo dữ liệu lúc {}.",
    "The customer list was changed after the approval. Messages still go by the data as of {}."};
constexpr Phrase kListDoes{"Khi phê duyệt, các tin chưa gửi dùng dữ liệu của danh sách như lúc này.",
                           "Once approved, messages not yet sent use the list's data as it is now."};
constexpr Phrase kOwnPlan{
    "Tài khoản này đã lập kế hoạch; chiến dịch cần hai người nên người khác phải phê duyệt.",
    "This account planned it, and the campaign asks for two persons: somebody else must approve it."};
constexpr Phrase kNothing{"Chiến dịch này không có gì đang chờ phê duyệt.",
                          "Nothing of this campaign waits for an approval."};

void put_what(Html& html, const boost::json::object& campaign, Language language) {
  const boost::json::object& recipients = part_of(campaign, "recipients");
  const std::int64_t pending = number_of(recipients, "pending");
  html.open("section").element("h2", kWhat.in(language)).open("ul");
  html.element(
      "li", filled(kSends, language, window_words(part_of(campaign, "window")), number_in(pending, language),
                   number_in(number_of(recipients, "total") - pending, language)));
  html.element("li", filled(kCost, language, cost_words(part_of(campaign, "cost"), language)));
  html.element("li", forecast_words(part_of(campaign, "forecast"), language));
  html.element("li", filled(kPlanned, language, text_of(campaign, "planned_by"),
                            short_time(text_of(campaign, "planned_at"))));
  if (const std::string changed = changed_words(part_of(campaign, "pinned"), language); !changed.empty())
    html.element("li", filled(kChanged, language, changed));
  html.close();
  put_findings(html, items_of(part_of(campaign, "plan"), "law"), language);
  html.close();
}

void put_list(Html& html, const boost::json::object& campaign, Language language) {
  html.open("section").element("h2", kWhat.in(language));
  html.element(
      "p", filled(kListChanged, language, short_time(text_of(part_of(campaign, "pinned"), "list_as_of"))));
  html.element("p", kListDoes.in(language)).close();
}

void put_accept(Html& html, const std::string& what, Language language) {
  html.open("label", {{"class", "check notice"}});
  html.leaf("input", {{"type", "checkbox"}, {"name", "accept_shortfall"}, {"value", "1"}});
  html.element("span", filled(kAccept, language, what)).close();
}

}  // namespace

Response approve_page(const PageFrame& frame, const boost::json::object& campaign, const PageNotice& fault) {
  const Language language = frame.language;
  const bool of_list = has_changed_list(campaign);
  const bool planned = text_of(campaign, "state") == "planned";
  std::string shortfall = planned ? shortfall_words(campaign, language) : std::string();
  if (shortfall.empty() && fault.refusal && fault.refusal->error == "does-not-fit")
    shortfall = kWillNotFit.in(language);
  const auto content = [&](Html& html) {
    if (!planned && !of_list) {
      html.element("p", kNothing.in(language), {{"class", "notice"}});
      return;
    }
    if (of_list) {
      put_list(html, campaign, language);
    } else {
      put_what(html, campaign, language);
    }
    if (is_own_plan(campaign, frame.account)) {
      html.element("p", kOwnPlan.in(language), {{"class", "notice"}});
      return;
    }
    open_form(html, campaign_address(text_of(campaign, "id"), "approve"), frame.form_token);
    html.leaf("input", {{"type", "hidden"},
                        {"name", "plan"},
                        {"value", std::to_string(number_of(campaign, "plan_number"))}});
    if (!shortfall.empty()) put_accept(html, shortfall, language);
    html.element("button", (of_list ? kApproveList : kApprove).in(language), {{"type", "submit"}}).close();
  };
  return act_page(frame, campaign, kTitle, fault, content);
}

}  // namespace triand::server
