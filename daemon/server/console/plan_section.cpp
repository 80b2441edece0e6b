#include "daemon/server/console/plan_section.hpp"

#include <string>

#include "daemon/server/console/data_table.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/hold_words.hpp"
#include "daemon/server/console/number_words.hpp"
#include "daemon/server/console/plan_words.hpp"

namespace triand::server {
namespace {

constexpr std::size_t kMostExamples = 3;

constexpr Phrase kPlan{"Kế hoạch", "The plan"};
constexpr Phrase kByChannel{"Số tin theo kênh", "Planned messages by channel"};
constexpr Phrase kByUnit{"Số tin theo đơn vị", "Messages by unit"};
constexpr Phrase kLeftOut{"Không được gửi, theo lý do", "Left out, by reason"};
constexpr Phrase kNobodyLeftOut{"Không bỏ ai.", "Nobody is left out."};
constexpr Phrase kChannel{"Kênh", "Channel"};
constexpr Phrase kMessages{"Số tin", "Messages"};
constexpr Phrase kParts{"Số phần", "Parts"};
constexpr Phrase kCost{"Chi phí", "Cost"};
constexpr Phrase kForecast{"Dự kiến", "Forecast"};
constexpr Phrase kUnit{"Đơn vị", "Unit"};
constexpr Phrase kRecipients{"Khách hàng", "Customers"};
constexpr Phrase kWrittenTo{"Được gửi", "Written to"};
constexpr Phrase kNoUnit{"(không rõ đơn vị)", "(no unit)"};
constexpr Phrase kReason{"Lý do", "Reason"};
constexpr Phrase kCount{"Số khách", "Customers"};
constexpr Phrase kExamples{"Ví dụ", "For example"};
constexpr Phrase kWarnings{"Cần xem lại", "To look at"};
constexpr Phrase kUnicode{"{} tin có ký tự {} nên phải gửi bằng Unicode, ít chữ hơn trong mỗi phần.",
                          "{} messages have the character {} and go in Unicode, with fewer letters a part."};
constexpr Phrase kFindings{"Về nội dung tin", "About the texts"};

std::string cost_in(const boost::json::object& group, Language language) {
  return money_words(number_of(group, "cost"), language);
}

void put_channels(Html& html, const boost::json::object& plan, Language language) {
  const boost::json::object& channels = part_of(plan, "channels");
  if (channels.empty()) return;
  DataTable table{std::string(kByChannel.in(language)),
                  {{std::string(kChannel.in(language)), false},
                   {std::string(kMessages.in(language))},
                   {std::string(kParts.in(language))},
                   {std::string(kCost.in(language))},
                   {std::string(kForecast.in(language)), false}},
                  {}};
  for (const auto& item : channels) {
    const boost::json::object& channel = item.value().as_object();
    table.rows.push_back({{item.key()},
                          {number_in(number_of(channel, "messages"), language)},
                          {number_in(number_of(channel, "parts"), language)},
                          {cost_in(channel, language)},
                          {channel.contains("fits") ? forecast_words(channel, language) : std::string()}});
  }
  put_data_table(html, table);
}

// A column for each channel: how many messages of it a unit gets.
void put_units(Html& html, const boost::json::object& plan, Language language) {
  const boost::json::object& units = part_of(plan, "units");
  if (units.empty()) return;
  DataTable table{std::string(kByUnit.in(language)),
                  {{std::string(kUnit.in(language)), false},
                   {std::string(kRecipients.in(language))},
                   {std::string(kWrittenTo.in(language))}},
                  {}};
  const boost::json::object& channels = part_of(plan, "channels");
  for (const auto& channel : channels) table.columns.push_back({channel.key()});
  table.columns.push_back({std::string(kCost.in(language))});
  for (const auto& item : units) {
    const boost::json::object& unit = item.value().as_object();
    const boost::json::object& recipients = part_of(unit, "recipients");
    std::vector<DataTable::Cell> row{
        {item.key().empty() ? std::string(kNoUnit.in(language)) : std::string(item.key())},
        {number_in(number_of(recipients, "total"), language)},
        {number_in(number_of(recipients, "pending"), language)}};
    for (const auto& channel : channels)
      row.push_back({number_in(
          number_of(part_of(part_of(unit, "channels"), std::string_view(channel.key())), "messages"),
          language)});
    row.push_back({cost_in(unit, language)});
    table.rows.push_back(std::move(row));
  }
  put_data_table(html, table);
}

// "PA05010000003 (PA05010000001)": with whose twin it is, or which column is blank.
std::string examples_in(const boost::json::array& examples) {
  std::string out;
  for (std::size_t at = 0; at < examples.size() && at < kMostExamples; ++at) {
    const boost::json::object& one = examples[at].as_object();
    out += (out.empty() ? "" : ", ") + text_of(one, "customer_code");
    for (const char* name : {"duplicate_of", "column"})
      if (const std::string more = text_of(one, name); !more.empty()) out += " (" + more + ")";
  }
  return out;
}

void put_left_out(Html& html, const boost::json::object& plan, Language language) {
  const boost::json::object& reasons = part_of(plan, "reasons");
  if (reasons.empty()) {
    html.element("p", kNobodyLeftOut.in(language));
    return;
  }
  DataTable table{std::string(kLeftOut.in(language)),
                  {{std::string(kReason.in(language)), false},
                   {std::string(kCount.in(language))},
                   {std::string(kExamples.in(language)), false}},
                  {}};
  for (const auto& reason : reasons) {
    const std::string_view word(reason.key());
    table.rows.push_back({{standing_sentence(word, {}, language)},
                          {number_in(number_of(reasons, word), language)},
                          {examples_in(items_of(part_of(plan, "left_out"), word))}});
  }
  put_data_table(html, table);
}

void put_warnings(Html& html, const boost::json::object& plan, Language language) {
  std::vector<std::string> warnings;
  for (const auto& channel : part_of(plan, "channels")) {
    const boost::json::object& sms = part_of(channel.value().as_object(), "sms");
    const boost::json::object& characters = part_of(sms, "characters_that_need_unicode");
    for (const auto& character : characters) {
      const std::string_view name(character.key());
      warnings.push_back(std::string(channel.key()) + ": " +
                         filled(kUnicode, language, number_in(number_of(characters, name), language), name));
    }
  }
  if (!warnings.empty()) {
    html.element("h3", kWarnings.in(language)).open("ul");
    for (const std::string& warning : warnings) html.element("li", warning);
    html.close();
  }
  put_findings(html, items_of(plan, "law"), language);
}

}  // namespace

void put_findings(Html& html, const boost::json::array& findings, Language language) {
  if (findings.empty()) return;
  html.element("h3", kFindings.in(language)).open("ul");
  for (const auto& item : findings) {
    const boost::json::object& finding = item.as_object();
    std::string place = text_of(finding, "file");
    if (const std::int64_t line = number_of(finding, "line"); line > 0) place += ":" + std::to_string(line);
    html.open("li").text(place).text(": ").element("span", text_of(finding, "message"), {{"lang", "en"}});
    html.text(" (").text(text_of(finding, "rule")).text(")").close();
  }
  html.close();
}

void put_plan(Html& html, const boost::json::object& campaign, Language language) {
  const boost::json::object& plan = part_of(campaign, "plan");
  if (plan.empty()) return;
  html.open("section").element("h2", kPlan.in(language));
  put_channels(html, plan, language);
  put_units(html, plan, language);
  put_left_out(html, plan, language);
  put_warnings(html, plan, language);
  html.close();
}

}  // namespace triand::server
