#include "daemon/server/console/list_desk.hpp"

#include <unistd.h>

#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "daemon/domain/blank.hpp"
#include "daemon/intake/utf8_check.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/list_check_page.hpp"
#include "daemon/server/console/list_form.hpp"
#include "daemon/server/console/lists_page.hpp"
#include "daemon/server/console/refusal_page.hpp"
#include "daemon/server/unit_limits.hpp"

namespace triand::server {
namespace {

constexpr const char* kImports = "/api/v1/imports";

constexpr Phrase kNotDone{"Chưa thực hiện được", "Not done"};
constexpr Phrase kChooseFile{"Xin chọn một tệp.", "Please choose a file."};
constexpr Phrase kNoRoom{"Máy chủ đang giữ nhiều danh sách chưa nạp. Xin thử lại sau.",
                         "The server keeps many lists that wait to be loaded. Please try later."};
constexpr Phrase kGone{
    "Danh sách này không còn được giữ: đã quá một giờ, hoặc dịch vụ đã khởi động lại. Xin gửi lại tệp.",
    "This list is not kept any more: an hour has passed, or the service was started again. Please "
    "send the file once more."};
constexpr Phrase kNotChecked{"Danh sách chưa kiểm tra xong nên chưa nạp được.",
                             "The list has not been checked yet, so it cannot be loaded."};
constexpr Phrase kStillChecked{
    "Danh sách đang được kiểm tra. Xin đợi kết quả, rồi chọn lại và kiểm tra lại.",
    "The list is being checked. Please wait for the result, then choose and check once more."};
constexpr Phrase kJobGone{
    "Dịch vụ không còn nhớ công việc này. Kết quả của các lần nạp ở mục Danh sách.",
    "The service does not remember this work any more. What came of imports stands in Lists."};
constexpr Phrase kNoImport{"Không có lần nạp này.", "There is no such import."};

std::string field(const Form& form, const std::string& name) {
  return std::string(domain::trim(form.value(name)));
}

void read_reading(const Form& form, KeptList& list) {
  list.unit = field(form, "unit");
  list.sheet = field(form, "sheet");
  list.encoding = field(form, "encoding");
}

// What the selects say otherwise than the last dry run, besides what was said before.
void read_columns(const Form& form, const boost::json::object& job, KeptList& list) {
  const boost::json::value* report = job.if_contains("result");
  const boost::json::value* columns =
      report != nullptr && report->is_object() ? report->get_object().if_contains("columns") : nullptr;
  if (columns != nullptr && columns->is_array()) {
    std::size_t place = 0;
    for (const auto& column : columns->get_array()) {
      const std::string header = text_of(column.as_object(), "header");
      const std::string word = form.value(column_field(place++));
      const auto chosen = intake::column_from(word);
      if (chosen && !header.empty() && word != text_of(column.as_object(), "column"))
        list.columns[header] = *chosen;
    }
  }
  if (const std::string header = field(form, "code_header"); !header.empty())
    list.columns[header] = intake::Column::customer_code;
  if (const std::string header = field(form, "left_header"); !header.empty())
    list.columns[header] = intake::Column::extra;
}

std::string choices_of(const KeptList& list) {
  if (list.columns.empty()) return {};
  boost::json::object out;
  for (const auto& [header, column] : list.columns) out[header] = intake::to_string(column);
  return boost::json::serialize(out);
}

}  // namespace

ListDesk::ListDesk(const PageDesk& desk) : api_(desk.api), kept_(desk.world.spool, desk.steady) {}

std::optional<ApiError> ListDesk::refusal(const Caller& caller) const {
  return api_.refusal(caller, "POST", kImports);
}

Response ListDesk::show_lists(Visit& visit) { return lists(visit, {}); }

Response ListDesk::lists(Visit& visit, const PageNotice& notice) {
  visit.frame.here = kListsAddress.text();
  const ApiAnswer imports = api_.ask(visit.caller, "GET", kImports);
  if (!imports.ok()) return refusal_page(visit.frame, imports.error(), imports.status);
  return lists_page(visit.frame, imports.document, kept_.of(ownership(visit.caller)), notice);
}

Response ListDesk::receive(Request& request, Visit& visit) {
  KeptList list;
  list.file = intake::with_valid_utf8(visit.form.value("list"));
  if (list.file.empty()) return lists(visit, {.fault = kChooseFile, .status = 400});
  read_reading(visit.form, list);
  const auto token = kept_.keep(request.upload_file, std::move(list), ownership(visit.caller));
  if (!token) return lists(visit, {.fault = kNoRoom, .status = 507});
  if (const auto refused = start_check(visit.caller, *token)) return lists(visit, *refused);
  return see_other(check_address(*token));
}

ApiAnswer ListDesk::import(const Caller& caller, const KeptList& list, std::string& path,
                           bool dry_run) const {
  const std::string address = address_of({"api", "v1", "imports"}, {{"file", list.file},
                                                                    {"unit", list.unit},
                                                                    {"sheet", list.sheet},
                                                                    {"encoding", list.encoding},
                                                                    {"columns", choices_of(list)},
                                                                    {"dry_run", dry_run ? "1" : ""}});
  const Response response = api_.fetch(caller, "POST", address, "", &path);
  return {response.status, boost::json::parse(response.body).as_object()};
}

std::optional<PageNotice> ListDesk::start_check(const Caller& caller, const std::string& token) {
  const std::string owner = ownership(caller);
  const auto list = kept_.find(token, owner);
  auto path = kept_.lend(token, owner);
  if (!list || !path) return PageNotice{.fault = kGone, .status = 404};
  const ApiAnswer answer = import(caller, *list, *path, true);
  if (!path->empty()) ::unlink(path->c_str());
  if (!answer.ok()) return refused_by(answer);
  kept_.change(token, [&](KeptList& kept) { kept.check = text_of(answer.document, "job"); });
  return std::nullopt;
}

boost::json::object ListDesk::job(const Caller& caller, const std::string& id) const {
  return api_.ask(caller, "GET", address_of({"api", "v1", "jobs", id})).document;
}

Response ListDesk::check_page(Visit& visit, const std::string& token, const KeptList& list,
                              const PageNotice& notice) const {
  visit.frame.here = check_address(token);
  return list_check_page(visit.frame, list, job(visit.caller, list.check), notice);
}

Response ListDesk::show_check(const Request& request, Visit& visit) {
  const std::string& token = request.parameter("token");
  const auto list = kept_.find(token, ownership(visit.caller));
  if (!list) return lists(visit, {.fault = kGone, .status = 404});
  if (list->taken)
    return see_other(list->load.empty() ? std::string(kListsAddress.text()) : list_job_address(list->load));
  return check_page(visit, token, *list, {});
}

Response ListDesk::order(const Request& request, Visit& visit) {
  const std::string& token = request.parameter("token");
  const auto list = kept_.find(token, ownership(visit.caller));
  if (!list) return lists(visit, {.fault = kGone, .status = 404});
  if (list->taken) return see_other(check_address(token));
  if (visit.form.value("do") == "load") return load(visit, token, *list);
  return check_again(visit, token);
}

// A list is checked once at a time, however often somebody clicks: a dry run reads the whole file.
Response ListDesk::check_again(Visit& visit, const std::string& token) {
  const std::lock_guard one_at_a_time(checks_);
  const auto kept = kept_.find(token, ownership(visit.caller));
  if (!kept) return lists(visit, {.fault = kGone, .status = 404});
  const boost::json::object last = job(visit.caller, kept->check);
  KeptList list = *kept;
  read_reading(visit.form, list);
  read_columns(visit.form, last, list);
  if (text_of(last, "state") == "running") {
    if (is_read_alike(list, *kept)) return see_other(check_address(token));
    return check_page(visit, token, *kept, {.fault = kStillChecked, .status = 409});
  }
  // What was found does not hold for another reading.
  list.check.clear();
  kept_.change(token, [&](KeptList& changed) {
    changed.unit = list.unit;
    changed.sheet = list.sheet;
    changed.encoding = list.encoding;
    changed.columns = list.columns;
    changed.check = list.check;
  });
  if (const auto refused = start_check(visit.caller, token)) return check_page(visit, token, list, *refused);
  return see_other(check_address(token));
}

Response ListDesk::load(Visit& visit, const std::string& token, const KeptList& list) {
  if (text_of(job(visit.caller, list.check), "state") != "done")
    return check_page(visit, token, list, {.fault = kNotChecked, .status = 409});
  auto path = kept_.take(token, ownership(visit.caller));
  if (!path) {
    const auto now = kept_.find(token, ownership(visit.caller));
    // Somebody pressed twice: the first has it.
    if (now && now->taken) return see_other(check_address(token));
    return lists(visit, {.fault = kGone, .status = 404});
  }
  const ApiAnswer answer = import(visit.caller, list, *path, false);
  if (!path->empty()) kept_.give_back(token, *path);
  if (!answer.ok()) return check_page(visit, token, list, refused_by(answer));
  const std::string job = text_of(answer.document, "job");
  kept_.change(token, [&](KeptList& kept) { kept.load = job; });
  return see_other(list_job_address(job));
}

Response ListDesk::show_job(const Request& request, Visit& visit) const {
  const std::string& id = request.parameter("job");
  const boost::json::object document = job(visit.caller, id);
  const std::string kind = text_of(document, "kind");
  if (kind != "import" && kind != "undo")
    return notice_page(visit.frame, kNotDone, kJobGone.in(visit.frame.language), 404);
  visit.frame.here = list_job_address(id);
  return list_job_page(visit.frame, document);
}

Response ListDesk::rejects(const Request& request, Visit& visit) const {
  const std::string& id = request.parameter("id");
  Response response =
      api_.fetch(visit.caller, "GET", address_of({"api", "v1", "imports", id, "rejects"}), "");
  if (response.file.empty())
    return refusal_page(visit.frame, api_error_from(boost::json::parse(response.body).as_object()),
                        response.status);
  // An id that the API knows is a part of a file's name.
  const char* ending = response.file.ends_with(".xlsx") ? ".xlsx" : ".csv";
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"can-sua-" + id + ending + "\"");
  return response;
}

