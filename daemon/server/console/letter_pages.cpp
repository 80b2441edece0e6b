#include "daemon/server/console/letter_pages.hpp"

#include <optional>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "daemon/domain/blank.hpp"
#include "daemon/server/api/letter_acks.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/job_page.hpp"
#include "daemon/server/console/letter_ack_form.hpp"
#include "daemon/server/console/letter_words.hpp"
#include "daemon/server/console/page_notice.hpp"
#include "daemon/server/console/page_parts.hpp"
#include "daemon/server/console/refusal_page.hpp"
#include "daemon/server/console/spoken_words.hpp"
#include "daemon/server/console/text_upload.hpp"

namespace triand::server {
namespace {

constexpr Phrase kTitle{"Thư", "Letters"};
constexpr Phrase kOne{"Lô thư", "Batch of letters"};
constexpr Phrase kBatches{"Các lô thư", "The batches"};
constexpr Phrase kNone{"Chưa có lô thư nào.", "There are no batches."};
constexpr Phrase kNoBatch{"Không có lô thư này.", "There is no such batch."};
constexpr Phrase kPdf{"Tải thư (PDF)", "Download the letters (PDF)"};
constexpr Phrase kManifest{"Tải danh sách (CSV)", "Download the manifest (CSV)"};
constexpr Phrase kDownloads{"Thư có tên và địa chỉ khách hàng; mỗi lần tải được ghi vào nhật ký.",
                            "The files hold names and addresses; each download goes into the audit."};
constexpr Phrase kRelease{"Giao nhà in ngay", "Hand over now"};
constexpr Phrase kReally{"Lô {} có {} thư. Giao rồi thì không thêm thư vào lô này được nữa.",
                         "Batch {} has {} letters. Once it is handed over no letter is added to it."};
constexpr Phrase kCloses{"Nếu không giao bây giờ, lô tự chốt lúc {}.",
                         "Otherwise it closes by itself at {}."};
constexpr Phrase kNotOpen{"Lô này không còn mở.", "This batch is not open any more."};
constexpr Phrase kYes{"Giao lô thư này", "Hand this batch over"};
constexpr Phrase kNo{"Không, quay lại", "No, go back"};
constexpr Phrase kReprint{"In lại", "Print once more"};
constexpr Phrase kReprintSays{
    "Tạo một lô mới từ các thư của lô này mà chưa ai báo là đã gửi, bị trả lại hoặc bị từ chối.",
    "Makes a new batch of this one's letters that nobody has said to be posted, returned or refused."};
constexpr Phrase kReferences{"Mã tham chiếu", "References"};
constexpr Phrase kReferencesHint{"cách nhau bằng dấu trắng; để trống là mọi thư của lô",
                                 "with blanks between; empty is every letter of the batch"};
constexpr Phrase kReason{"Lý do", "Reason"};
constexpr Phrase kReasonHint{"được ghi vào nhật ký cùng tên người làm", "goes into the audit with your name"};
constexpr Phrase kNoReason{"Xin ghi lý do.", "Please say why."};
constexpr Phrase kNothing{"Xin chọn tệp hoặc dán nội dung tệp.",
                          "Please choose the file, or paste what it holds."};
constexpr Phrase kAll{"Mọi lô thư", "All batches"};

constexpr const char* kAckRoute = "/api/v1/letters/ack";

struct Batches {
  ApiAnswer answer;

