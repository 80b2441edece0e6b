#include "daemon/server/console/preview_page.hpp"

#include <array>

#include "daemon/server/console/campaign_powers.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/named_phrase.hpp"
#include "daemon/server/console/number_words.hpp"
#include "daemon/server/console/plan_words.hpp"
#include "daemon/server/console/refusal_words.hpp"
#include "daemon/server/console/spoken_words.hpp"

namespace triand::server {
namespace {

constexpr Phrase kTitle{"Xem trước nội dung tin", "Preview of the texts"};
constexpr Phrase kHint{"Đúng từng chữ như khách sẽ nhận; xem trước không gửi gì.",
                       "Word by word as it will arrive; a preview sends nothing."};
constexpr Phrase kCustomer{"Mã khách hàng", "Customer code"};
constexpr Phrase kChannel{"Kênh", "Channel"};
constexpr Phrase kEveryChannel{"mọi kênh", "every channel"};
constexpr Phrase kShow{"Xem tin của khách này", "Show this customer's texts"};
constexpr Phrase kOf{"Tin của khách {}", "Texts for customer {}"};
constexpr Phrase kSamples{"Tin ngắn nhất, dài nhất và ngẫu nhiên",
                          "The shortest, the longest and some at random"};
constexpr Phrase kSamplesHint{"Hệ thống đọc mọi khách hàng của chiến dịch; danh sách lớn cần vài phút.",
                              "Every customer of the campaign is read; a large list takes some minutes."};
constexpr Phrase kStart{"Tìm các ví dụ", "Find examples"};
constexpr Phrase kBack{"Về trang chiến dịch", "Back to the campaign"};
constexpr Phrase kParts{"{} phần", "parts: {}"};
constexpr Phrase kMissing{"Không gửi: cột {} trống.", "Not sent: the column {} is empty."};
constexpr Phrase kCannotPrint{"Không in được", "Cannot be printed"};
constexpr Phrase kSubject{"Tiêu đề", "Subject"};
constexpr Phrase kForms{"Không dấu: {} phần, {}. Có dấu: {} phần, {}.",
                        "Without diacritics: parts {}, {}. With them: parts {}, {}."};
constexpr Phrase kCharacters{"{} ký tự", "{} characters"};
constexpr Phrase kRefused{"Cổng gửi tin sẽ từ chối:", "The gateway would refuse it:"};
constexpr Phrase kCosts{"Giá: {}", "Cost: {}"};
constexpr Phrase kLength{"Độ dài: {} ký tự.", "Length: {} characters."};
constexpr Phrase kNoTexts{"Khách này không được gửi tin nào.", "This customer gets no message."};

constexpr std::array<NamedPhrase, 3> kPicks{{
    {"shortest", {"ngắn nhất", "the shortest"}},
    {"longest", {"dài nhất", "the longest"}},
    {"random", {"ngẫu nhiên", "at random"}},
}};

std::string forms_of(const boost::json::object& forms, Language language) {
  const boost::json::object& plain = part_of(forms, "plain");
  const boost::json::object& unicode = part_of(forms, "unicode");
  return filled(kForms, language, number_of(plain, "parts"), money_words(number_of(plain, "cost"), language),
                number_of(unicode, "parts"), money_words(number_of(unicode, "cost"), language));
}

// How long an SMS is, and what the message costs where that is known.
std::string facts_of(const boost::json::object& message, Language language) {
  std::string out;
  if (message.contains("units")) out = filled(kLength, language, number_of(message, "units")) + " ";
  if (message.contains("cost"))
    out += filled(kCosts, language, money_words(number_of(message, "cost"), language));
  return out;
}

void put_message(Html& html, const boost::json::object& message, Language language) {
  html.open("article").open("h3").text(text_of(message, "channel"));
  if (const std::string coding = text_of(message, "coding"); !coding.empty())
    html.text(", ").text(filled(kParts, language, number_of(message, "parts"))).text(" ").text(coding);
  html.close();
  if (const std::string missing = text_of(message, "missing"); !missing.empty())
    html.element("p", filled(kMissing, language, missing), {{"class", "notice"}});
  if (const std::string fault = text_of(message, "cannot_print"); !fault.empty())
    html.open("p", {{"class", "notice"}})
        .text(kCannotPrint.in(language))
        .text(": ")
        .element("span", fault, {{"lang", "en"}})
        .close();
  if (const std::string fault = text_of(message, "refused"); !fault.empty())
    html.open("p", {{"class", "notice"}})
        .text(kRefused.in(language))
        .text(" ")
        .element("span", fault, {{"lang", "en"}})
        .close();
  if (const std::string subject = text_of(message, "subject"); !subject.empty())
    html.open("p").element("strong", kSubject.in(language)).text(": ").text(subject).close();
  html.element("p", text_of(message, "text"), {{"class", "sent"}});
  if (const boost::json::object& forms = part_of(message, "forms"); !forms.empty())
    html.element("p", forms_of(forms, language), {{"class", "small"}});
  if (const std::string facts = facts_of(message, language); !facts.empty())
    html.element("p", facts, {{"class", "small"}});
  html.close();
}

void put_channel_choice(Html& html, const boost::json::object& campaign, const PreviewAsked& asked,
                        const PageFrame& frame) {
  html.element("label", kChannel.in(frame.language), {{"for", "channel"}});
  html.open("select", {{"id", "channel"}, {"name", "channel"}});
  html.element("option", kEveryChannel.in(frame.language), {{"value", ""}});
  for (const auto& channel : part_of(campaign, "channels")) {
    const std::string_view name(channel.key());
    html.element("option", name, {{"value", name}, {"selected", "", name == asked.channel}});
  }
  html.close();
}

void put_forms(Html& html, const PageFrame& frame, const boost::json::object& campaign,
               const PreviewAsked& asked, bool may_sample) {
  const std::string address = campaign_address(text_of(campaign, "id"), "preview");
  open_form(html, address, frame.form_token);
  html.element("label", kCustomer.in(frame.language), {{"for", "customer"}});
  html.leaf("input", {{"id", "customer"},
                      {"name", "customer"},
                      {"value", asked.customer},
                      {"maxlength", "40"},
                      {"autocomplete", "off"}});
  put_channel_choice(html, campaign, asked, frame);
  html.element("button", kShow.in(frame.language), {{"type", "submit"}}).close();
  if (!may_sample) return;
  html.open("section").element("h2", kSamples.in(frame.language));
  html.element("p", kSamplesHint.in(frame.language));
  open_form(html, address, frame.form_token);
  html.leaf("input", {{"type", "hidden"}, {"name", "samples"}, {"value", "3"}});
  html.element("button", kStart.in(frame.language), {{"type", "submit"}, {"class", "second"}});
  html.close().close();
}

}  // namespace

void put_messages(Html& html, const boost::json::array& messages, Language language) {
  if (messages.empty()) html.element("p", kNoTexts.in(language));
  for (const auto& message : messages) put_message(html, message.as_object(), language);
}

void put_samples(Html& html, const boost::json::array& samples, Language language) {
  for (const auto& item : samples) {
    const boost::json::object& sample = item.as_object();
    const Phrase* pick = phrase_of(kPicks, text_of(sample, "pick"));
    html.open("section").open("h2").text(text_of(sample, "channel")).text(", ");
    if (pick != nullptr) html.text(pick->in(language));
    html.close();
    html.element("p",
                 text_of(sample, "customer_code") + ", " +
                     filled(kCharacters, language, number_in(number_of(sample, "characters"), language)));
    put_messages(html, items_of(sample, "messages"), language);
    html.close();
  }
}

Response preview_page(const PageFrame& frame, const boost::json::object& campaign, const PreviewAsked& asked,
                      const boost::json::object& preview, bool may_sample,
                      const std::optional<ApiError>& refusal, unsigned status) {
  const Language language = frame.language;
  const auto content = [&](Html& html) {
    html.element("h1", std::string(kTitle.in(language)) + ": " + text_of(campaign, "id"));
    if (refusal) put_refusal(html, *refusal, language);
    html.element("p", kHint.in(language));
    if (!preview.empty()) {
      html.open("section").element("h2", filled(kOf, language, text_of(preview, "customer_code")));
      put_messages(html, items_of(preview, "messages"), language);
      html.close();
    }
    put_forms(html, frame, campaign, asked, may_sample);
    html.open("p")
        .element("a", kBack.in(language), {{"href", campaign_address(text_of(campaign, "id"))}})
        .close();
  };
  return console_page(frame, kTitle, content, status);
}

}  // namespace triand::server
