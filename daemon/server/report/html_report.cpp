#include "daemon/server/report/html_report.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "daemon/schedule/local_time.hpp"
#include "daemon/server/report/svg_chart.hpp"
#include "daemon/server/report/words.hpp"

namespace triand::server {
namespace {

using domain::DeliveryState;
using domain::RecipientState;

constexpr const char* kGreen = "#1b7f4d";
constexpr const char* kLightGreen = "#7cb893";
constexpr const char* kGrey = "#9aa3ad";
constexpr const char* kYellow = "#d59a00";
constexpr const char* kRed = "#b3362b";
constexpr const char* kViolet = "#75579b";
constexpr std::size_t kMostMoments = 300;
constexpr std::size_t kMostReasons = 15;

constexpr const char* kStyle =
    "body{font:16px/1.5 system-ui,'Segoe "
    "UI',Roboto,Arial,sans-serif;color:#1c2126;background:#fff;max-width:64rem;"
    "margin:0 auto;padding:1.5rem}h1{font-size:1.7rem;margin:.2em 0}h2{font-size:1.25rem;margin:2em 0 "
    ".4em;border-bottom:"
    "2px solid "
    "#1b7f4d;padding-bottom:.2em}small,.en{color:#525b64;font-weight:400}table{border-collapse:collapse;"
    "width:"
    "100%;margin:.6em 0;font-variant-numeric:tabular-nums}th,td{padding:.3em .6em;border-bottom:1px solid "
    "#d8dde3;"
    "text-align:right;vertical-align:top}th:first-child,td:first-child,.w{text-align:left}thead "
    "th{background:#eef2f0}"
    "tfoot td{font-weight:700}svg{width:100%;height:auto;margin:.4em 0}svg text{font-size:13px;fill:#1c2126}"
    ".cards{display:flex;flex-wrap:wrap;gap:.8rem}.card{border:1px solid #d8dde3;border-left:5px solid "
    "#1b7f4d;padding:"
    ".5rem .9rem;min-width:9rem}.card b{display:block;font-size:1.5rem}.note{border-left:5px solid "
    "#d59a00;padding:.4em .8em;"
    "background:#fff8e5}.scroll{overflow-x:auto}@media "
    "print{body{max-width:none;padding:0}h2{break-after:avoid}table,svg"
    "{break-inside:avoid}}";

std::string heading(std::string_view vietnamese_words, std::string_view english) {
  return fmt::format("<h2>{} <span class=\"en\" lang=\"en\">{}</span></h2>\n", vietnamese_words, english);
}

std::string card(std::string_view number, std::string_view words) {
  return fmt::format("<div class=\"card\"><b>{}</b>{}</div>\n", escaped(number), escaped(words));
}

// Cells are escaped here.
class HtmlTable {
 public:
  explicit HtmlTable(const std::vector<std::string>& titles)
      : out_("<div class=\"scroll\"><table><thead><tr>") {
    for (const std::string& title : titles) out_ += "<th scope=\"col\">" + escaped(title) + "</th>";
    out_ += "</tr></thead><tbody>\n";
  }
  void add(const std::vector<std::string>& cells) {
    out_ += "<tr>";
    for (const std::string& cell : cells) out_ += "<td>" + escaped(cell) + "</td>";
    out_ += "</tr>\n";
  }
  void total(const std::vector<std::string>& cells) {
    out_ += "</tbody><tfoot>";
    add(cells);
    out_ += "</tfoot><tbody>";
  }
  [[nodiscard]] std::string text() const { return out_ + "</tbody></table></div>\n"; }

