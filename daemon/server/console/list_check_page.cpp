#include "daemon/server/console/list_check_page.hpp"

#include <algorithm>

#include <boost/json/array.hpp>

#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/list_form.hpp"
#include "daemon/server/console/list_report.hpp"
#include "daemon/server/console/list_words.hpp"
#include "daemon/server/console/number_words.hpp"
#include "daemon/server/console/refusal_words.hpp"

namespace triand::server {
namespace {

constexpr Phrase kChecked{"Kiểm tra danh sách", "Checks of a list"};
constexpr Phrase kLoading{"Nạp danh sách", "Loading a list"};
constexpr Phrase kTakingBack{"Rút lại một lần nạp", "Taking an import back"};
constexpr Phrase kNothingChanged{"Mới kiểm tra, chưa có gì thay đổi.", "Checked only; nothing was changed."};
constexpr Phrase kColumns{"Cột nào là gì", "What the columns are"};
constexpr Phrase kNoHeader{"Cột {} không có tên", "Column {} has no name"};
constexpr Phrase kPassedOver{"bỏ qua", "passed over"};
constexpr Phrase kReading{"Cách đọc tệp", "How the file is read"};
constexpr Phrase kCheckAgain{"Kiểm tra lại", "Check again"};
constexpr Phrase kLoad{"Nạp {} khách hàng", "Load {} customers"};
constexpr Phrase kNobody{"Không có dòng nào nạp được.", "There is no row that can be loaded."};
constexpr Phrase kCodeHeader{"Cột chứa mã khách hàng (gõ đúng tên cột trong tệp)",
                             "The column with the customer code (its name as the file has it)"};
constexpr Phrase kLeftHeader{"Cột không dùng đến (gõ đúng tên cột trong tệp)",
                             "A column that is not to be used (its name as the file has it)"};
constexpr Phrase kLoaded{"Đã nạp xong.", "The list is loaded."};
constexpr Phrase kFailed{"Chưa làm được", "Not done"};
constexpr Phrase kBack{"Về mục Danh sách", "Back to Lists"};
constexpr Phrase kUndone{"Đã rút lại lần nạp {}: bỏ {} khách hàng, trả {} khách hàng về như trước.",
                         "Import {} was taken back: {} customers removed, {} restored."};
constexpr Phrase kKeptChanged{"{} khách hàng được danh sách sau nhắc tới nên giữ nguyên.",
                              "{} are named by a later list and were left alone."};
constexpr Phrase kKeptPlanned{"{} khách hàng đã có trong một đợt gửi nên giữ nguyên.",
                              "{} belong to a campaign's plan and were left alone."};
constexpr Phrase kKeptErased{"{} khách hàng đã được xóa dữ liệu.", "{} were erased."};

constexpr const char* kSeconds = "2";

const boost::json::object* object_in(const boost::json::object& document, std::string_view name) {
  const boost::json::value* value = document.if_contains(name);
  return value != nullptr && value->is_object() ? &value->get_object() : nullptr;
}

// The page asks for itself again, in the language that it is in.
void renew(Response& response, const PageFrame& frame) {
  response.headers.emplace_back("Refresh", std::string(kSeconds) + "; url=" + frame.here);
}

void put_column(Html& html, const boost::json::object& column, std::size_t place, Language language) {
  const std::string header = text_of(column, "header");
  const std::string meaning = text_of(column, "column");
  const std::string field = column_field(place);
  const std::string name = header.empty() ? filled(kNoHeader, language, place + 1) : header;
  if (header.empty() || meaning == "ignored") {
    html.open("p").text(name).text(": ");
    html.text(header.empty() ? kPassedOver.in(language) : column_words(meaning, language)).close();
    return;
  }
  html.element("label", name, {{"for", field}});
  html.open("select", {{"id", field}, {"name", field}});
  for (const ColumnWords& choice : column_choices())
    put_option(html, choice.column, choice.name.in(language), choice.column == meaning);
  html.close();
}

void open_order(Html& html, const PageFrame& frame, std::string_view order) {
  open_form(html, frame.here, frame.form_token);
  html.leaf("input", {{"type", "hidden"}, {"name", "do"}, {"value", order}});
}

void put_order(Html& html, std::string_view words) {
  html.element("button", words, {{"type", "submit"}}).close();
}

void put_mapping(Html& html, const PageFrame& frame, const KeptList& list,
                 const boost::json::object& report) {
  const boost::json::value* columns = report.if_contains("columns");
  html.open("section").element("h2", kColumns.in(frame.language));
  open_order(html, frame, "check");
  if (columns != nullptr && columns->is_array()) {
    html.open("div", {{"class", "mapping"}});
    std::size_t place = 0;
    for (const auto& column : columns->get_array()) {
      html.open("div");
      put_column(html, column.as_object(), place++, frame.language);
      html.close();
    }
    html.close();
  }
  html.open("details").element("summary", kReading.in(frame.language));
  put_reading_fields(html, list, frame.language);
  html.close();
  put_order(html, kCheckAgain.in(frame.language));
  html.close();
}

void put_load(Html& html, const PageFrame& frame, const boost::json::object& report) {
  const std::int64_t taken = number_of(report, "taken");
  if (taken == 0) {
    html.element("p", kNobody.in(frame.language));
    return;
  }
  open_order(html, frame, "load");
  put_order(html, filled(kLoad, frame.language, number_in(taken, frame.language)));
}

// A list whose header does not tell enough: whoever knows the file says what is missing.
void put_way_out(Html& html, const PageFrame& frame, const KeptList& list) {
  const auto put_header = [&](Literal name, Phrase words) {
    html.element("label", words.in(frame.language), {{"for", name.text()}});
    html.leaf("input",
              {{"id", name.text()}, {"name", name.text()}, {"autocomplete", "off"}, {"maxlength", "200"}});
  };
  html.open("section").element("h2", kReading.in(frame.language));
  open_order(html, frame, "check");
  put_header("code_header", kCodeHeader);
  put_header("left_header", kLeftHeader);
  put_reading_fields(html, list, frame.language);
  put_order(html, kCheckAgain.in(frame.language));
  html.close();
}

void put_undone(Html& html, const boost::json::object& result, Language language) {
  const auto count = [&](const boost::json::object& from, std::string_view name) {
    return number_in(number_of(from, name), language);
  };
  html.open("section").element("p",
                               filled(kUndone, language, text_of(result, "import"), count(result, "removed"),
                                      count(result, "restored")),
                               {{"role", "status"}});
  const boost::json::object* kept = object_in(result, "kept");
  const auto put = [&](Phrase words, std::string_view name) {
    if (kept != nullptr && number_of(*kept, name) > 0)
      html.element("p", filled(words, language, count(*kept, name)));
  };
  put(kKeptChanged, "changed_since");
  put(kKeptPlanned, "in_campaign");
  put(kKeptErased, "erased");
  html.close();
}

void put_way_back(Html& html, Language language) {
  html.open("p").element("a", kBack.in(language), {{"href", kListsAddress.text()}}).close();
}

}  // namespace

std::string column_field(std::size_t place) { return "column-" + std::to_string(place); }

Response list_check_page(const PageFrame& frame, const KeptList& list, const boost::json::object& job,
                         const PageNotice& notice) {
  const bool running = text_of(job, "state") == "running";
  const boost::json::object* error = object_in(job, "error");
  const boost::json::object* report = object_in(job, "result");
  const auto content = [&](Html& html) {
    html.element("h1", kChecked.in(frame.language)).element("p", list.file);
    put_notice(html, notice, frame.language);
    if (running) {
      put_job_progress(html, job, frame.language);
    } else if (error != nullptr) {
      put_refusal(html, api_error_from(*error), frame.language);
      put_way_out(html, frame, list);
    } else if (report != nullptr) {
      html.element("p", kNothingChanged.in(frame.language));
      put_load(html, frame, *report);
      put_list_report(html, *report, frame.language);
      put_mapping(html, frame, list, *report);
    } else {
      // Its check was not begun, or the service has forgotten what came of it.
      put_way_out(html, frame, list);
    }
    put_way_back(html, frame.language);
  };
  Response response = console_page(frame, kChecked, content, notice.status);
  if (running && !notice.fault) renew(response, frame);
  return response;
}

Response list_job_page(const PageFrame& frame, const boost::json::object& job) {
  const bool running = text_of(job, "state") == "running";
  const bool undo = text_of(job, "kind") == "undo";
  const boost::json::object* error = object_in(job, "error");
  const boost::json::object* result = object_in(job, "result");
  const Phrase title = undo ? kTakingBack : kLoading;
  const auto content = [&](Html& html) {
    html.element("h1", title.in(frame.language));
    if (running) {
      put_job_progress(html, job, frame.language);
    } else if (error != nullptr) {
      html.element("h2", kFailed.in(frame.language));
      put_refusal(html, api_error_from(*error), frame.language);
    } else if (result != nullptr && undo) {
      put_undone(html, *result, frame.language);
    } else if (result != nullptr) {
      html.element("p", (flag_of(*result, "dry_run") ? kNothingChanged : kLoaded).in(frame.language),
                   {{"role", "status"}});
      put_list_report(html, *result, frame.language);
    }
    put_way_back(html, frame.language);
  };
  Response response = console_page(frame, title, content);
  if (running) renew(response, frame);
  return response;
}

}  // namespace triand::server
