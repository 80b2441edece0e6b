#include "daemon/server/console/delivery_actions.hpp"

#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/page_parts.hpp"
#include "daemon/server/console/spoken_words.hpp"

namespace triand::server {
namespace {

constexpr Phrase kResend{"Gửi lại", "Send again"};
constexpr Phrase kCannot{"Không gửi lại được", "Cannot be sent again"};
constexpr Phrase kWhy{"Lý do", "Why"};
constexpr Phrase kWhyHint{"Lý do được ghi vào nhật ký cùng tên người làm.",
                          "The reason goes into the audit with your name."};
constexpr Phrase kForOperators{
    "Chưa rõ tin đã tới hay chưa. Người vận hành kết luận; trước đó tin không được gửi lại.",
    "It is not known whether the message arrived. An operator decides; until then it is not sent again."};
constexpr Phrase kResolve{"Kết luận về tin chưa rõ", "Resolve the doubt"};
constexpr Phrase kDelivered{"Khách hàng đã nhận được tin", "The customer has received the message"};
constexpr Phrase kFailed{"Khách hàng không nhận được tin; kênh tiếp theo gửi thay, nếu có",
                         "The customer has not; the next channel takes over, if there is one"};
constexpr Phrase kWhatBecame{"Tin này ra sao", "What became of it"};
constexpr Phrase kRecord{"Ghi kết luận", "Record it"};
constexpr Phrase kConfirm{
    "Tôi hiểu tin trước có thể đã tới, nên khách hàng có thể nhận hai lời tri ân.",
    "I understand that the message may have arrived, so that the customer may be thanked twice."};

struct Place {
  const PageFrame& frame;
  const std::string& address;
  const boost::json::object& delivery;
  std::string number;

  [[nodiscard]] std::string id(std::string_view name) const { return std::string(name) + "-" + number; }
};

void begin_form(Html& html, const Place& place, std::string_view verb) {
  open_form(html, place.address + std::string(verb), place.frame.form_token);
  html.leaf("input",
            {{"type", "hidden"}, {"name", "reference"}, {"value", text_of(place.delivery, "reference")}});
  html.leaf("input", {{"type", "hidden"},
                      {"name", "seen"},
                      {"value", std::to_string(number_of(place.delivery, "newest_event"))}});
  put_customer_version(html, number_of(place.delivery, "customer_version"));
}

void put_why(Html& html, const Place& place, std::string_view name) {
  const Language language = place.frame.language;
  const std::string id = place.id(name);
  html.element("label", kWhy.in(language), {{"for", id}});
  html.leaf("input", {{"id", id},
                      {"name", "reason"},
                      {"maxlength", "200"},
                      {"autocomplete", "off"},
                      {"aria-describedby", id + "-hint"},
                      {"required"}});
  html.element("p", kWhyHint.in(language), {{"id", id + "-hint"}, {"class", "small"}});
}

// Where it would go, and what it would wait for.
void put_prospect(Html& html, const ResendChoice& choice) {
  for (const std::string& sentence : {choice.to, choice.wait})
    if (!sentence.empty()) html.element("p", sentence);
}

// The button is there and says why it does nothing.
void put_barred(Html& html, const Place& place, std::string_view why) {
  const std::string id = place.id("barred");
  html.open("p", {{"class", "barred"}});
  html.element("button", kResend.in(place.frame.language),
               {{"type", "button"}, {"disabled"}, {"aria-describedby", id}});
  html.open("span", {{"id", id}}).text(kCannot.in(place.frame.language)).text(": ").text(why).close().close();
}

void put_resend(Html& html, const Place& place, const ResendChoice& choice) {
  const Language language = place.frame.language;
  html.open("details", {{"class", "act"}}).element("summary", kResend.in(language));
  begin_form(html, place, "/resend");
  put_prospect(html, choice);
  put_why(html, place, "resend");
  html.element("button", kResend.in(language), {{"type", "submit"}}).close().close();
}

void put_radio(Html& html, const Place& place, Literal value, Phrase words) {
  const std::string id = place.id(value.text());
  html.open("p", {{"class", "tick"}});
  html.leaf("input", {{"id", id}, {"type", "radio"}, {"name", "as"}, {"value", value.text()}, {"required"}});
  html.element("label", words.in(place.frame.language), {{"for", id}}).close();
}

void put_doubt(Html& html, const Place& place, const ResendChoice& choice) {
  const Language language = place.frame.language;
  html.open("details", {{"class", "act"}}).element("summary", kResolve.in(language));
  begin_form(html, place, "/resolve");
  html.open("fieldset").element("legend", kWhatBecame.in(language));
  put_radio(html, place, "delivered", kDelivered);
  put_radio(html, place, "failed", kFailed);
  html.close();
  put_why(html, place, "resolve");
  html.element("button", kRecord.in(language), {{"type", "submit"}}).close().close();

  if (!choice.why_not.empty()) return put_barred(html, place, choice.why_not);
  html.open("details", {{"class", "act"}}).element("summary", kResend.in(language));
  begin_form(html, place, "/resolve");
  html.leaf("input", {{"type", "hidden"}, {"name", "as"}, {"value", "resend"}});
  put_prospect(html, choice);
  const std::string id = place.id("confirm");
  html.open("p", {{"class", "tick"}});
  html.leaf("input", {{"id", id}, {"type", "checkbox"}, {"name", "confirm"}, {"value", "yes"}, {"required"}});
  html.element("label", kConfirm.in(language), {{"for", id}}).close();
  put_why(html, place, "doubt");
  html.element("button", kResend.in(language), {{"type", "submit"}}).close().close();
}

}  // namespace

void put_delivery_actions(Html& html, const PageFrame& frame, const std::string& address,
                          const boost::json::object& delivery, const ResendChoice& choice,
                          std::size_t place_number) {
  if (frame.role < Role::support) return;
  const Place place{frame, address, delivery, std::to_string(place_number)};
  if (text_of(delivery, "state") == domain::to_string(domain::DeliveryState::in_doubt)) {
    if (frame.role < Role::operator_) return put_barred(html, place, kForOperators.in(frame.language));
    return put_doubt(html, place, choice);
  }
  if (!choice.why_not.empty()) return put_barred(html, place, choice.why_not);
  put_resend(html, place, choice);
}

}  // namespace triand::server
