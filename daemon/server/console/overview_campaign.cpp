#include "daemon/server/console/overview_campaign.hpp"

#include <algorithm>

#include "daemon/server/console/campaign_figures.hpp"
#include "daemon/server/console/campaign_words.hpp"
#include "daemon/server/console/data_table.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/hold_words.hpp"
#include "daemon/server/console/number_words.hpp"
#include "daemon/server/console/spoken_words.hpp"

namespace triand::server {
namespace {

using domain::DeliveryState;
using domain::RecipientState;

constexpr Phrase kWindow{"Thời gian gửi: {} đến {}, {}", "Window: {} to {}, {}"};
constexpr Phrase kFits{"Dự báo: gửi xong lúc {}, kịp thời gian.", "Forecast: finished at {}, in time."};
constexpr Phrase kNothingLeft{"Dự báo: không còn gì để gửi.", "Forecast: there is nothing left to send."};
constexpr Phrase kLate{"Dự báo: không kịp thời gian.", "Forecast: it does not fit its window."};
constexpr Phrase kShort{"Dự báo: không kịp thời gian, {} tin sẽ không gửi được.",
                        "Forecast: it does not fit its window, {} messages would not be sent."};
constexpr Phrase kEnded{"Kết thúc lúc {}.", "Ended at {}."};
constexpr Phrase kThrough{"Đã xử lý", "Through"};
constexpr Phrase kExpected{"Theo dự báo lúc này", "By the forecast"};
constexpr Phrase kRest{"Còn lại", "Left"};
constexpr Phrase kOf{"{} / {} ({})", "{} / {} ({})"};
constexpr Phrase kAhead{"Nhanh hơn dự báo lúc lập kế hoạch {} khách.",
                        "Ahead of the plan's forecast by {} customers."};
constexpr Phrase kBehind{"Chậm hơn dự báo lúc lập kế hoạch {} khách.",
                         "Behind the plan's forecast by {} customers."};
constexpr Phrase kOnTime{"Đúng dự báo lúc lập kế hoạch.", "As the plan's forecast has it."};
constexpr Phrase kHowExpected{"Dự báo tính mỗi kênh gửi đều trong giờ được gửi.",
                              "The forecast is drawn as if each channel sent evenly in its open hours."};
constexpr Phrase kNoForecast{
    "Không so được với dự báo của kế hoạch: tài khoản này chỉ xem số liệu của đơn vị mình.",
    "Not compared with the plan's forecast: this account sees its own units only."};
constexpr Phrase kCustomers{"Khách hàng", "Customers"};
constexpr Phrase kResult{"Kết quả", "Result"};
constexpr Phrase kCount{"Số khách", "Customers"};
constexpr Phrase kShare{"Tỷ lệ", "Share"};
constexpr Phrase kTotal{"Tổng", "Total"};
constexpr Phrase kMessages{"Tin theo kênh", "Messages by channel"};
constexpr Phrase kChannel{"Kênh", "Channel"};
constexpr Phrase kUnits{"Đơn vị, kém nhất trước", "Units, the worst first"};
constexpr Phrase kUnit{"Đơn vị", "Unit"};
constexpr Phrase kNoUnit{"Không rõ đơn vị", "Without a unit"};
constexpr Phrase kToReach{"Khách cần tới", "To reach"};
constexpr Phrase kReached{"Đã nhận", "Reached"};
constexpr Phrase kSent{"Đã gửi", "Sent"};
constexpr Phrase kFailed{"Không tới được", "Failed"};
constexpr Phrase kInDoubt{"Chưa rõ", "In doubt"};
constexpr Phrase kArrived{"Tỷ lệ tới khách", "Share that arrived"};
constexpr Phrase kHolds{"Đang chờ vì", "Waits because"};
constexpr Phrase kUntil{" (dự kiến tới {})", " (until {})"};
constexpr Phrase kLine{
    "{}: {}, đã xử lý {} trên {} khách ({}); đã nhận {}, không tới được {}, chưa rõ {}, còn lại {}.",
    "{}: {}, {} of {} customers are through ({}); reached {}, failed {}, in doubt {}, left {}."};

constexpr const char* kExpectedColor = "#0b5cad";
constexpr const char* kRestColor = "#c3ccd5";

// As in the closing report.
const char* color_of(RecipientState state) {
  switch (state) {
    case RecipientState::reached:
      return "#1b7f4d";
    case RecipientState::sent:
      return "#7cb893";
    case RecipientState::unreached:
      return "#b3362b";
    case RecipientState::in_doubt:
      return "#d59a00";
    case RecipientState::expired:
    case RecipientState::cancelled:
      return "#75579b";
    case RecipientState::pending:
      return kRestColor;
    default:
      return "";
  }
}

constexpr RecipientState kParts[] = {
    RecipientState::reached, RecipientState::sent,      RecipientState::unreached, RecipientState::in_doubt,
    RecipientState::expired, RecipientState::cancelled, RecipientState::pending};

std::string forecast_words(const boost::json::object& campaign, Language language) {
  const boost::json::object& forecast = part_of(campaign, "forecast");
  const std::string finish = short_time(text_of(forecast, "finishes_at"));
  if (!is_under_way(text_of(campaign, "state")))
    return finish.empty() ? finish : filled(kEnded, language, finish);
  if (flag_of(forecast, "fits"))
    return finish.empty() ? std::string(kNothingLeft.in(language)) : filled(kFits, language, finish);
  const std::int64_t shortfall = number_of(forecast, "shortfall");
  if (shortfall == 0) return std::string(kLate.in(language));  // not told to whoever is limited to units
  return filled(kShort, language, number_in(shortfall, language));
}

std::string note_of(std::int64_t part, std::int64_t whole, Language language) {
  return filled(kOf, language, number_in(part, language), number_in(whole, language),
                share_in(part, whole, language));
}

void put_picture(Html& html, const Overview::Campaign& campaign, const CampaignFigures& figures,
                 Language language) {
  const std::int64_t whole = figures.to_reach();
  ChartBar through{std::string(kThrough.in(language)), note_of(figures.through(), whole, language), {}};
  for (const RecipientState state : kParts)
    through.parts.push_back({std::string(bucket_words(state, language)), color_of(state), figures.of(state)});
  std::vector<ChartBar> bars{std::move(through)};
  std::string comparison;
  if (campaign.expected) {
    const std::int64_t expected = *campaign.expected;
    bars.push_back({std::string(kExpected.in(language)),
                    note_of(expected, whole, language),
                    {{std::string(kExpected.in(language)), kExpectedColor, expected},
                     {std::string(kRest.in(language)), kRestColor, whole - expected}}});
    const std::int64_t ahead = figures.through() - expected;
    comparison = ahead == 0 ? std::string(kOnTime.in(language))
                            : filled(ahead > 0 ? kAhead : kBehind, language,
                                     number_in(ahead > 0 ? ahead : -ahead, language));
    comparison.append(" ").append(kHowExpected.in(language));
  }
  html.open("div", {{"class", "picture"}});
  html.picture(narrow_bar_chart(bars.front().name + ": " + bars.front().note, bars)).close();
  if (!comparison.empty()) html.element("p", comparison);
  if (!campaign.document.contains("plan")) html.element("p", kNoForecast.in(language), {{"class", "small"}});
}

void put_customers(Html& html, const CampaignFigures& figures, Language language) {
  DataTable table{std::string(kCustomers.in(language)),
                  {{std::string(kResult.in(language)), false},
                   {std::string(kCount.in(language))},
                   {std::string(kShare.in(language))}},
                  {}};
  for (std::size_t at = 0; at < domain::kRecipientStates; ++at) {
    const auto state = static_cast<RecipientState>(at);
    table.rows.push_back({{std::string(bucket_words(state, language)), color_of(state)},
                          {number_in(figures.of(state), language)},
                          {share_in(figures.of(state), figures.total(), language)}});
  }
  table.rows.push_back({{std::string(kTotal.in(language))},
                        {number_in(figures.total(), language)},
                        {share_in(figures.total(), figures.total(), language)}});
  put_data_table(html, table);
}

void put_messages(Html& html, const boost::json::object& campaign, Language language) {
  DataTable table{std::string(kMessages.in(language)), {{std::string(kChannel.in(language)), false}}, {}};
  for (std::size_t at = 0; at < domain::kDeliveryStates; ++at)
    table.columns.push_back({std::string(state_words(static_cast<DeliveryState>(at), language))});
  for (const auto& channel : part_of(campaign, "channels")) {
    auto& row = table.rows.emplace_back();
    row.push_back({std::string(channel.key())});
    for (std::size_t at = 0; at < domain::kDeliveryStates; ++at)
      row.push_back({number_in(
          number_of(channel.value().as_object(), domain::to_string(static_cast<DeliveryState>(at))),
          language)});
  }
  if (!table.rows.empty()) put_data_table(html, table);
}

void put_units(Html& html, const boost::json::object& campaign, Language language) {
  DataTable table{std::string(kUnits.in(language)), {{std::string(kUnit.in(language)), false}}, {}};
  for (const Phrase title : {kArrived, kToReach, kReached, kSent, kFailed, kInDoubt, kRest})
    table.columns.push_back({std::string(title.in(language))});
  for (const UnitFigures& unit : worst_first(campaign)) {
    const CampaignFigures& n = unit.figures;
    const std::string name = unit.name.empty() ? unit.prefix : unit.name;
    table.rows.push_back({{unit.prefix.empty() ? std::string(kNoUnit.in(language)) : name},
                          {share_in(n.arrived(), n.to_reach(), language)},
                          {number_in(n.to_reach(), language)},
                          {number_in(n.of(RecipientState::reached), language)},
                          {number_in(n.of(RecipientState::sent), language)},
                          {number_in(n.of(RecipientState::unreached), language)},
                          {number_in(n.of(RecipientState::in_doubt), language)},
                          {number_in(n.of(RecipientState::pending), language)}});
  }
  if (!table.rows.empty()) put_data_table(html, table);
}

void put_holds(Html& html, const boost::json::object& campaign, Language language) {
  const boost::json::array& holds = items_of(campaign, "holds");
  if (holds.empty()) return;
  html.element("h3", kHolds.in(language)).open("ul");
  for (const boost::json::value& item : holds) {
    const boost::json::object& hold = item.as_object();
    const std::string until = text_of(hold, "until");
    html.open("li").text(text_of(hold, "channel")).text(": ");
    html.text(standing_sentence(text_of(hold, "reason"), text_of(hold, "sentence"), language));
    if (!until.empty()) html.text(filled(kUntil, language, short_time(until)));
    html.close();
  }
  html.close();
}

}  // namespace

void put_overview_campaign(Html& html, const Overview::Campaign& campaign, Language language) {
  const boost::json::object& document = campaign.document;
  const boost::json::object& window = part_of(document, "window");
  const std::string id = text_of(document, "id");
  const std::string title = text_of(document, "title");
  const CampaignFigures figures = figures_in(part_of(document, "recipients"));
  html.open("section").open("h2").text(title.empty() ? id : title + " · " + id);
  html.element("span", campaign_state_words(text_of(document, "state"), language), {{"class", "state"}})
      .close();
  html.element("p", filled(kWindow, language, day_words(text_of(window, "from")),
                           day_words(text_of(window, "to")), text_of(window, "hours")));
  html.element("p", forecast_words(document, language));
  html.open("div", {{"class", "columns"}}).open("div");
  put_picture(html, campaign, figures, language);
  put_holds(html, document, language);
  html.close().open("div");
  put_customers(html, figures, language);
  html.close().close();
  put_messages(html, document, language);
  put_units(html, document, language);
  html.close();
}

std::string campaign_line(const boost::json::object& campaign, Language language) {
  const CampaignFigures n = figures_in(part_of(campaign, "recipients"));
  return filled(kLine, language, text_of(campaign, "id"),
                campaign_state_words(text_of(campaign, "state"), language), number_in(n.through(), language),
                number_in(n.to_reach(), language), share_in(n.through(), n.to_reach(), language),
                number_in(n.of(RecipientState::reached), language),
                number_in(n.of(RecipientState::unreached), language),
                number_in(n.of(RecipientState::in_doubt), language),
                number_in(n.of(RecipientState::pending), language));
}

}  // namespace triand::server
