#include "daemon/server/console/customer_actions.hpp"

#include <algorithm>
#include <optional>
#include <variant>

#include "daemon/domain/blank.hpp"
#include "daemon/server/api/query_number.hpp"
#include "daemon/server/console/customer_desk.hpp"
#include "daemon/server/console/customer_page.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/suppression_words.hpp"

namespace triand::server {
namespace {

using domain::DeliveryState;

constexpr std::size_t kLongestReason = 800;  // bytes: 200 characters of any kind

constexpr Phrase kSayWhy{"Xin ghi lý do (tối đa 200 ký tự).",
                         "Please give the reason (200 characters at most)."};
constexpr Phrase kSayIt{"Xin ghi nội dung cuộc gọi (tối đa 500 ký tự).",
                        "Please say what the call was about (500 characters at most)."};
constexpr Phrase kSayWhat{"Xin chọn kết luận về tin này.", "Please say what became of the message."};
constexpr Phrase kConfirmFirst{
    "Tin trước có thể đã tới. Muốn gửi lại, xin đánh dấu vào câu xác nhận.",
    "The message may have arrived. To send it again, please tick the sentence that says so."};
constexpr Phrase kOtherAddress{
    "Số điện thoại hoặc email của khách hàng đã đổi từ khi mở trang nên chưa làm gì. Xin xem lại rồi làm "
    "lại.",
    "The customer's telephone or email has changed since the page was opened, so nothing was done. Please "
    "look "
    "again."};
constexpr Phrase kOldForm{"Trang đã cũ nên chưa làm gì. Xin xem lại tin bên dưới rồi làm lại.",
                          "The page was out of date, so nothing was done. Please look at the message again."};

Response again(const ApiWorld& world, Visit& visit, const store::StoredCustomer& stored, Phrase fault) {
  return show_customer(world, visit, stored, {.fault = fault, .status = 400});
}

Response refused(const ApiWorld& world, Visit& visit, const store::StoredCustomer& stored,
                 const ApiAnswer& answer) {
  return show_customer(world, visit, stored, {.refusal = answer.error(), .status = answer.status});
}

Response done(const store::StoredCustomer& stored, std::string_view word) {
  return see_other(customer_address(stored.customer.id) + "?done=" + std::string(word));
}

// Empty: nothing was given, or more than is kept.
std::string reason_in(const Visit& visit, const std::string& field = "reason") {
  std::string reason(domain::trim(visit.form.value(field)));
  return reason.size() <= kLongestReason ? reason : std::string();
}

// Of the customer's data that the page showed.
std::optional<std::int64_t> version_in(const Visit& visit) {
  const auto version = query_number(visit.form.value("customer_version"), 0);
  return version && *version > 0 ? version : std::nullopt;
}

// What happened first after what the page showed is the same order of the same person: a form that was sent twice.
bool was_done_before(store::Reader& reader, const store::DeliveryView& view, const Caller& caller,
                     std::int64_t seen, DeliveryState state) {
  const auto history = reader.history(view.id);
  const auto first = std::find_if(history.begin(), history.end(),
                                  [&](const store::HistoryView& row) { return row.id > seen; });
  return first != history.end() && first->event == store::HistoryEvent::resolved &&
         first->who == caller.name && first->state == state;
}

struct Order {
  const char* verb;          // of the API
  boost::json::object body;  // reason and newest event come in here
  DeliveryState state;       // that it leads to
  const char* done;
};

Response decide(const PageDesk& desk, Visit& visit, const store::StoredCustomer& stored, Order order) {
  const ApiWorld& world = desk.world;
  const auto seen = query_number(visit.form.value("seen"), -1);
  const auto version = version_in(visit);
  if (!seen || *seen < 0 || !version) return again(world, visit, stored, kOldForm);
  const std::string reason = reason_in(visit);
  if (reason.empty()) return again(world, visit, stored, kSayWhy);
  const auto view = world.reader()->delivery(visit.form.value("reference"));
  if (!view || view->customer_id != stored.customer.id) return no_customer_page(visit.frame);
  order.body["reason"] = reason;
  order.body["newest_event"] = *seen;
  order.body["customer_version"] = *version;
  const ApiAnswer answer = desk.api.ask(
      visit.caller, "POST", address_of({"api", "v1", "deliveries", view->reference, order.verb}), order.body);
  if (answer.ok() ||
      (answer.status == 409 && was_done_before(*world.reader(), *view, visit.caller, *seen, order.state)))
    return done(stored, order.done);
  return refused(world, visit, stored, answer);
}

Response resend(const PageDesk& desk, Visit& visit, const store::StoredCustomer& stored) {
  return decide(desk, visit, stored, {"resend", {}, DeliveryState::queued, "resent"});
}

Response resolve(const PageDesk& desk, Visit& visit, const store::StoredCustomer& stored) {
  const std::string as = visit.form.value("as");
  if (as == "resend" && visit.form.value("confirm") != "yes")
    return again(desk.world, visit, stored, kConfirmFirst);
  if (as == "resend")
    return decide(desk, visit, stored, {"resolve", {{"as", as}}, DeliveryState::queued, "resent"});
  if (as == "delivered")
    return decide(desk, visit, stored, {"resolve", {{"as", as}}, DeliveryState::delivered, "resolved"});
  if (as == "failed")
    return decide(desk, visit, stored, {"resolve", {{"as", as}}, DeliveryState::failed, "resolved"});
  return again(desk.world, visit, stored, kSayWhat);
}

std::string address_named(const std::string& whom, const domain::Customer& customer) {
  // The form that stops names the choice, the one that takes back what is stored.
  if (whom == "telephone" || whom == domain::to_string(domain::SubjectKind::telephone)) return customer.phone;
  return whom == "email" ? customer.email : std::string();
}

// Who must not be written to, or why that is not known. The address stays out of the form, which says whose it is alone:
// it is the one that the page showed, or none.
std::variant<std::string, PageNotice> subject_of(const ApiWorld& world, const Visit& visit,
                                                 const store::StoredCustomer& stored) {
  const std::string whom = visit.form.value("whom");
  if (whom == "customer") return stored.customer.code;
  const auto version = version_in(visit);
  if (!version) return PageNotice{.fault = kOldForm, .status = 400};
  const auto shown = world.reader()->customer(stored.customer.id, *version);
  // What is known of no such version is not what the page showed.
  const bool known = shown && shown->version == *version;
  std::string subject = known ? address_named(whom, shown->customer) : std::string();
  if (known && subject.empty()) return PageNotice{.fault = kOldForm, .status = 400};
  if (!known || subject != address_named(whom, stored.customer))
    return PageNotice{.fault = kOtherAddress, .status = 409};
  return subject;
}

Response stop(const PageDesk& desk, Visit& visit, const store::StoredCustomer& stored) {
  const std::string words = reason_in(visit, "words");
  if (words.empty()) return again(desk.world, visit, stored, kSayWhy);
  const auto subject = subject_of(desk.world, visit, stored);
  if (const auto* why_not = std::get_if<PageNotice>(&subject))
    return show_customer(desk.world, visit, stored, *why_not);
  const ApiAnswer answer = desk.api.ask(visit.caller, "POST", "/api/v1/suppressions",
                                        {{"subject", std::get<std::string>(subject)},
                                         {"scope", visit.form.value("scope")},
                                         {"class", visit.form.value("class")},
                                         {"note", words}});
  return answer.ok() ? done(stored, stored_word(text_of(answer.document, "fate")))
                     : refused(desk.world, visit, stored, answer);
}

Response take_back(const PageDesk& desk, Visit& visit, const store::StoredCustomer& stored) {
  const std::string reason = reason_in(visit);
  if (reason.empty()) return again(desk.world, visit, stored, kSayWhy);
  const auto subject = subject_of(desk.world, visit, stored);
  if (const auto* why_not = std::get_if<PageNotice>(&subject))
    return show_customer(desk.world, visit, stored, *why_not);
  const ApiAnswer answer = desk.api.ask(visit.caller, "POST", "/api/v1/suppressions/remove",
                                        {{"subject", std::get<std::string>(subject)},
                                         {"scope", visit.form.value("scope")},
                                         {"class", visit.form.value("class")},
                                         {"reason", reason}});
  return answer.ok() ? done(stored, "taken_back") : refused(desk.world, visit, stored, answer);
}

Response note(const PageDesk& desk, Visit& visit, const store::StoredCustomer& stored) {
  const auto after = query_number(visit.form.value("after"), 0);
  if (!after) return again(desk.world, visit, stored, kOldForm);
  const std::string words(domain::trim(visit.form.value("note")));
  if (words.empty()) return again(desk.world, visit, stored, kSayIt);
  const ApiAnswer answer = desk.api.ask(visit.caller, "POST",
                                        address_of({"api", "v1", "customers", stored.customer.code, "notes"}),
                                        {{"note", words}, {"after", *after}});
  return answer.ok() ? done(stored, "noted") : refused(desk.world, visit, stored, answer);
}

}  // namespace

void add_customer_actions(const PageDesk& desk) {
  using Action = Response (*)(const PageDesk&, Visit&, const store::StoredCustomer&);
  const auto page = [&](Action action) -> Page {
    return [desk, action](Request& request, Visit& visit) {
      const auto stored = customer_in(request, visit, *desk.world.reader());
      return stored ? action(desk, visit, *stored) : no_customer_page(visit.frame);
    };
  };
  desk.add("POST", "/console/customers/{id}/resend", page(resend));
  desk.add("POST", "/console/customers/{id}/resolve", page(resolve));
  desk.add("POST", "/console/customers/{id}/stop", page(stop));
  desk.add("POST", "/console/customers/{id}/take-back", page(take_back));
  desk.add("POST", "/console/customers/{id}/note", page(note));
}

}  // namespace triand::server
