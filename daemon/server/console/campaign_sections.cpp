#include "daemon/server/console/campaign_sections.hpp"

#include <string>

#include "daemon/domain/delivery_state.hpp"
#include "daemon/domain/recipient_state.hpp"
#include "daemon/server/console/campaign_words.hpp"
#include "daemon/server/console/data_table.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/hold_words.hpp"
#include "daemon/server/console/number_words.hpp"
#include "daemon/server/console/plan_words.hpp"
#include "daemon/server/console/spoken_words.hpp"

namespace triand::server {
namespace {

constexpr Phrase kActs{"Việc có thể làm", "What can be done"};
constexpr Phrase kApprove{"Phê duyệt…", "Approve…"};
constexpr Phrase kApproveList{"Phê duyệt danh sách mới…", "Approve the changed list…"};
constexpr Phrase kPause{"Tạm dừng…", "Pause…"};
constexpr Phrase kResume{"Gửi tiếp…", "Resume…"};
constexpr Phrase kCancel{"Hủy chiến dịch…", "Cancel…"};
constexpr Phrase kPreview{"Xem trước nội dung tin", "Preview the texts"};
constexpr Phrase kOwnPlan{
    "Tài khoản này đã lập kế hoạch; chiến dịch cần hai người nên người khác phải phê duyệt.",
    "This account planned it, and the campaign asks for two persons: somebody else must approve it."};
constexpr Phrase kNoApprover{"Kế hoạch đang chờ phê duyệt; tài khoản này không được phê duyệt.",
                             "The plan waits for its approval, which this account may not give."};
constexpr Phrase kRecipients{"Khách hàng", "Customers"};
constexpr Phrase kWhole{"Khách hàng theo tình trạng", "Customers by state"};
constexpr Phrase kInState{"Tình trạng", "State"};
constexpr Phrase kCount{"Số khách", "Customers"};
constexpr Phrase kTotal{"Tất cả", "All"};
constexpr Phrase kByChannel{"Tin theo kênh", "Messages by channel"};
constexpr Phrase kByUnit{"Khách hàng theo đơn vị", "Customers by unit"};
constexpr Phrase kChannel{"Kênh", "Channel"};
constexpr Phrase kUnit{"Đơn vị", "Unit"};
constexpr Phrase kStandstill{"Đang dừng hoặc chờ", "Paused or waiting"};
constexpr Phrase kEveryCampaign{"với mọi chiến dịch", "for every campaign"};
constexpr Phrase kUntil{"tới", "until"};
constexpr Phrase kFiles{"Báo cáo và dữ liệu", "Reports and data"};
constexpr Phrase kReport{"Tạo báo cáo", "Make a report of it as"};
constexpr Phrase kReportHint{
    "JSON là bản lưu trữ có chữ ký; chỉ có sau khi dữ liệu cá nhân của chiến dịch đã được xóa.",
    "JSON is the signed archive, which there is once the campaign's personal data has been removed."};
constexpr Phrase kExport{"Xuất từng tin", "Write out every message as"};
constexpr Phrase kReveal{"Ghi đầy đủ số điện thoại, email, địa chỉ (được ghi vào nhật ký)",
                         "With whole telephones, emails and addresses (this is audited)"};

void put_link(Html& html, Phrase words, const std::string& address, Language language) {
  html.element("a", words.in(language), {{"href", address}, {"class", "button"}});
}

// In their order; "total" is the sum of the others.
void put_whole(Html& html, const boost::json::object& recipients, Language language) {
  DataTable table{
      std::string(kWhole.in(language)),
      {{std::string(kInState.in(language)), false}, {std::string(kCount.in(language))}},
      {{{std::string(kTotal.in(language))}, {number_in(number_of(recipients, "total"), language)}}}};
  for (std::size_t at = 0; at < domain::kRecipientStates; ++at) {
    const auto bucket = static_cast<domain::RecipientState>(at);
    table.rows.push_back({{std::string(bucket_words(bucket, language))},
                          {number_in(number_of(recipients, domain::to_string(bucket)), language)}});
  }
  put_data_table(html, table);
}

void put_channels(Html& html, const boost::json::object& channels, Language language) {
  if (channels.empty()) return;
  DataTable table{std::string(kByChannel.in(language)), {{std::string(kChannel.in(language)), false}}, {}};
  for (std::size_t at = 0; at < domain::kDeliveryStates; ++at)
    table.columns.push_back({std::string(state_words(static_cast<domain::DeliveryState>(at), language))});
  for (const auto& channel : channels) {
    std::vector<DataTable::Cell> row{{channel.key()}};
    for (std::size_t at = 0; at < domain::kDeliveryStates; ++at) {
      const auto state = static_cast<domain::DeliveryState>(at);
      row.push_back({number_in(number_of(channel.value().as_object(), domain::to_string(state)), language)});
    }
    table.rows.push_back(std::move(row));
  }
  put_data_table(html, table);
}

void put_units(Html& html, const boost::json::array& units, Language language) {
  if (units.empty()) return;
  DataTable table{std::string(kByUnit.in(language)),
                  {{std::string(kUnit.in(language)), false}, {std::string(kTotal.in(language))}},
                  {}};
  for (std::size_t at = 0; at < domain::kRecipientStates; ++at)
    table.columns.push_back({std::string(bucket_words(static_cast<domain::RecipientState>(at), language))});
  for (const auto& item : units) {
    const boost::json::object& unit = item.as_object();
    const boost::json::object& recipients = part_of(unit, "recipients");
    std::vector<DataTable::Cell> row{{text_of(unit, "unit") + " " + text_of(unit, "unit_name")},
                                     {number_in(number_of(recipients, "total"), language)}};
    for (std::size_t at = 0; at < domain::kRecipientStates; ++at) {
      const auto bucket = static_cast<domain::RecipientState>(at);
      row.push_back({number_in(number_of(recipients, domain::to_string(bucket)), language)});
    }
    table.rows.push_back(std::move(row));
  }
  put_data_table(html, table);
}

void put_pause(Html& html, const boost::json::object& pause, Language language) {
  html.open("li").element("strong",
                          campaign_part_words(text_of(pause, "channel"), text_of(pause, "unit"), language));
  if (flag_of(pause, "every_campaign")) html.text(" ").text(kEveryCampaign.in(language));
  html.text(": ").text(paused_by_words(pause, language));
  if (const std::string reason = text_of(pause, "reason"); !reason.empty()) html.text(" – ").text(reason);
  html.close();
}

void put_hold(Html& html, const boost::json::object& hold, Language language) {
  html.open("li").element("strong",
                          campaign_part_words(text_of(hold, "channel"), text_of(hold, "unit"), language));
  html.text(": ").text(standing_sentence(text_of(hold, "reason"), text_of(hold, "sentence"), language));
  if (const std::string until = text_of(hold, "until"); !until.empty())
    html.text(" (").text(kUntil.in(language)).text(" ").text(short_time(until)).text(")");
  html.close();
}

void put_format(Html& html, Literal format, Literal words) {
  html.element("button", words.text(),
               {{"type", "submit"}, {"name", "format"}, {"value", format.text()}, {"class", "second"}});
}

}  // namespace

void put_acts(Html& html, const PageFrame& frame, const boost::json::object& campaign,
              const CampaignPowers& may) {
  const Language language = frame.language;
  const std::string id = text_of(campaign, "id");
  const bool own = may.approve && may.approves_now && is_own_plan(campaign, frame.account);
  if (own) html.element("p", kOwnPlan.in(language), {{"class", "notice"}});
  if (!may.approve && text_of(campaign, "state") == "planned" && !frame.limited)
    html.element("p", kNoApprover.in(language), {{"class", "notice"}});
  const bool approves = may.approve && may.approves_now && !own;
  if (!approves && !may.pause && !may.resume && !may.cancel && !may.preview) return;
  html.open("section").element("h2", kActs.in(language)).open("p", {{"class", "box"}});
  if (approves)
    put_link(html, has_changed_list(campaign) ? kApproveList : kApprove, campaign_address(id, "approve"),
             language);
  if (may.pause) put_link(html, kPause, campaign_address(id, "pause"), language);
  if (may.resume) put_link(html, kResume, campaign_address(id, "resume"), language);
  if (may.preview) put_link(html, kPreview, campaign_address(id, "preview"), language);
  if (may.cancel) put_link(html, kCancel, campaign_address(id, "cancel"), language);
  html.close().close();
}

void put_recipients(Html& html, const boost::json::object& campaign, Language language) {
  html.open("section").element("h2", kRecipients.in(language));
  put_whole(html, part_of(campaign, "recipients"), language);
  put_channels(html, part_of(campaign, "channels"), language);
  put_units(html, items_of(campaign, "units"), language);
  html.close();
}

void put_standstill(Html& html, const boost::json::object& campaign, Language language) {
  const boost::json::array& pauses = items_of(campaign, "pauses");
  const boost::json::array& holds = items_of(campaign, "holds");
  if (pauses.empty() && holds.empty()) return;
  html.open("section").element("h2", kStandstill.in(language)).open("ul");
  for (const auto& pause : pauses) put_pause(html, pause.as_object(), language);
  for (const auto& hold : holds) put_hold(html, hold.as_object(), language);
  html.close().close();
}

void put_files(Html& html, const PageFrame& frame, const boost::json::object& campaign,
               const CampaignPowers& may) {
  if (!may.report && !may.export_deliveries) return;
  const Language language = frame.language;
  const std::string id = text_of(campaign, "id");
  html.open("section").element("h2", kFiles.in(language));
  if (may.report) {
    open_form(html, campaign_address(id, "report"), frame.form_token);
    html.open("p").text(kReport.in(language)).text(" ");
    put_format(html, "html", "HTML");
    put_format(html, "xlsx", "XLSX");
    if (!frame.limited) put_format(html, "json", "JSON");
    html.close();
    if (!frame.limited) html.element("p", kReportHint.in(language), {{"class", "small"}});
    html.close();
  }
  if (may.export_deliveries) {
    open_form(html, campaign_address(id, "export"), frame.form_token);
    html.open("label", {{"class", "check"}});
    html.leaf("input", {{"type", "checkbox"}, {"name", "reveal"}, {"value", "1"}});
    html.element("span", kReveal.in(language)).close();
    html.open("p").text(kExport.in(language)).text(" ");
    put_format(html, "csv", "CSV");
    put_format(html, "xlsx", "XLSX");
    html.close().close();
  }
  html.close();
}

}  // namespace triand::server
