#include "daemon/server/console/list_report.hpp"

#include <algorithm>
#include <string>

#include <boost/json/array.hpp>

#include "daemon/domain/reason.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/list_form.hpp"
#include "daemon/server/console/list_words.hpp"
#include "daemon/server/console/number_words.hpp"
#include "daemon/server/console/spoken_words.hpp"

namespace triand::server {
namespace {

constexpr Phrase kNumbers{"Kết quả", "Result"};
constexpr Phrase kRead{"Dòng đã đọc", "Rows read"};
constexpr Phrase kTaken{"Nạp được", "Can be loaded"};
constexpr Phrase kNew{"Khách hàng mới", "New customers"};
constexpr Phrase kChanged{"Thay đổi", "Changed"};
constexpr Phrase kUnchanged{"Không đổi", "Unchanged"};
constexpr Phrase kRejected{"Bị từ chối", "Rejected"};
constexpr Phrase kErased{"Đã yêu cầu xóa dữ liệu, không lưu", "Asked to be forgotten; not stored"};
constexpr Phrase kRowsToCorrect{"Việc cần làm: các dòng không nạp được", "To do: rows that cannot be loaded"};
constexpr Phrase kCellsToCorrect{"Việc cần làm: các ô không dùng được (khách hàng vẫn được nạp)",
                                 "To do: cells that cannot be used (the customer is loaded)"};
constexpr Phrase kNothingToDo{"Không có gì phải sửa.", "There is nothing to correct."};
constexpr Phrase kRepaired{"Hệ thống đã tự sửa", "Repaired by itself"};
constexpr Phrase kNotices{"Nên biết về tệp", "To know of the file"};
constexpr Phrase kSameFile{"Chính tệp này đã nạp rồi: lần nạp {}, {}, người nạp {}.",
                           "The same file was loaded before: import {}, {}, by {}."};
constexpr Phrase kRejects{"Tải các dòng cần sửa", "Download the rows to correct"};
constexpr Phrase kRejectsHint{
    "Tệp có mọi cột như đã gửi, lý do và gợi ý. Sửa xong gửi lại chính tệp đó.",
    "The file has all columns as they came, reasons and suggestions. Correct it and send "
    "that file."};
constexpr Phrase kProgress{"Tiến độ", "Progress"};
constexpr Phrase kRows{"Đã đọc {} dòng.", "{} rows read."};
constexpr Phrase kWaiting{"Đang chờ đến lượt.", "Waiting for its turn."};
constexpr Phrase kMayClose{
    "Trang tự cập nhật. Có thể đóng trang; việc vẫn chạy và xem lại được ở mục Danh sách.",
    "The page renews itself. It may be closed; the work goes on, and Lists leads back to it."};

const boost::json::object& object_in(const boost::json::object& document, std::string_view name) {
  static const boost::json::object kNone;
  const boost::json::value* value = document.if_contains(name);
  return value != nullptr && value->is_object() ? value->get_object() : kNone;
}

void put_numbers(Html& html, const boost::json::object& report, Language language) {
  html.open("dl");
  const auto put = [&](Phrase words, std::string_view name) {
    html.element("dt", words.in(language)).element("dd", number_in(number_of(report, name), language));
  };
  put(kRead, "read");
  put(kTaken, "taken");
  put(kNew, "inserted");
  put(kChanged, "updated");
  put(kUnchanged, "unchanged");
  put(kRejected, "rejected");
  if (number_of(report, "erased") > 0) put(kErased, "erased");
  html.close();
}

void put_corrections(Html& html, Phrase title, const boost::json::object& counts, Language language) {
  if (counts.empty()) return;
  html.element("h3", title.in(language)).open("ul");
  for (const auto& [word, count] : counts) {
    const std::string_view reason(word.data(), word.size());
    html.open("li").element("strong", correction_words(reason, number_of(counts, reason), language));
    if (const auto known = domain::reason_from(reason)) {
      html.text(" ").text(reason_sentence(*known, language));
      html.text(" ").text(reason_next(*known, language));
    }
    html.close();
  }
  html.close();
}

void put_repairs(Html& html, const boost::json::object& counts, Language language) {
  if (counts.empty()) return;
  html.open("details").element("summary", kRepaired.in(language)).open("ul");
  for (const auto& [word, count] : counts) {
    const std::string_view repair(word.data(), word.size());
    html.element("li", repair_words(repair, number_of(counts, repair), language));
  }
  html.close().close();
}

void put_notices(Html& html, const boost::json::object& report, Language language) {
  const boost::json::object& same = object_in(report, "same_file_as");
  const boost::json::value* notices = report.if_contains("notices");
  const bool any = notices != nullptr && notices->is_array() && !notices->get_array().empty();
  if (same.empty() && !any) return;
  html.element("h3", kNotices.in(language)).open("ul");
  if (!same.empty())
    html.element("li", filled(kSameFile, language, text_of(same, "import"),
                              short_time(text_of(same, "started_at")), text_of(same, "who")));
  if (any)
    for (const auto& notice : notices->get_array())
      if (notice.is_object()) html.element("li", text_of(notice.get_object(), "message"), {{"lang", "en"}});
  html.close();
}

}  // namespace

void put_list_report(Html& html, const boost::json::object& report, Language language) {
  const boost::json::object& rejections = object_in(report, "rejections");
  const boost::json::object& set_aside = object_in(report, "set_aside");
  html.open("section").element("h2", kNumbers.in(language));
  put_numbers(html, report, language);
  put_corrections(html, kRowsToCorrect, rejections, language);
  put_corrections(html, kCellsToCorrect, set_aside, language);
  if (rejections.empty() && set_aside.empty()) html.element("p", kNothingToDo.in(language));
  if (flag_of(report, "has_rejects")) {
    const std::string address =
        std::string(kListsAddress.text()) + "/" + text_of(report, "import") + "/rejects";
    html.open("p", {{"class", "acts"}}).element("a", kRejects.in(language), {{"href", address}}).close();
    html.element("p", kRejectsHint.in(language), {{"class", "small"}});
  }
  put_repairs(html, object_in(report, "repairs"), language);
  put_notices(html, report, language);
  html.close();
}

void put_job_progress(Html& html, const boost::json::object& job, Language language) {
  const boost::json::object& progress = object_in(job, "progress");
  const std::int64_t total = number_of(progress, "total");
  const std::int64_t done = std::min(number_of(progress, "done"), total);
  html.open("section").element("label", kProgress.in(language), {{"for", "progress"}});
  if (total > 0) {
    html.element("progress", std::to_string(done * 100 / total) + " %",
                 {{"id", "progress"}, {"value", std::to_string(done)}, {"max", std::to_string(total)}});
  } else {
    html.element("progress", "", {{"id", "progress"}});
  }
  const std::int64_t rows = number_of(progress, "rows");
  if (rows > 0)
    html.element("p", filled(kRows, language, number_in(rows, language)), {{"role", "status"}});
  else if (total == 0)
    html.element("p", kWaiting.in(language), {{"role", "status"}});
  html.element("p", kMayClose.in(language), {{"class", "small"}}).close();
}

}  // namespace triand::server
