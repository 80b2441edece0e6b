#include "daemon/server/console/consent_section.hpp"

#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/page_parts.hpp"
#include "daemon/server/console/suppression_words.hpp"

namespace triand::server {
namespace {

constexpr Phrase kConsent{"Đồng ý và từ chối", "Consent and refusals"};
constexpr Phrase kRefuses{"Danh sách ghi: từ chối nhận tin.",
                          "The list says: does not want to be written to."};
constexpr Phrase kAccepts{"Danh sách không ghi từ chối nhận tin.", "The list says nothing of a refusal."};
constexpr Phrase kConsents{"Đã đồng ý nhận tin quảng cáo.", "Has agreed to advertising."};
constexpr Phrase kNoConsent{"Chưa đồng ý nhận tin quảng cáo.", "Has not agreed to advertising."};
constexpr Phrase kNoSuppression{"Không có lệnh ngừng gửi nào.", "No suppression holds."};
constexpr Phrase kStop{"Ngừng nhận tin", "Stop writing"};
constexpr Phrase kWhom{"Cho ai", "For whom"};
constexpr Phrase kThisCustomer{"khách hàng này", "this customer"};
constexpr Phrase kThisPhone{"số điện thoại {}, của bất kỳ ai", "the telephone {}, whoever has it"};
constexpr Phrase kThisEmail{"email {}, của bất kỳ ai", "the email {}, whoever has it"};
constexpr Phrase kWords{"Khách hàng nói gì", "What the customer said"};

std::string with(Phrase phrase, const std::string& address, Language language) {
  std::string out(phrase.in(language));
  return out.replace(out.find("{}"), 2, address);
}

void put_whom(Html& html, const PageFrame& frame, const CustomerView& view) {
  const Language language = frame.language;
  html.element("label", kWhom.in(language), {{"for", "whom"}});
  html.open("select", {{"id", "whom"}, {"name", "whom"}});
  html.element("option", kThisCustomer.in(language), {{"value", "customer"}});
  // Addresses belong to no unit.
  const std::string phone = frame.limited ? std::string() : text_of(view.customer, "phone");
  const std::string email = frame.limited ? std::string() : text_of(view.customer, "email");
  if (!phone.empty()) html.element("option", with(kThisPhone, phone, language), {{"value", "telephone"}});
  if (!email.empty()) html.element("option", with(kThisEmail, email, language), {{"value", "email"}});
  html.close();
}

void put_stop(Html& html, const PageFrame& frame, const std::string& address, const CustomerView& view) {
  const Language language = frame.language;
  html.open("details", {{"class", "act"}}).element("summary", kStop.in(language));
  open_form(html, address + "/stop", frame.form_token);
  put_customer_version(html, view.version);
  put_whom(html, frame, view);
  put_scope_field(html, language);
  put_class_field(html, language);
  put_words_field(html, kWords, "words", "stop-words", language);
  html.element("button", kStop.in(language), {{"type", "submit"}}).close().close();
}

bool may_take_back(const PageFrame& frame, const boost::json::object& one) {
  if (frame.role < Role::operator_ || !flag_of(one, "active") || flag_of(one, "erased")) return false;
  return !frame.limited || text_of(one, "kind") == "customer";
}

}  // namespace

void put_consent(Html& html, const PageFrame& frame, const std::string& address, const CustomerView& view) {
  const Language language = frame.language;
  html.open("section").element("h2", kConsent.in(language)).open("ul");
  html.element("li", (flag_of(view.customer, "opt_out") ? kRefuses : kAccepts).in(language));
  html.element("li", (view.consents ? kConsents : kNoConsent).in(language));
  const boost::json::array& suppressions = view.customer.at("suppressions").as_array();
  if (suppressions.empty()) html.element("li", kNoSuppression.in(language));
  std::size_t place = 0;
  for (const auto& item : suppressions) {
    const boost::json::object& one = item.as_object();
    html.open("li");
    put_suppression(html, one, language);
    if (may_take_back(frame, one))
      put_take_back(html, address + "/take-back", frame.form_token, "whom", text_of(one, "kind"), one,
                    "take-back-" + std::to_string(++place), language, view.version);
    html.close();
  }
  html.close();
  if (frame.role >= Role::support) put_stop(html, frame, address, view);
  html.close();
}

}  // namespace triand::server