std::optional<boost::json::object> ListDesk::import_of(const Visit& visit, const std::string& id) const {
  const ApiAnswer imports = api_.ask(visit.caller, "GET", kImports);
  if (!imports.ok()) return std::nullopt;
  for (const auto& import : imports.document.at("imports").as_array())
    if (text_of(import.as_object(), "import") == id) return import.as_object();
  return std::nullopt;
}

Response ListDesk::ask_undo(const Request& request, Visit& visit) const {
  const std::string& id = request.parameter("id");
  const auto import = import_of(visit, id);
  if (!import) return notice_page(visit.frame, kNotDone, kNoImport.in(visit.frame.language), 404);
  visit.frame.here = std::string(kListsAddress.text()) + "/" + id + "/undo";
  return undo_page(visit.frame, *import, {});
}

Response ListDesk::undo(const Request& request, Visit& visit) const {
  const std::string& id = request.parameter("id");
  const ApiAnswer answer = api_.ask(visit.caller, "POST", address_of({"api", "v1", "imports", id, "undo"}));
  if (answer.ok()) return see_other(list_job_address(text_of(answer.document, "job")));
  const auto import = import_of(visit, id);
  if (!import) return refusal_page(visit.frame, answer.error(), answer.status);
  visit.frame.here = std::string(kListsAddress.text()) + "/" + id + "/undo";
  return undo_page(visit.frame, *import, refused_by(answer));
}

}  // namespace triand::server
