#include "daemon/server/console/customer_page.hpp"

#include "daemon/server/console/call_note_section.hpp"
#include "daemon/server/console/consent_section.hpp"
#include "daemon/server/console/delivery_actions.hpp"
#include "daemon/server/console/delivery_section.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/page_parts.hpp"
#include "daemon/server/console/spoken_words.hpp"

namespace triand::server {
namespace {

constexpr Phrase kTitle{"Trả lời khách", "Answer to the customer"};
constexpr Phrase kSay{"Nên nói:", "To say:"};
constexpr Phrase kHistory{"Diễn biến", "What happened"};
constexpr Phrase kNothingSent{"Chưa có tin nào.", "No messages yet."};
constexpr Phrase kOlder{"Còn {} tin cũ hơn; xem bằng trianctl deliveries find.",
                        "{} older messages; trianctl deliveries find shows them."};
constexpr Phrase kNotWritten{"Không gửi", "Not written to"};
constexpr Phrase kCustomer{"Khách hàng", "Customer"};
constexpr Phrase kCode{"Mã khách hàng", "Customer code"};
constexpr Phrase kName{"Họ tên", "Name"};
constexpr Phrase kPhone{"Điện thoại", "Telephone"};
constexpr Phrase kEmail{"Email", "Email"};
constexpr Phrase kAddress{"Địa chỉ", "Address"};
constexpr Phrase kUnit{"Đơn vị", "Unit"};
constexpr Phrase kSegment{"Nhóm", "Segment"};
constexpr Phrase kLanguage{"Ngôn ngữ", "Language"};
constexpr Phrase kErasedAt{"Dữ liệu đã xóa lúc", "Data erased at"};
constexpr Phrase kReason{"Lý do cần xem đầy đủ", "Why everything must be seen"};
constexpr Phrase kReveal{"Xem đầy đủ trong {} giây", "Show everything for {} seconds"};
constexpr Phrase kReasonHint{"Lý do được ghi vào nhật ký cùng tên người xem.",
                             "The reason goes into the audit with your name."};
constexpr Phrase kRevealed{"Đang hiện đầy đủ; trang tự ẩn sau {} giây.",
                           "Everything is shown; the page hides it after {} seconds."};
constexpr Phrase kHide{"Ẩn ngay", "Hide now"};
constexpr Phrase kUnrecorded{"Chưa ghi được nhật ký nên dữ liệu cá nhân được che.",
                             "The look could not be recorded, so personal data is masked."};
constexpr Phrase kOthers{"Khách hàng khác cùng số điện thoại", "Others with the same telephone"};
constexpr Phrase kNoOthers{"Không có.", "None."};
constexpr Phrase kMoreOthers{"Còn nữa.", "There are more."};

void put_answer(Html& html, const CustomerView& view, Language language) {
  html.open("section", {{"class", "answer"}}).element("h2", kTitle.in(language));
  html.element("p", view.answer.verdict, {{"class", "verdict"}});
  if (!view.answer.details.empty()) {
    html.open("ul");
    for (const std::string& detail : view.answer.details) html.element("li", detail);
    html.close();
  }
  html.open("p", {{"class", "aloud"}}).element("strong", kSay.in(language)).text(" “");
  html.text(view.answer.aloud).text("”").close().close();
}

void put_not_written(Html& html, const boost::json::object& customer, Language language) {
  const boost::json::array& left_out = customer.at("not_written_to").as_array();
  if (left_out.empty()) return;
  html.element("h3", kNotWritten.in(language)).open("ul");
  for (const auto& item : left_out) {
    const boost::json::object& one = item.as_object();
    html.open("li").text(text_of(one, "campaign")).text(": ");
    html.text(text_of(one, language == Language::english ? "sentence" : "sentence_vi"));
    if (const std::string detail = text_of(one, "detail"); !detail.empty())
      html.text(" (").text(detail).text(")");
    html.close();
  }
  html.close();
}

void put_history(Html& html, const PageFrame& frame, const CustomerView& view) {
  const Language language = frame.language;
  html.open("section").element("h2", kHistory.in(language));
  if (view.deliveries.empty()) html.element("p", kNothingSent.in(language));
  for (std::size_t at = 0; at < view.deliveries.size(); ++at) {
    const boost::json::object& delivery = view.deliveries[at];
    put_delivery(html, delivery, view.sight != Sight::masked, language, [&] {
      put_delivery_actions(html, frame, customer_address(view.id), delivery, view.resends.at(at), at + 1);
    });
  }
  if (view.not_shown > 0) html.element("p", filled(kOlder, language, view.not_shown));
  put_not_written(html, view.customer, language);
  put_archived(html, view.archived, language);
  html.close();
}

void put_reveal(Html& html, const PageFrame& frame, const CustomerView& view) {
  const Language language = frame.language;
  if (view.sight == Sight::whole) {
    html.element("p", filled(kRevealed, language, kRevealSeconds), {{"class", "notice"}, {"role", "status"}});
    html.open("p").element("a", kHide.in(language), {{"href", customer_address(view.id)}}).close();
    return;
  }
  open_form(html, customer_address(view.id) + "/reveal", frame.form_token);
  html.element("label", kReason.in(language), {{"for", "reason"}});
  html.leaf("input", {{"id", "reason"},
                      {"name", "reason"},
                      {"maxlength", "200"},
                      {"autocomplete", "off"},
                      {"aria-describedby", "reason-hint"},
                      {"required"}});
  html.element("p", kReasonHint.in(language), {{"id", "reason-hint"}, {"class", "small"}});
  html.element("button", filled(kReveal, language, kRevealSeconds), {{"type", "submit"}});
  html.close();
}

void put_customer(Html& html, const PageFrame& frame, const CustomerView& view, bool may_reveal) {
  const Language language = frame.language;
  const boost::json::object& customer = view.customer;
  html.open("section").element("h2", kCustomer.in(language)).open("dl");
  put_fact(html, kCode, text_of(customer, "customer_code"), language);
  put_fact(html, kName, text_of(customer, "full_name"), language);
  put_fact(html, kPhone, text_of(customer, "phone"), language);
  put_fact(html, kEmail, text_of(customer, "email"), language);
  put_fact(html, kAddress, text_of(customer, "address"), language);
  const std::string unit = text_of(customer, "unit");
  put_fact(html, kUnit, unit.empty() ? unit : unit + " · " + text_of(customer, "unit_name"), language);
  put_fact(html, kSegment, text_of(customer, "segment"), language);
  put_fact(html, kLanguage, text_of(customer, "language"), language);
  if (const std::string erased = text_of(customer, "erased_at"); !erased.empty())
    put_fact(html, kErasedAt, short_time(erased), language);
  html.close();
  if (may_reveal) put_reveal(html, frame, view);
  html.close();
}

void put_others(Html& html, const CustomerView& view, Language language) {
  html.open("section").element("h2", kOthers.in(language));
  if (view.same_phone.empty()) {
    html.element("p", kNoOthers.in(language)).close();
    return;
  }
  html.open("ul");
  for (const CustomerView::Other& other : view.same_phone)
    html.open("li")
        .element("a", other.code, {{"href", customer_address(other.id)}})
        .text(" ")
        .text(other.name)
        .close();
  if (view.more_with_phone) html.element("li", kMoreOthers.in(language));
  html.close().close();
}

}  // namespace

std::string customer_address(std::int64_t id) { return "/console/customers/" + std::to_string(id); }

Response customer_page(const PageFrame& frame, const CustomerView& view, bool may_reveal, bool on_record,
                       const PageNotice& notice) {
  const auto content = [&](Html& html) {
    const std::string name = text_of(view.customer, "full_name");
    const std::string code = text_of(view.customer, "customer_code");
    html.element("h1", name.empty() ? code : name + " · " + code);
    put_notice(html, notice, frame.language);
    if (!on_record)
      html.element("p", kUnrecorded.in(frame.language), {{"class", "notice"}, {"role", "alert"}});
    look_up_form(html, frame, "", false);
    html.open("div", {{"class", "columns"}}).open("div");
    put_answer(html, view, frame.language);
    put_history(html, frame, view);
    html.close().open("div");
    put_customer(html, frame, view, may_reveal);
    put_consent(html, frame, customer_address(view.id), view);
    put_call_notes(html, frame, customer_address(view.id), view);
    put_others(html, view, frame.language);
    html.close().close();
  };
  Response response = console_page(frame, kTitle, content, notice.status);
  if (view.sight == Sight::whole)
    response.headers.emplace_back("Refresh",
                                  std::to_string(kRevealSeconds) + "; url=" + customer_address(view.id));
  return response;
}

}  // namespace triand::server
