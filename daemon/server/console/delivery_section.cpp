#include "daemon/server/console/delivery_section.hpp"

#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/page_parts.hpp"
#include "daemon/server/console/spoken_words.hpp"

namespace triand::server {
namespace {

constexpr Phrase kTo{"Gửi tới", "To"};
constexpr Phrase kCampaign{"Đợt", "Campaign"};
constexpr Phrase kReference{"Mã tham chiếu", "Reference"};
constexpr Phrase kTries{"Số lần gửi", "Tries"};
constexpr Phrase kHistory{"Diễn biến", "What happened"};
constexpr Phrase kGatewaysWords{"Lời của cổng gửi tin", "The gateway's words"};
constexpr Phrase kMore{"Chi tiết", "Details"};
constexpr Phrase kCode{"Mã trả lời", "Code"};
constexpr Phrase kDetail{"Nội dung trả lời", "Answer"};
constexpr Phrase kProviderId{"Mã của cổng gửi tin", "The gateway's id"};
constexpr Phrase kLatency{"Thời gian trả lời", "Answered within"};
constexpr Phrase kWho{"Người thực hiện", "Done by"};
constexpr Phrase kText{"Nội dung đã gửi", "The text that was sent"};
constexpr Phrase kTextToCome{"Nội dung sẽ gửi", "The text that will be sent"};
constexpr Phrase kSubject{"Tiêu đề", "Subject"};
constexpr Phrase kHiddenText{"Nội dung tin có tên khách hàng nên vai trò này không xem được.",
                             "The text names the customer; this role may not see it."};
constexpr Phrase kErased{"Nội dung đã xóa theo yêu cầu của khách hàng.",
                         "The text was erased on the customer's request."};
constexpr Phrase kNoText{"Không dựng lại được nội dung.", "The text cannot be shown."};
constexpr Phrase kArchived{"Chỉ còn trong lưu trữ", "Only in the archive"};

domain::DeliveryState state_of(const boost::json::object& document) {
  return domain::delivery_state_from(text_of(document, "state")).value_or(domain::DeliveryState::queued);
}

domain::Reason reason_of(const boost::json::object& document) {
  return domain::reason_from(text_of(document, "reason")).value_or(domain::Reason::none);
}

void put_time(Html& html, const std::string& local_time) {
  html.element("time", short_time(local_time), {{"datetime", local_time}});
}

// Folded away: for those who talk to the gateway, not to the customer.
void put_raw(Html& html, const boost::json::object& entry, Language language) {
  const std::string event = text_of(entry, "event");
  const bool ours = event == "planned" || event == "expired" || event == "cancelled";
  const std::string code = text_of(entry, "code");
  const std::string id = text_of(entry, "provider_id");
  const std::string detail = ours ? std::string() : text_of(entry, "detail");
  const std::string who = text_of(entry, "who");
  const std::int64_t latency = number_of(entry, "latency_ms");
  if (code.empty() && id.empty() && detail.empty() && who.empty()) return;
  const bool gateway = event == "attempt" || event == "receipt";
  html.open("details").element("summary", (gateway ? kGatewaysWords : kMore).in(language)).open("dl");
  put_fact(html, kCode, code, language);
  put_fact(html, kDetail, detail, language);
  put_fact(html, kProviderId, id, language);
  if (latency > 0) put_fact(html, kLatency, std::to_string(latency) + " ms", language);
  put_fact(html, kWho, who, language);
  html.close().close();
}

void put_entry(Html& html, const boost::json::object& entry, Language language) {
  html.open("li");
  put_time(html, text_of(entry, "at"));
  html.text(" ").text(event_words(text_of(entry, "event"), language));
  if (const auto state = domain::delivery_state_from(text_of(entry, "state")))
    html.text(": ").text(state_words(*state, language)).text(".");
  if (const std::string_view why = reason_sentence(reason_of(entry), language); !why.empty())
    html.text(" ").text(why);
  put_raw(html, entry, language);
  html.close();
}

void put_text(Html& html, const boost::json::object& delivery, bool texts, Language language) {
  const domain::DeliveryState state = state_of(delivery);
  html.element("h4", (state == domain::DeliveryState::queued ? kTextToCome : kText).in(language));
  const std::string text = text_of(delivery, "text");
  const std::string subject = text_of(delivery, "subject");
  if (flag_of(delivery, "erased")) {
    html.element("p", kErased.in(language), {{"class", "small"}});
  } else if (!texts) {
    html.element("p", kHiddenText.in(language), {{"class", "small"}});
  } else if (text.empty() && subject.empty()) {
    html.element("p", kNoText.in(language), {{"class", "small"}});
  } else {
    if (!subject.empty()) html.open("p").text(kSubject.in(language)).text(": ").text(subject).close();
    html.element("p", text, {{"class", "sent"}});
  }
}

}  // namespace

void put_delivery(Html& html, const boost::json::object& delivery, bool texts, Language language,
                  const std::function<void()>& actions) {
  const domain::DeliveryState state = state_of(delivery);
  const domain::Reason reason = reason_of(delivery);
  html.open("article", {{"class", domain::to_string(state)}}).open("h3");
  html.text(capitalised(message_noun(text_of(delivery, "kind"), text_of(delivery, "channel"), language)));
  html.element("span", state_words(state, language), {{"class", "state"}}).close();
  if (const std::string_view why = reason_sentence(reason, language); !why.empty())
    html.open("p").text(why).text(" ").text(reason_next(reason, language)).close();
  html.open("dl");
  put_fact(html, kTo, text_of(delivery, "address"), language);
  put_fact(html, kCampaign, text_of(delivery, "campaign"), language);
  put_fact(html, kReference, text_of(delivery, "reference"), language);
  put_fact(html, kTries, std::to_string(number_of(delivery, "attempts")), language);
  html.close();
  html.element("h4", kHistory.in(language)).open("ol");
  if (const auto* history = delivery.if_contains("history"); history != nullptr && history->is_array())
    for (const auto& entry : history->get_array()) put_entry(html, entry.as_object(), language);
  html.close();
  put_text(html, delivery, texts, language);
  actions();
  html.close();
}

void put_archived(Html& html, const boost::json::array& archived, Language language) {
  if (archived.empty()) return;
  html.element("h3", kArchived.in(language)).open("ul");
  for (const auto& item : archived) {
    const boost::json::object& one = item.as_object();
    html.open("li");
    put_time(html, text_of(one, "updated_at"));
    html.text(" ").text(text_of(one, "campaign")).text(", ").text(text_of(one, "channel")).text(": ");
    html.text(state_words(state_of(one), language)).text(". ");
    html.text(reason_sentence(reason_of(one), language)).close();
  }
  html.close();
}

}  // namespace triand::server
