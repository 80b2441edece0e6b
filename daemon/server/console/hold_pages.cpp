#include <algorithm>
#include <string>

#include "daemon/server/console/act_frame.hpp"
#include "daemon/server/console/campaign_act_pages.hpp"
#include "daemon/server/console/campaign_powers.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/number_words.hpp"
#include "daemon/server/console/plan_words.hpp"
#include "daemon/server/console/spoken_words.hpp"

// How a campaign is paused and resumed.
namespace triand::server {
namespace {

constexpr Phrase kPauseTitle{"Tạm dừng", "Pause"};
constexpr Phrase kPauseDoes{
    "Trong vòng hai giây sau khi tạm dừng, không tin nào của phần được chọn được giao đi nữa; tin đã giao "
    "thì không "
    "rút lại được. Phần đó đứng yên, kể cả khi dịch vụ khởi động lại, tới khi có người cho gửi tiếp.",
    "Within two seconds no message of the chosen part is handed over any more; what was handed over cannot "
    "be taken "
    "back. The part stands still, restarts included, until somebody resumes it."};
constexpr Phrase kWaiting{"Đang chờ gửi: {} khách hàng.", "Waiting to be written to: {} customers."};
constexpr Phrase kChannel{"Kênh", "Channel"};
constexpr Phrase kUnit{"Đơn vị", "Unit"};
constexpr Phrase kEveryChannel{"mọi kênh", "every channel"};
constexpr Phrase kEveryUnit{"mọi đơn vị", "every unit"};
constexpr Phrase kPause{"Tạm dừng phần này", "Pause this part"};
constexpr Phrase kResumeTitle{"Gửi tiếp", "Resume"};
constexpr Phrase kResumeDoes{
    "Những tin đang chờ của phần được chọn được gửi tiếp ngay, theo giờ gửi và tốc độ của kênh.",
    "What waits in the chosen part is sent on at once, by the channel's hours and rate."};
constexpr Phrase kNothingPaused{"Không có phần nào đang tạm dừng.", "No part is paused."};
constexpr Phrase kOfAll{"Kênh này tạm dừng với mọi chiến dịch; mở lại ở trang Kênh.",
                        "The channel is paused for every campaign; resume it on the page of channels."};
constexpr Phrase kNotYours{"Phần này vượt ra ngoài các đơn vị của tài khoản.",
                           "This part is more than the account's units."};
constexpr Phrase kResume{"Gửi tiếp: {}", "Resume: {}"};
constexpr Phrase kWhole{"Cả chiến dịch", "The whole campaign"};
constexpr Phrase kWholeDoes{
    "Mở lại mọi phần đang tạm dừng của chiến dịch, hoặc cho gửi tiếp mà không chờ kết quả của "
    "nhóm gửi thử.",
    "Lifts whatever of the campaign is paused, or lets it go on without waiting for what "
    "becomes of the first messages."};

// Whether somebody who may choose `units` alone (empty: all) may choose this one.
bool is_among(const std::vector<std::string>& units, const std::string& unit) {
  return units.empty() || std::find(units.begin(), units.end(), unit) != units.end();
}

void put_option(Html& html, std::string_view value, std::string_view words) {
  html.element("option", words, {{"value", value}});
}

void put_choices(Html& html, const boost::json::object& campaign, const std::vector<std::string>& units,
                 Language language) {
  html.element("label", kChannel.in(language), {{"for", "channel"}});
  html.open("select", {{"id", "channel"}, {"name", "channel"}});
  put_option(html, "", kEveryChannel.in(language));
  for (const auto& channel : part_of(campaign, "channels")) put_option(html, channel.key(), channel.key());
  html.close().element("label", kUnit.in(language), {{"for", "unit"}});
  html.open("select", {{"id", "unit"}, {"name", "unit"}});
  if (units.empty()) put_option(html, "", kEveryUnit.in(language));
  for (const auto& item : items_of(campaign, "units")) {
    const boost::json::object& unit = item.as_object();
    const std::string prefix = text_of(unit, "unit");
    if (!prefix.empty()) put_option(html, prefix, prefix + " · " + text_of(unit, "unit_name"));
  }
  html.close();
}

void put_resume_form(Html& html, const PageFrame& frame, const std::string& id, const std::string& channel,
                     const std::string& unit) {
  const std::string part = campaign_part_words(channel, unit, frame.language);
  open_form(html, campaign_address(id, "resume"), frame.form_token);
  html.leaf("input", {{"type", "hidden"}, {"name", "channel"}, {"value", channel}});
  html.leaf("input", {{"type", "hidden"}, {"name", "unit"}, {"value", unit}});
  put_reason(html, "reason-" + channel + "-" + unit, frame.language);
  html.element("button", filled(kResume, frame.language, part), {{"type", "submit"}});
  html.close();
}

void put_paused(Html& html, const PageFrame& frame, const std::string& id, const boost::json::object& pause,
                const std::vector<std::string>& units) {
  const Language language = frame.language;
  const std::string channel = text_of(pause, "channel");
  const std::string unit = text_of(pause, "unit");
  html.open("section").element("h2", campaign_part_words(channel, unit, language));
  std::string who = paused_by_words(pause, language);
  if (const std::string reason = text_of(pause, "reason"); !reason.empty()) who += ": " + reason;
  html.element("p", who);
  if (flag_of(pause, "every_campaign")) {
    html.element("p", kOfAll.in(language));
  } else if (!is_among(units, unit)) {
    html.element("p", kNotYours.in(language));
  } else if (!channel.empty() || !unit.empty()) {
    put_resume_form(html, frame, id, channel, unit);
  }
  html.close();
}

}  // namespace

Response pause_page(const PageFrame& frame, const boost::json::object& campaign,
                    const std::vector<std::string>& units, const PageNotice& fault) {
  const Language language = frame.language;
  const auto content = [&](Html& html) {
    html.element("p", kPauseDoes.in(language));
    html.element("p", filled(kWaiting, language,
                             number_in(number_of(part_of(campaign, "recipients"), "pending"), language)));
    open_form(html, campaign_address(text_of(campaign, "id"), "pause"), frame.form_token);
    put_choices(html, campaign, units, language);
    put_reason(html, "reason", language);
    html.element("button", kPause.in(language), {{"type", "submit"}}).close();
  };
  return act_page(frame, campaign, kPauseTitle, fault, content);
}

Response resume_page(const PageFrame& frame, const boost::json::object& campaign,
                     const std::vector<std::string>& units, const PageNotice& fault) {
  const Language language = frame.language;
  const std::string id = text_of(campaign, "id");
  const boost::json::array& pauses = items_of(campaign, "pauses");
  const auto content = [&](Html& html) {
    html.element("p", (pauses.empty() ? kNothingPaused : kResumeDoes).in(language));
    for (const auto& pause : pauses) put_paused(html, frame, id, pause.as_object(), units);
    if (!units.empty()) return;
    html.open("section").element("h2", kWhole.in(language)).element("p", kWholeDoes.in(language));
    put_resume_form(html, frame, id, "", "");
    html.close();
  };
  return act_page(frame, campaign, kResumeTitle, fault, content);
}

}  // namespace triand::server
