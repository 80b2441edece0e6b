#include "daemon/server/console/overview_page.hpp"

#include "daemon/server/console/attention_words.hpp"
#include "daemon/server/console/campaign_words.hpp"
#include "daemon/server/console/data_table.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/hold_words.hpp"
#include "daemon/server/console/number_words.hpp"
#include "daemon/server/console/overview_campaign.hpp"
#include "daemon/server/console/refusal_page.hpp"
#include "daemon/server/console/spoken_words.hpp"
#include "daemon/server/console/style.hpp"

namespace triand::server {
namespace {

constexpr Phrase kTitle{"Tổng quan", "Overview"};
constexpr Phrase kReload{"Tải lại", "Reload"};
constexpr Phrase kOver{
    "Phiên làm việc đã hết: số liệu không được cập nhật nữa. Xin tải lại trang để đăng nhập.",
    "The session is over: the numbers are not kept up to date any more. Reload to log in."};
constexpr Phrase kLost{"Chưa cập nhật được số liệu; đang thử lại.",
                       "The numbers could not be brought up to date; it is tried again."};
constexpr Phrase kNone{"Không có chiến dịch nào đang gửi.", "No campaign is under way."};
constexpr Phrase kMore{"Còn {} chiến dịch khác đang mở.", "{} more campaigns are under way."};
constexpr Phrase kAttention{"Việc cần xem", "Needs attention"};
constexpr Phrase kNothing{"Không có việc gì cần xem.", "Nothing needs attention."};
constexpr Phrase kSome{"Có {} việc cần xem.", "Needs attention: {}."};
constexpr Phrase kSince{" Từ {}.", " Since {}."};
constexpr Phrase kTechnical{"Chi tiết kỹ thuật", "Technical details"};
constexpr Phrase kChannels{"Các kênh", "Channels"};
constexpr Phrase kStanding{"Tình trạng và tốc độ", "State and rate"};
constexpr Phrase kChannel{"Kênh", "Channel"};
constexpr Phrase kState{"Trạng thái", "State"};
constexpr Phrase kWhy{"Lý do", "Reason"};
constexpr Phrase kRate{"Tốc độ", "Rate"};
constexpr Phrase kNoRate{"không giới hạn", "unlimited"};
constexpr Phrase kQueued{"Đang chờ", "Queued"};
constexpr Phrase kSending{"Đang gửi", "In flight"};
constexpr Phrase kTrouble{"Lưu ý", "Trouble"};
constexpr Phrase kOfAllUnits{
    "Các kênh và việc cần xem là của toàn hệ thống; tài khoản này chỉ xem số liệu của đơn vị mình.",
    "Channels and what needs attention are of the whole service; this account sees its own units only."};

// One sentence a campaign, and whether something needs a person: what is read aloud when it changes.
std::string summary_of(const Overview& overview, Language language) {
  std::string out;
  for (const Overview::Campaign& campaign : overview.campaigns)
    out.append(campaign_line(campaign.document, language)).append(" ");
  if (overview.campaigns.empty()) out.append(kNone.in(language)).append(" ");
  if (overview.limited) return out;
  const std::size_t items = overview.attention.size();
  return out +
         (items == 0 ? std::string(kNothing.in(language)) : filled(kSome, language, std::to_string(items)));
}

void put_attention(Html& html, const boost::json::array& attention, Language language) {
  html.open("section").element("h2", kAttention.in(language));
  if (attention.empty()) html.element("p", kNothing.in(language));
  if (!attention.empty()) html.open("ul");
  for (const boost::json::value& value : attention) {
    const boost::json::object& item = value.as_object();
    const AttentionWords words = attention_words(item, language);
    html.open("li").element("strong", words.what);
    if (const std::string since = text_of(item, "since"); !since.empty())
      html.text(filled(kSince, language, short_time(since)));
    if (!words.next.empty()) html.text(" ").text(words.next);
    if (language == Language::vietnamese) {
      html.open("details").element("summary", kTechnical.in(language));
      html.open("p", {{"class", "small"}, {"lang", "en"}}).text(text_of(item, "what")).text(". ");
      html.text(text_of(item, "remedy")).close().close();
    }
    html.close();
  }
  if (!attention.empty()) html.close();
  html.close();
}

std::string why(const boost::json::object& channel, Language language) {
  std::string out = standing_sentence(text_of(channel, "reason"), text_of(channel, "detail"), language);
  // What an operator wrote; a stop's detail is the gateway's, and stands under what needs attention.
  if (text_of(channel, "state") != "paused") return out;
  const std::string said = text_of(channel, "detail");
  return out + " (" + text_of(channel, "who") + (said.empty() ? ")" : ": " + said + ")");
}

void put_channels(Html& html, const boost::json::array& channels, Language language) {
  if (channels.empty()) return;
  DataTable table{std::string(kStanding.in(language)),
                  {{std::string(kChannel.in(language)), false},
                   {std::string(kState.in(language)), false},
                   {std::string(kWhy.in(language)), false},
                   {std::string(kRate.in(language))},
                   {std::string(kQueued.in(language))},
                   {std::string(kSending.in(language))},
                   {std::string(kTrouble.in(language)), false}},
                  {}};
  for (const boost::json::value& value : channels) {
    const boost::json::object& channel = value.as_object();
    const std::string rate = text_of(channel, "rate");
    table.rows.push_back({{text_of(channel, "channel")},
                          {std::string(channel_state_words(text_of(channel, "state"), language))},
                          {why(channel, language)},
                          {rate.empty() ? std::string(kNoRate.in(language)) : rate},
                          {number_in(number_of(channel, "queued"), language)},
                          {number_in(number_of(channel, "sending"), language)},
                          {text_of(channel, "trouble"), "", "en"}});
  }
  html.open("section").element("h2", kChannels.in(language));
  put_data_table(html, table);
  html.close();
}

void put_live(Html& html, const Overview& overview, Language language) {
  html.open("div", {{"id", "live"}, {"data-from", kOverviewPartAddress}});
  if (!overview.limited) put_attention(html, overview.attention, language);
  for (const Overview::Campaign& campaign : overview.campaigns)
    put_overview_campaign(html, campaign, language);
  if (overview.not_shown > 0) html.element("p", filled(kMore, language, std::to_string(overview.not_shown)));
  put_channels(html, overview.channels, language);
  if (overview.limited) html.element("p", kOfAllUnits.in(language), {{"class", "small"}});
  html.close();
}

void put_summary(Html& html, const Overview& overview, Language language) {
  html.element("p", summary_of(overview, language),
               {{"id", "live-summary"}, {"role", "status"}, {"aria-live", "polite"}});
}

}  // namespace

Response overview_page(const PageFrame& frame, const Overview& overview) {
  if (overview.refused) return refusal_page(frame, *overview.refused, overview.refused->status());
  const Language language = frame.language;
  return console_page(frame, kTitle, [&](Html& html) {
    html.element("h1", kTitle.in(language));
    put_summary(html, overview, language);
    html.element("p", "",
                 {{"id", "live-note"},
                  {"class", "notice"},
                  {"role", "alert"},
                  {"data-over", kOver.in(language)},
                  {"data-lost", kLost.in(language)},
                  {"hidden"}});
    html.open("p")
        .element("a", kReload.in(language), {{"href", kOverviewAddress}, {"class", "button"}})
        .close();
    put_live(html, overview, language);
    html.open("script", {{"type", "module"}, {"src", console_refresh_path()}}).close();
  });
}

Response overview_part(const Request& request, const PageFrame& frame, const Overview& overview) {
  if (overview.refused) return refusal_page(frame, *overview.refused, overview.refused->status());
  return page_part(request, [&](Html& html) {
    put_summary(html, overview, frame.language);
    put_live(html, overview, frame.language);
  });
}

}  // namespace triand::server
