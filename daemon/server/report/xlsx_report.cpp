#include "daemon/server/report/xlsx_report.hpp"

#include <set>

#include "daemon/schedule/local_time.hpp"
#include "daemon/server/report/words.hpp"
#include "daemon/server/report/workbook.hpp"

namespace triand::server {
namespace {

using domain::DeliveryState;
using domain::RecipientState;

void fact(Workbook& book, std::string_view name, std::string_view value) {
  book.text(name);
  book.text(value);
  book.end_row();
}

void overview(Workbook& book, const ReportData& data) {
  book.begin_sheet("Tổng hợp", {"Nội dung", "Giá trị", "Tỷ lệ"});
  fact(book, "Chiến dịch", data.title);
  fact(book, "Mã chiến dịch", data.id);
  fact(book, "Trạng thái", vietnamese_campaign_state(data.state));
  fact(book, "Thời gian gửi", data.window);
  fact(book, "Người lập kế hoạch", data.planned_by);
  fact(book, "Người duyệt", data.approved_by);
  fact(book, "Lập báo cáo lúc", data.made_at);
  if (!data.archived_at.empty()) fact(book, "Dữ liệu cá nhân đã xóa từ", data.archived_at);
  for (std::size_t at = 0; at < domain::kRecipientStates; ++at) {
    book.text(vietnamese(static_cast<RecipientState>(at)));
    book.number(data.recipients[at]);
    book.share(data.recipients[at], data.total());
    book.end_row();
  }
  book.text("Tổng số khách hàng");
  book.number(data.total());
  book.end_row();
  if (data.planned_cost) {
    book.text("Chi phí kế hoạch (đ)");
    book.number(*data.planned_cost);
    book.end_row();
  }
  book.text("Chi phí đã dùng (đ)");
  book.number(data.spent);
  book.end_row();
}

void channels(Workbook& book, const ReportData& data) {
  std::vector<std::string> titles{"Kênh", "Loại"};
  for (std::size_t at = 0; at < domain::kDeliveryStates; ++at)
    titles.emplace_back(vietnamese(static_cast<DeliveryState>(at)));
  titles.emplace_back("Chi phí (đ)");
  book.begin_sheet("Kênh", titles);
  for (const ReportChannel& channel : data.channels) {
    book.text(channel.name);
    book.text(channel.kind);
    for (const std::int64_t n : channel.states) book.number(n);
    book.number(channel.spent);
    book.end_row();
  }
}

void units(Workbook& book, const ReportData& data) {
  std::vector<std::string> titles{
      "Đơn vị",      "Mã",       "Tỷ lệ tới khách", "Khách cần tới", "Dữ liệu cần sửa", "Khách từ chối",
      "Thư trả lại", "Đánh giá", "Tổng điểm",       "Đánh giá thấp", "Chi phí (đ)"};
  for (std::size_t at = 0; at < domain::kRecipientStates; ++at)
    titles.emplace_back(vietnamese(static_cast<RecipientState>(at)));
  for (const ReportChannel& channel : data.channels) titles.push_back("Tới qua " + channel.name);
  book.begin_sheet("Đơn vị", titles);
  for (const ReportUnit& unit : data.units) {
    book.text(unit.prefix.empty() ? "Không rõ đơn vị" : unit.name);
    book.text(unit.prefix);
    book.share(unit.reached() + unit.taken(), unit.to_reach());
    book.number(unit.to_reach());
    book.number(unit.faults());
    book.number(unit.refusals);
    book.number(unit.letters_returned);
    book.number(unit.feedback.ratings);
    book.number(unit.feedback.stars);
    book.number(unit.feedback.low);
    book.number(unit.spent);
    for (const std::int64_t n : unit.recipients) book.number(n);
    for (const ReportChannel& channel : data.channels) {
      const auto n = unit.arrived.find(channel.name);
      book.number(n == unit.arrived.end() ? 0 : n->second);
    }
    book.end_row();
  }
  book.draw_bars("Tỷ lệ tới khách theo đơn vị", 0, 2);
}

void reasons(Workbook& book, const ReportData& data) {
  book.begin_sheet("Lý do", {"Lý do", "Mã lý do", "Kênh", "Số lượng", "Việc cần làm"});
  for (const ReportReason& one : data.reasons) {
    const auto& words = domain::text_of(one.reason);
    book.text(words.vietnamese);
    book.text(words.word);
    book.text(one.channel);
    book.number(one.n);
    book.text(words.next_vi);
    book.end_row();
  }
}

void progress(Workbook& book, const ReportData& data, const schedule::TimeZone& zone) {
  book.begin_sheet("Diễn tiến", {"Giờ", "Kênh", "Đã gửi hoặc đã nhận", "Không gửi được"});
  for (const ReportChannel& channel : data.channels)
    for (const auto& [hour, n] : channel.hours) {
      if (book.is_full()) return;
      book.text(schedule::local_time(store::TimePoint(std::chrono::hours(hour)), zone));
      book.text(channel.name);
      book.number(n.first);
      book.number(n.second);
      book.end_row();
    }
}

void to_mend_by_unit(Workbook& book, const ReportData& data) {
  std::set<domain::Reason> found;
  for (const ReportUnit& unit : data.units)
    for (const auto& [reason, n] : unit.to_mend) found.insert(reason);
  std::vector<std::string> titles{"Đơn vị", "Mã", "Tổng"};
  for (const domain::Reason reason : found) titles.emplace_back(domain::text_of(reason).vietnamese);
  book.begin_sheet("Cần sửa theo đơn vị", titles);
  for (const ReportUnit& unit : data.units) {
    book.text(unit.prefix.empty() ? "Không rõ đơn vị" : unit.name);
    book.text(unit.prefix);
    book.number(unit.faults());
    for (const domain::Reason reason : found) {
      const auto n = unit.to_mend.find(reason);
      book.number(n == unit.to_mend.end() ? 0 : n->second);
    }
    book.end_row();
  }
}

void list_to_mend(Workbook& book, const EachToMend& each_to_mend) {
  book.begin_sheet("Danh sách cần sửa", {"Mã khách hàng", "Đơn vị", "Kênh", "Mã lý do", "Lý do"});
  each_to_mend([&](const store::ListedDelivery& row) {
    if (book.is_full()) return;
    const auto& words = domain::text_of(row.reason);
    book.text(row.customer_code);
    book.text(row.unit);
    book.text(row.channel);
    book.text(words.word);
    book.text(words.vietnamese);
    book.end_row();
  });
}

}  // namespace

void write_xlsx_report(const ReportData& data, const schedule::TimeZone& zone, const std::string& path,
                       const EachToMend& each_to_mend) {
  Workbook book(path);
  overview(book, data);
  channels(book, data);
  units(book, data);
  reasons(book, data);
  progress(book, data, zone);
  to_mend_by_unit(book, data);
  list_to_mend(book, each_to_mend);
  book.finish();
}

}  // namespace triand::server