 private:
  std::string out_;
};

std::string unit_name(const ReportUnit& unit) {
  if (unit.prefix.empty()) return "Không rõ đơn vị";
  return unit.name.empty() ? unit.prefix : unit.name;
}

std::int64_t of(const ReportData& data, RecipientState state) {
  return data.recipients[static_cast<std::size_t>(state)];
}
std::int64_t of(const ReportChannel& channel, DeliveryState state) {
  return channel.states[static_cast<std::size_t>(state)];
}

std::string head(const ReportData& data) {
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width,initial-scale=1\">";
  out += fmt::format("<title>Báo cáo {}</title><style>{}</style></head><body>\n", escaped(data.id), kStyle);
  out += fmt::format(
      "<p class=\"en\">Báo cáo kết thúc chiến dịch · <span lang=\"en\">closing "
      "report</span></p><h1>{}</h1>\n",
      escaped(data.title.empty() ? data.id : data.title));
  out += fmt::format("<p>Mã chiến dịch <strong>{}</strong> · {} · thời gian gửi {} · lập ngày {}</p>\n",
                     escaped(data.id), escaped(vietnamese_campaign_state(data.state)), escaped(data.window),
                     escaped(data.made_at));
  out += fmt::format("<p>Người lập kế hoạch: {} · Người duyệt: {}</p>\n", escaped(data.planned_by),
                     escaped(data.approved_by.empty() ? "chưa duyệt" : data.approved_by));
  if (data.open)
    out +=
        "<p class=\"note\">Chiến dịch chưa kết thúc: số liệu còn thay đổi. <span lang=\"en\" "
        "class=\"en\">Not closed "
        "yet: figures still move.</span></p>\n";
  if (!data.archived_at.empty())
    out += fmt::format(
        "<p class=\"note\">Dữ liệu cá nhân đã được xóa theo thời hạn lưu giữ từ {}; số liệu dưới đây đã được "
        "chốt trước khi xóa.</p>\n",
        escaped(data.archived_at));
  return out;
}

std::string overview(const ReportData& data) {
  const std::int64_t total = data.total();
  const std::int64_t to_reach =
      total - of(data, RecipientState::suppressed) - of(data, RecipientState::duplicate);
  const std::int64_t arrived = of(data, RecipientState::reached) + of(data, RecipientState::sent);
  std::string out = "<div class=\"cards\">\n";
  out += card(dotted(total), "khách hàng trong danh sách");
  out += card(dotted(of(data, RecipientState::reached)), "đã nhận (có báo phát)");
  out += card(dotted(of(data, RecipientState::sent)), "đã gửi, không có báo phát");
  out += card(percent(arrived, to_reach), "tỷ lệ tới khách");
  out += card(dotted(data.spent) + " đ",
              data.planned_cost ? "chi phí (kế hoạch " + dotted(*data.planned_cost) + " đ)" : "chi phí");
  out += card(arrived == 0 ? "–" : dotted(data.spent / arrived) + " đ", "cho mỗi khách được tới");
  out += "</div>\n" + heading("Khách hàng", "recipients");
  HtmlTable table({"Kết quả", "Số khách", "Tỷ lệ"});
  for (std::size_t at = 0; at < domain::kRecipientStates; ++at)
    if (const std::int64_t n = data.recipients[at]; n > 0)
      table.add({std::string(vietnamese(static_cast<RecipientState>(at))), dotted(n), percent(n, total)});
  table.total({"Tổng", dotted(total), percent(total, total)});
  return out + table.text();
}

// Cumulated over all channels; moments without a change stand where they were.
std::string progress(const ReportData& data, const schedule::TimeZone& zone) {
  std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>> hours;
  for (const ReportChannel& channel : data.channels)
    for (const auto& [hour, n] : channel.hours) {
      hours[hour].first += n.first;
      hours[hour].second += n.second;
    }
  if (hours.empty()) return {};
  const std::int64_t first = hours.begin()->first;
  const std::int64_t last = hours.rbegin()->first + 1;
  const std::int64_t step = (last - first) / static_cast<std::int64_t>(kMostMoments) + 1;
  ChartLine arrived{"Đã gửi hoặc đã nhận", kGreen, {}};
  ChartLine failed{"Không gửi được, hết thời gian", kRed, {}};
  std::vector<std::string> moments;
  std::pair<std::int64_t, std::int64_t> sum;
  auto next = hours.begin();
  for (std::int64_t hour = first; hour <= last + step - 1; hour += step) {
    for (; next != hours.end() && next->first < hour; ++next) {
      sum.first += next->second.first;
      sum.second += next->second.second;
    }
    arrived.values.push_back(sum.first);
    failed.values.push_back(sum.second);
    // "2026-12-18T07:30:00+07:00" to "18/12 07:30".
    const std::string at = schedule::local_time(store::TimePoint(std::chrono::hours(hour)), zone);
    moments.push_back(at.substr(8, 2) + "/" + at.substr(5, 2) + " " + at.substr(11, 5));
  }
  return heading("Diễn tiến", "progress over time") +
         line_chart("Số tin theo thời gian, cộng dồn", moments, {arrived, failed}).text() + "\n";
}

std::string channels(const ReportData& data) {
  std::string out = heading("Các kênh", "channels");
  std::vector<ChartBar> bars;
  HtmlTable table({"Kênh", "Tin", "Đã nhận", "Đã gửi", "Không gửi được", "Chưa rõ", "Hết thời gian", "Đã hủy",
                   "Chi phí (đ)"});
  for (const ReportChannel& channel : data.channels) {
    std::int64_t all = 0;
    for (const std::int64_t n : channel.states) all += n;
    const std::int64_t waiting = of(channel, DeliveryState::queued) + of(channel, DeliveryState::sending);
    bars.push_back({channel.name,
                    dotted(all),
                    {{"Đã nhận", kGreen, of(channel, DeliveryState::delivered)},
                     {"Đã gửi", kLightGreen, of(channel, DeliveryState::accepted)},
                     {"Không gửi được", kRed, of(channel, DeliveryState::failed)},
                     {"Chưa rõ", kYellow, of(channel, DeliveryState::in_doubt)},
                     {"Hết thời gian, hủy", kViolet,
                      of(channel, DeliveryState::expired) + of(channel, DeliveryState::cancelled)},
                     {"Đang chờ", kGrey, waiting}}});
    table.add({channel.name, dotted(all), dotted(of(channel, DeliveryState::delivered)),
               dotted(of(channel, DeliveryState::accepted)), dotted(of(channel, DeliveryState::failed)),
               dotted(of(channel, DeliveryState::in_doubt)), dotted(of(channel, DeliveryState::expired)),
               dotted(of(channel, DeliveryState::cancelled)), dotted(channel.spent)});
  }
  return out + bar_chart("Tin theo kênh và kết quả", bars, false).text() + "\n" + table.text();
}

std::string units(const ReportData& data) {
  std::string out = heading("Đơn vị, xếp theo tỷ lệ tới khách", "units ranked");
  std::vector<ChartBar> bars;
  HtmlTable table({"Đơn vị", "Mã", "Khách cần tới", "Đã nhận", "Đã gửi", "Không tới được", "Tỷ lệ",
                   "Dữ liệu cần sửa", "trên 1.000 khách", "Khách từ chối", "Thư trả lại", "Đánh giá",
                   "Điểm TB", "Đánh giá thấp", "Chi phí (đ)"});
  for (const ReportUnit& unit : data.units) {
    const std::int64_t unreached = unit.recipients[static_cast<std::size_t>(RecipientState::unreached)];
    const std::string rate = percent(unit.reached() + unit.taken(), unit.to_reach());
    bars.push_back({unit_name(unit),
                    rate,
                    {{"Đã nhận", kGreen, unit.reached()},
                     {"Đã gửi", kLightGreen, unit.taken()},
                     {"Còn lại", "#d3d9df", unit.to_reach() - unit.reached() - unit.taken()}}});
    table.add({unit_name(unit), unit.prefix, dotted(unit.to_reach()), dotted(unit.reached()),
               dotted(unit.taken()), dotted(unreached), rate, dotted(unit.faults()),
               unit.total() == 0 ? "–" : dotted((unit.faults() * 1000 + unit.total() / 2) / unit.total()),
               dotted(unit.refusals), dotted(unit.letters_returned), dotted(unit.feedback.ratings),
               mean(unit.feedback.stars, unit.feedback.ratings), dotted(unit.feedback.low),
               dotted(unit.spent)});
  }
  out += bar_chart("Đơn vị theo tỷ lệ tới khách", bars, true).text() + "\n";
  out +=
      "<p>Bảng này dùng cho đánh giá thi đua: tới khách, không tới được, chất lượng dữ liệu, phản hồi của "
      "khách theo từng "
      "đơn vị. <span class=\"en\" lang=\"en\">For the emulation review.</span></p>\n";
  return out + table.text();
}

std::string reasons(const ReportData& data) {
  if (data.reasons.empty()) return {};
  std::string out = heading("Lý do không tới được", "reasons");
  std::vector<ChartBar> bars;
  HtmlTable table({"Lý do", "Kênh", "Số lượng", "Việc cần làm"});
  for (const ReportReason& one : data.reasons) {
    const auto& words = domain::text_of(one.reason);
    if (bars.size() < kMostReasons)
      bars.push_back({std::string(words.word) + (one.channel.empty() ? "" : " · " + one.channel),
                      dotted(one.n),
                      {{std::string(words.vietnamese), is_data_fault(one.reason) ? kRed : kGrey, one.n}}});
    table.add({std::string(words.vietnamese), one.channel.empty() ? "không gửi" : one.channel, dotted(one.n),
               std::string(words.next_vi)});
  }
  return out + bar_chart("Lý do, nhiều nhất trước", bars, false).text() + "\n" + table.text();
}

std::string to_mend(const ReportData& data) {
  std::set<domain::Reason> found;
  for (const ReportUnit& unit : data.units)
    for (const auto& [reason, n] : unit.to_mend) found.insert(reason);
  if (found.empty()) return {};
  std::vector<std::string> titles{"Đơn vị"};
  for (const domain::Reason reason : found) titles.emplace_back(domain::text_of(reason).vietnamese);
  titles.emplace_back("Tổng");
  HtmlTable table(titles);
  std::vector<const ReportUnit*> worst;
  for (const ReportUnit& unit : data.units)
    if (unit.faults() > 0) worst.push_back(&unit);
  std::stable_sort(worst.begin(), worst.end(), [](const ReportUnit* one, const ReportUnit* other) {
    return one->faults() > other->faults();
  });
  for (const ReportUnit* unit : worst) {
    std::vector<std::string> cells{unit_name(*unit)};
    for (const domain::Reason reason : found) {
      const auto n = unit->to_mend.find(reason);
      cells.push_back(n == unit->to_mend.end() ? "0" : dotted(n->second));
    }
    cells.push_back(dotted(unit->faults()));
    table.add(cells);
  }
  return heading("Dữ liệu cần sửa theo đơn vị", "what to mend in the data") +
         "<p>Danh sách từng khách hàng ở trang “Danh sách cần sửa” của tệp .xlsx.</p>\n" + table.text();
}

}  // namespace

std::string html_report(const ReportData& data, const schedule::TimeZone& zone) {
  return head(data) + overview(data) + progress(data, zone) + channels(data) + units(data) + reasons(data) +
         to_mend(data) + "</body></html>\n";
}

}  // namespace triand::server