  [[nodiscard]] const boost::json::object* named(const std::string& name) const {
    for (const auto& item : answer.document.at("batches").as_array())
      if (item.as_object().at("batch").as_string() == name) return &item.as_object();
    return nullptr;
  }
};

Batches batches_for(const PageDesk& desk, const Visit& visit) {
  return {desk.api.ask(visit.caller, "GET", "/api/v1/letters")};
}

void put_title(Html& html, Literal tag, const boost::json::object& batch, bool link, Language language) {
  const std::string name = text_of(batch, "batch");
  html.open(tag);
  if (link) {
    html.element("a", name, {{"href", batch_address(name)}});
  } else {
    html.text(name);
  }
  html.text(" ").element("span", batch_state_words(text_of(batch, "state"), language), {{"class", "state"}});
  html.close();
}

Response list(const PageDesk& desk, Visit& visit, const PageNotice& notice, std::string_view typed = {}) {
  const Language language = visit.frame.language;
  visit.frame.here = kLettersAddress;
  const Batches batches = batches_for(desk, visit);
  if (!batches.answer.ok()) return refusal_page(visit.frame, batches.answer.error(), batches.answer.status);
  const boost::json::array& all = batches.answer.document.at("batches").as_array();
  const auto content = [&](Html& html) {
    html.element("h1", kTitle.in(language));
    put_notice(html, notice, language);
    html.element("h2", kBatches.in(language));
    if (all.empty()) html.element("p", kNone.in(language));
    // Newest first: the one that gathers is what is asked for.
    for (auto batch = all.rbegin(); batch != all.rend(); ++batch) {
      html.open("section");
      put_title(html, "h3", batch->as_object(), true, language);
      put_batch(html, batch->as_object(), language);
      html.close();
    }
    put_ack_form(html, visit.frame, typed);
  };
  return console_page(visit.frame, kTitle, content, notice.status);
}

void put_downloads(Html& html, const std::string& address, Language language) {
  html.open("p").element("a", kPdf.in(language), {{"class", "step"}, {"href", address + "/pdf"}}).text(" ");
  html.element("a", kManifest.in(language), {{"class", "step"}, {"href", address + "/manifest"}}).close();
  html.element("p", kDownloads.in(language), {{"class", "small"}});
}

void put_reprint_form(Html& html, const PageFrame& frame, const std::string& address) {
  const Language language = frame.language;
  html.open("section").element("h2", kReprint.in(language)).element("p", kReprintSays.in(language));
  open_form(html, address, frame.form_token);
  put_line(html, {.name = "references", .label = kReferences, .hint = kReferencesHint, .longest = "20000"},
           language);
  put_line(html, {.name = "reason", .label = kReason, .hint = kReasonHint, .required = true}, language);
  put_button(html, kReprint, language);
  html.close().close();
}

Response batch_page(const PageDesk& desk, const Request& request, Visit& visit, const PageNotice& notice) {
  const std::string& name = request.parameter("batch");
  const Language language = visit.frame.language;
  const std::string address = batch_address(name);
  visit.frame.here = address;
  const Batches batches = batches_for(desk, visit);
  if (!batches.answer.ok()) return refusal_page(visit.frame, batches.answer.error(), batches.answer.status);
  const boost::json::object* batch = batches.named(name);
  if (batch == nullptr) return notice_page(visit.frame, kOne, kNoBatch.in(language), 404);
  const auto content = [&](Html& html) {
    put_title(html, "h1", *batch, false, language);
    put_notice(html, notice, language);
    const bool handed_over = !text_of(*batch, "folder").empty();
    html.open("section");
    put_batch(html, *batch, language);
    if (handed_over) put_downloads(html, address, language);
    if (text_of(*batch, "state") == "open")
      html.open("p")
          .element("a", kRelease.in(language), {{"class", "step"}, {"href", address + "/release"}})
          .close();
    html.close();
    if (handed_over) put_reprint_form(html, visit.frame, address);
    html.open("p").element("a", kAll.in(language), {{"href", kLettersAddress}}).close();
  };
  return console_page(visit.frame, kOne, content, notice.status);
}

Response ask_to_release(const PageDesk& desk, const Request& request, Visit& visit) {
  const std::string& name = request.parameter("batch");
  const Language language = visit.frame.language;
  visit.frame.here = batch_address(name) + "/release";
  const Batches batches = batches_for(desk, visit);
  if (!batches.answer.ok()) return refusal_page(visit.frame, batches.answer.error(), batches.answer.status);
  const boost::json::object* batch = batches.named(name);
  if (batch == nullptr) return notice_page(visit.frame, kOne, kNoBatch.in(language), 404);
  if (text_of(*batch, "state") != "open")
    return batch_page(desk, request, visit, {.fault = kNotOpen, .status = 409});
  return console_page(visit.frame, kRelease, [&](Html& html) {
    html.element("h1", kRelease.in(language)).open("section");
    html.element("p", filled(kReally, language, name, number_of(*batch, "letters")));
    if (const std::string closes = short_time(text_of(*batch, "closes_at")); !closes.empty())
      html.element("p", filled(kCloses, language, closes));
    open_form(html, visit.frame.here, visit.frame.form_token);
    put_button(html, kYes, language);
    html.close().open("p").element("a", kNo.in(language), {{"href", batch_address(name)}}).close().close();
  });
}

Response release(const PageDesk& desk, const Request& request, Visit& visit) {
  const std::string& name = request.parameter("batch");
  const ApiAnswer answer =
      desk.api.ask(visit.caller, "POST", address_of({"api", "v1", "letters", name, "release"}));
  if (answer.ok()) return see_other(job_address(text_of(answer.document, "job")));
  return batch_page(desk, request, visit, refused_by(answer));
}

Response reprint(const PageDesk& desk, const Request& request, Visit& visit) {
  const std::string reason(domain::trim(visit.form.value("reason")));
  if (reason.empty()) return batch_page(desk, request, visit, {.fault = kNoReason, .status = 400});
  const ApiAnswer answer = desk.api.ask(
      visit.caller, "POST", address_of({"api", "v1", "letters", request.parameter("batch"), "reprint"}),
      {{"references", visit.form.value("references")}, {"reason", reason}});
  if (!answer.ok()) return batch_page(desk, request, visit, refused_by(answer));
  return see_other(job_address(text_of(answer.document, "job")));
}

// The file as the API gives it; its refusals are a page.
Response download(const PageDesk& desk, const Request& request, Visit& visit, std::string_view file) {
  Response response = desk.api.fetch(
      visit.caller, "GET", address_of({"api", "v1", "letters", request.parameter("batch"), file}), {});
  if (!response.file.empty()) return response;
  visit.frame.here = batch_address(request.parameter("batch"));
  const ApiError error = api_error_from(boost::json::parse(response.body).as_object());
  return refusal_page(visit.frame, error, response.status);
}

// The same words a second time change nothing, so a page that is asked for again does no harm. `typed`: for the page
// that says why they were not taken.
Response acknowledged(const PageDesk& desk, Visit& visit, const ApiAnswer& answer, std::string_view typed) {
  const Language language = visit.frame.language;
  if (!answer.ok()) return list(desk, visit, refused_by(answer), typed);
  visit.frame.here = kLettersAddress;
  return console_page(visit.frame, kAckTitle, [&](Html& html) {
    html.element("h1", kAckTitle.in(language)).open("section", {{"role", "status"}});
    put_acknowledged(html, answer.document, language);
    html.close().open("p").element("a", kAll.in(language), {{"href", kLettersAddress}}).close();
  });
}

Response nothing_to_take_in(const PageDesk& desk, Visit& visit) {
  return list(desk, visit, {.fault = kNothing, .status = 400});
}

Response acknowledge(const PageDesk& desk, Visit& visit) {
  const std::string file = visit.form.take("file");
  if (domain::trim(file).empty()) return nothing_to_take_in(desk, visit);
  return acknowledged(desk, visit, upload_text(desk, visit.caller, kAckRoute, file), file);
}

Response acknowledge_file(const PageDesk& desk, Request& request, Visit& visit) {
  if (visit.form.value("chosen").empty()) return nothing_to_take_in(desk, visit);
  const Response response = desk.api.fetch(visit.caller, "POST", kAckRoute, {}, &request.upload_file);
  return acknowledged(desk, visit, {response.status, boost::json::parse(response.body).as_object()}, {});
}

void add_ack_pages(const PageDesk& desk) {
  for (const Literal address : {Literal("/console/letters/ack"), kAckUploadAddress})
    desk.add("GET", std::string(address.text()), [](Request&, Visit&) { return see_other(kLettersAddress); });
  desk.add_slow("POST", "/console/letters/ack",
                [desk](Request&, Visit& visit) { return acknowledge(desk, visit); });
  UploadPage upload;
  upload.pattern = kAckUploadAddress.text();
  upload.max_bytes = kLargestAckFile;
  upload.refusal = [desk](const Caller& caller) { return desk.api.refusal(caller, "POST", kAckRoute); };
  upload.page = [desk](Request& request, Visit& visit) { return acknowledge_file(desk, request, visit); };
  desk.add_upload(std::move(upload));
}

}  // namespace

void add_letter_pages(const PageDesk& desk) {
  desk.add("GET", kLettersAddress, [desk](Request&, Visit& visit) { return list(desk, visit, {}); });
  add_ack_pages(desk);
  desk.add("GET", "/console/letters/{batch}",
           [desk](Request& request, Visit& visit) { return batch_page(desk, request, visit, {}); });
  desk.add("POST", "/console/letters/{batch}",
           [desk](Request& request, Visit& visit) { return reprint(desk, request, visit); });
  desk.add("GET", "/console/letters/{batch}/release",
           [desk](Request& request, Visit& visit) { return ask_to_release(desk, request, visit); });
  desk.add("POST", "/console/letters/{batch}/release",
           [desk](Request& request, Visit& visit) { return release(desk, request, visit); });
  desk.add("GET", "/console/letters/{batch}/pdf",
           [desk](Request& request, Visit& visit) { return download(desk, request, visit, "pdf"); });
  desk.add("GET", "/console/letters/{batch}/manifest",
           [desk](Request& request, Visit& visit) { return download(desk, request, visit, "manifest"); });
}

}  // namespace triand::server
