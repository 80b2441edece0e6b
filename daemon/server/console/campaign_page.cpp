#include "daemon/server/console/campaign_page.hpp"

#include <array>
#include <string>

#include "daemon/server/console/campaign_sections.hpp"
#include "daemon/server/console/campaign_words.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/named_phrase.hpp"
#include "daemon/server/console/number_words.hpp"
#include "daemon/server/console/page_notice.hpp"
#include "daemon/server/console/page_parts.hpp"
#include "daemon/server/console/plan_section.hpp"
#include "daemon/server/console/plan_words.hpp"
#include "daemon/server/console/spoken_words.hpp"

namespace triand::server {
namespace {

constexpr Phrase kCampaigns{"Chiến dịch", "Campaigns"};
constexpr Phrase kCampaign{"Chiến dịch", "Campaign"};
constexpr Phrase kNone{"Chưa có chiến dịch nào.", "There are no campaigns yet."};
constexpr Phrase kPlanOne{"Kiểm tra và lập kế hoạch từ tệp chiến dịch", "Check and plan a campaign file"};
constexpr Phrase kWindow{"Thời gian gửi", "Window"};
constexpr Phrase kRecipients{"Khách hàng", "Customers"};
constexpr Phrase kPending{"Đang chờ gửi", "Pending"};
constexpr Phrase kReached{"Đã nhận", "Reached"};
constexpr Phrase kForecast{"Dự kiến", "Forecast"};
constexpr Phrase kState{"Tình trạng", "How it stands"};
constexpr Phrase kCost{"Chi phí", "Cost"};
constexpr Phrase kPlannedBy{"Người lập kế hoạch", "Planned by"};
constexpr Phrase kApprovedBy{"Người phê duyệt", "Approved by"};
constexpr Phrase kApproval{"Phê duyệt", "Approval"};
constexpr Phrase kTwoPersons{"hai người: người lập kế hoạch không tự phê duyệt",
                             "two persons: whoever planned it may not approve it"};
constexpr Phrase kOnePerson{"một người", "one person"};
constexpr Phrase kCanary{"Nhóm gửi thử", "The first messages"};
constexpr Phrase kCanaryOf{"{} tin đầu: {}", "the first {}: {}"};
constexpr Phrase kEnded{"Kết thúc", "Ended"};
constexpr Phrase kChanged{"Đã đổi từ khi lập kế hoạch", "Changed since it was planned"};
constexpr Phrase kChangedHint{"những gì đã duyệt vẫn được gửi", "what was approved is sent"};
constexpr Phrase kNotYet{"chưa phê duyệt", "not approved yet"};

constexpr std::array<NamedPhrase, 5> kDone{{
    {"approve", {"Đã phê duyệt.", "Approved."}},
    {"list", {"Đã phê duyệt danh sách mới.", "The changed list is approved."}},
    {"pause", {"Đã tạm dừng.", "Paused."}},
    {"resume", {"Đã cho gửi tiếp.", "Resumed."}},
    {"cancel", {"Đã hủy.", "Cancelled."}},
}};

constexpr std::array<NamedPhrase, 4> kCanaryStates{{
    {"sampling", {"đang gửi thử", "being watched"}},
    {"passed", {"đạt", "passed"}},
    {"stopped", {"đã dừng vì quá nhiều lỗi", "stopped, too many failed"}},
    {"released", {"người vận hành cho gửi tiếp", "released by a person"}},
}};

std::string name_of(const boost::json::object& campaign) {
  const std::string title = text_of(campaign, "title");
  const std::string id = text_of(campaign, "id");
  return title.empty() ? id : title + " · " + id;
}

void put_state(Html& html, const boost::json::object& campaign, Language language) {
  html.element("span", campaign_state_words(text_of(campaign, "state"), language), {{"class", "state"}});
}

std::string canary_words(const boost::json::object& canary, Language language) {
  if (canary.empty()) return {};
  const Phrase* state = phrase_of(kCanaryStates, text_of(canary, "state"));
  if (state == nullptr) return {};
  return filled(kCanaryOf, language, number_in(number_of(canary, "size"), language), state->in(language));
}

std::string ended_words(const boost::json::object& ended) {
  if (ended.empty()) return {};
  std::string out = short_time(text_of(ended, "at"));
  for (const char* name : {"who", "reason"})
    if (const std::string words = text_of(ended, name); !words.empty()) out += ", " + words;
  return out;
}

void put_facts(Html& html, const boost::json::object& campaign, Language language) {
  html.open("section").element("h2", kState.in(language)).open("dl");
  put_fact(html, kWindow, window_words(part_of(campaign, "window")), language);
  put_fact(html, kForecast, forecast_words(part_of(campaign, "forecast"), language), language);
  put_fact(html, kCost, cost_words(part_of(campaign, "cost"), language), language);
  put_fact(html, kPlannedBy,
           text_of(campaign, "planned_by") + ", " + short_time(text_of(campaign, "planned_at")), language);
  put_fact(html, kApproval,
           (text_of(campaign, "approval") == "single" ? kOnePerson : kTwoPersons).in(language), language);
  const std::string approved = text_of(campaign, "approved_by");
  put_fact(html, kApprovedBy, approved.empty() ? kNotYet.in(language) : approved, language);
  put_fact(html, kCanary, canary_words(part_of(campaign, "canary"), language), language);
  if (const std::string changed = changed_words(part_of(campaign, "pinned"), language); !changed.empty())
    put_fact(html, kChanged, changed + " (" + std::string(kChangedHint.in(language)) + ")", language);
  put_fact(html, kEnded, ended_words(part_of(campaign, "ended")), language);
  html.close().close();
}

void put_entry(Html& html, const boost::json::object& campaign, Language language) {
  const std::string id = text_of(campaign, "id");
  const boost::json::object& recipients = part_of(campaign, "recipients");
  html.open("section").open("h2").element("a", id, {{"href", campaign_address(id)}});
  put_state(html, campaign, language);
  html.close().open("dl");
  put_fact(html, kWindow, window_words(part_of(campaign, "window")), language);
  put_fact(html, kRecipients, number_in(number_of(recipients, "total"), language), language);
  put_fact(html, kPending, number_in(number_of(recipients, "pending"), language), language);
  put_fact(html, kReached, number_in(number_of(recipients, "reached"), language), language);
  put_fact(html, kForecast, forecast_words(part_of(campaign, "forecast"), language), language);
  html.close().close();
}

}  // namespace

Response campaign_list_page(const PageFrame& frame, const boost::json::array& campaigns, bool may_plan) {
  const auto content = [&](Html& html) {
    html.element("h1", kCampaigns.in(frame.language));
    if (may_plan)
      html.open("p").element("a", kPlanOne.in(frame.language), {{"href", "/console/campaigns/plan"}}).close();
    if (campaigns.empty()) html.element("p", kNone.in(frame.language));
    for (const auto& campaign : campaigns) put_entry(html, campaign.as_object(), frame.language);
  };
  return console_page(frame, kCampaigns, content);
}

Response campaign_page(const PageFrame& frame, const boost::json::object& campaign, const CampaignPowers& may,
                       std::string_view done) {
  const Language language = frame.language;
  const std::string state = text_of(campaign, "state");
  const auto content = [&](Html& html) {
    html.open("h1").text(name_of(campaign));
    put_state(html, campaign, language);
    html.close();
    if (const Phrase* known = phrase_of(kDone, done)) put_notice(html, {.done = *known}, language);
    if (state != "finished" && state != "cancelled")
      if (const std::string shortfall = shortfall_words(campaign, language); !shortfall.empty())
        html.element("p", shortfall, {{"class", "notice"}});
    put_acts(html, frame, campaign, may);
    put_facts(html, campaign, language);
    put_recipients(html, campaign, language);
    put_standstill(html, campaign, language);
    put_plan(html, campaign, language);
    put_files(html, frame, campaign, may);
  };
  return console_page(frame, kCampaign, content);
}

}  // namespace triand::server
