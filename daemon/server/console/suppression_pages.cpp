#include "daemon/server/console/suppression_pages.hpp"

#include "daemon/domain/blank.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/page_notice.hpp"
#include "daemon/server/console/suppression_words.hpp"

namespace triand::server {
namespace {

constexpr const char* kHere = "/console/suppressions";
constexpr std::string_view kPageSize = "50";
constexpr std::size_t kLongestReason = 800;  // bytes: 200 characters of any kind

constexpr Phrase kTitle{"Không gửi tin", "Suppressions"};
constexpr Phrase kNewest{"Các lệnh ngừng gửi, mới nhất trước", "The newest first"};
constexpr Phrase kNone{"Chưa có lệnh ngừng gửi nào.", "There are none."};
constexpr Phrase kOlder{"Cũ hơn", "Older"};
constexpr Phrase kNewestAgain{"Về các lệnh mới nhất", "Back to the newest"};
constexpr Phrase kFind{"Tìm", "Find"};
constexpr Phrase kFindTitle{"Tìm theo khách hàng hoặc địa chỉ", "Find by customer or address"};
constexpr Phrase kSubject{"Mã khách hàng, số điện thoại hoặc email", "Customer code, telephone or email"};
constexpr Phrase kFound{"Đang có hiệu lực", "What holds"};
constexpr Phrase kFormer{"Trước đây", "What held before"};
constexpr Phrase kFoundNone{"Không có lệnh ngừng gửi nào cho khách hàng hoặc địa chỉ này.",
                            "Nothing is suppressed for that customer or address."};
constexpr Phrase kAddTitle{"Ngừng gửi tin cho ai đó", "Stop writing to somebody"};
constexpr Phrase kAdd{"Ngừng gửi", "Stop writing"};
constexpr Phrase kUntil{"Ngày cuối còn hiệu lực (bỏ trống: không thời hạn)",
                        "Last day on which it holds (empty: for good)"};
constexpr Phrase kWords{"Ghi chú", "Note"};
constexpr Phrase kSayWhy{"Xin ghi lý do (tối đa 200 ký tự).",
                         "Please give the reason (200 characters at most)."};
constexpr Phrase kTooLong{"Ghi chú dài quá 200 ký tự.", "The note is longer than 200 characters."};

std::string trimmed(const Visit& visit, const std::string& field) {
  return std::string(domain::trim(visit.form.value(field)));
}

void put_subject_field(Html& html, std::string_view id, Language language) {
  html.element("label", kSubject.in(language), {{"for", id}});
  html.leaf("input",
            {{"id", id}, {"name", "subject"}, {"autocomplete", "off"}, {"maxlength", "300"}, {"required"}});
}

void put_find(Html& html, const PageFrame& frame) {
  html.open("section").element("h2", kFindTitle.in(frame.language));
  open_form(html, std::string(kHere) + "/find", frame.form_token);
  put_subject_field(html, "find", frame.language);
  html.element("button", kFind.in(frame.language), {{"type", "submit"}}).close().close();
}

void put_add(Html& html, const PageFrame& frame) {
  const Language language = frame.language;
  if (frame.role < Role::support) return;
  html.open("section").element("h2", kAddTitle.in(language));
  open_form(html, std::string(kHere) + "/add", frame.form_token);
  put_subject_field(html, "subject", language);
  put_scope_field(html, language);
  put_class_field(html, language);
  put_suppression_reason_field(html, language);
  html.element("label", kUntil.in(language), {{"for", "until"}});
  html.leaf("input", {{"id", "until"}, {"name", "until"}, {"type", "date"}});
  html.element("label", kWords.in(language), {{"for", "words"}});
  html.leaf("input", {{"id", "words"}, {"name", "note"}, {"maxlength", "200"}, {"autocomplete", "off"}});
  html.element("button", kAdd.in(language), {{"type", "submit"}}).close().close();
}

void put_list(Html& html, const boost::json::object& document, Language language) {
  const boost::json::array& all = document.at("suppressions").as_array();
  html.open("section").element("h2", kNewest.in(language));
  if (all.empty()) html.element("p", kNone.in(language));
  if (!all.empty()) html.open("ul");
  for (const auto& one : all) {
    html.open("li");
    put_suppression(html, one.as_object(), language);
    html.close();
  }
  if (!all.empty()) html.close();
  if (const std::int64_t next = number_of(document, "next"); next != 0)
    html.open("p")
        .element("a", kOlder.in(language), {{"href", std::string(kHere) + "?before=" + std::to_string(next)}})
        .close();
  html.close();
}

// The newest suppressions, or those before the one that the address names.
Response list_page(const PageDesk& desk, Visit& visit, std::string_view before, const PageNotice& notice) {
  visit.frame.here = kHere;
  const ApiAnswer answer =
      desk.api.ask(visit.caller, "GET",
                   address_of({"api", "v1", "suppressions"}, {{"limit", kPageSize}, {"before", before}}));
  PageNotice all = notice;
  if (!answer.ok()) {
    all.refusal = answer.error();
    all.status = answer.status;
  }
  const auto content = [&](Html& html) {
    html.element("h1", kTitle.in(visit.frame.language));
    put_notice(html, all, visit.frame.language);
    put_find(html, visit.frame);
    if (answer.ok()) put_list(html, answer.document, visit.frame.language);
    put_add(html, visit.frame);
  };
  return console_page(visit.frame, kTitle, content, all.status);
}

void put_found(Html& html, const PageFrame& frame, const boost::json::array& found,
               const std::string& subject) {
  const Language language = frame.language;
  html.open("section").element("h2", kFound.in(language));
  if (found.empty()) html.element("p", kFoundNone.in(language));
  if (!found.empty()) html.open("ul");
  std::size_t place = 0;
  for (const auto& item : found) {
    const boost::json::object& one = item.as_object();
    html.open("li");
    put_suppression(html, one, language);
    if (frame.role >= Role::operator_ && flag_of(one, "active"))
      put_take_back(html, std::string(kHere) + "/remove", frame.form_token, "subject", subject, one,
                    "take-back-" + std::to_string(++place), language);
    html.close();
  }
  if (!found.empty()) html.close();
  html.close();
}

void put_former(Html& html, const boost::json::array& former, Language language) {
  if (former.empty()) return;
  html.open("section").element("h2", kFormer.in(language)).open("ul");
  for (const auto& one : former) {
    html.open("li");
    put_suppression(html, one.as_object(), language);
    html.close();
  }
  html.close().close();
}

// Answered at once: what was typed goes into no address.
Response find(const PageDesk& desk, Visit& visit) {
  const std::string subject = trimmed(visit, "subject");
  visit.frame.here = kHere;
  const ApiAnswer answer =
      desk.api.ask(visit.caller, "POST", "/api/v1/suppressions/find", {{"subject", subject}});
  if (!answer.ok()) return list_page(desk, visit, "", {.refusal = answer.error(), .status = answer.status});
  const auto content = [&](Html& html) {
    html.element("h1", kTitle.in(visit.frame.language));
    put_find(html, visit.frame);
    put_found(html, visit.frame, answer.document.at("suppressions").as_array(), subject);
    put_former(html, answer.document.at("former").as_array(), visit.frame.language);
    html.open("p").element("a", kNewestAgain.in(visit.frame.language), {{"href", kHere}}).close();
  };
  return console_page(visit.frame, kTitle, content);
}

Response told(const PageDesk& desk, Visit& visit, const ApiAnswer& answer, std::string_view word) {
  if (answer.ok()) return see_other(std::string(kHere) + "?done=" + std::string(word));
  return list_page(desk, visit, "", {.refusal = answer.error(), .status = answer.status});
}

Response add(const PageDesk& desk, Visit& visit) {
  boost::json::object body;
  for (const char* field : {"subject", "scope", "class", "reason", "until", "note"})
    body[field] = trimmed(visit, field);
  if (body["note"].as_string().size() > kLongestReason)
    return list_page(desk, visit, "", {.fault = kTooLong, .status = 400});
  const ApiAnswer answer = desk.api.ask(visit.caller, "POST", "/api/v1/suppressions", body);
  return told(desk, visit, answer, stored_word(text_of(answer.document, "fate")));
}

Response remove(const PageDesk& desk, Visit& visit) {
  boost::json::object body;
  for (const char* field : {"subject", "scope", "class", "reason"}) body[field] = trimmed(visit, field);
  const std::string reason = trimmed(visit, "reason");
  if (reason.empty() || reason.size() > kLongestReason)
    return list_page(desk, visit, "", {.fault = kSayWhy, .status = 400});
  return told(desk, visit, desk.api.ask(visit.caller, "POST", "/api/v1/suppressions/remove", body),
              "taken_back");
}

}  // namespace

void add_suppression_pages(const PageDesk& desk) {
  const auto page = [&](Response (*answer)(const PageDesk&, Visit&)) -> Page {
    return [desk, answer](Request&, Visit& visit) { return answer(desk, visit); };
  };
  desk.add("GET", "/console/suppressions", [desk](Request& request, Visit& visit) {
    return list_page(desk, visit, request.asked("before"), {.done = done_words(request.asked("done"))});
  });
  desk.add("POST", "/console/suppressions/find", page(find));
  desk.add("POST", "/console/suppressions/add", page(add));
  desk.add("POST", "/console/suppressions/remove", page(remove));
}

}  // namespace triand::server
