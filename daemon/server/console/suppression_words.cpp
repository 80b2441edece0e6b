#include "daemon/server/console/suppression_words.hpp"

#include <array>
#include <string>
#include <utility>

#include "daemon/domain/suppression.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/named_phrase.hpp"
#include "daemon/server/console/page_frame.hpp"
#include "daemon/server/console/page_parts.hpp"
#include "daemon/server/console/spoken_words.hpp"

namespace triand::server {
namespace {

constexpr Phrase kSince{"từ", "since"};
constexpr Phrase kUntil{"đến", "until"};
constexpr Phrase kOver{"đã hết hiệu lực", "over"};
constexpr Phrase kEnded{"đã bỏ lúc", "taken back at"};
constexpr Phrase kScope{"phạm vi", "scope"};
constexpr Phrase kBy{"Không gửi qua", "Not by"};
constexpr Phrase kAbout{"Loại tin", "Kind of message"};
constexpr Phrase kAllKinds{"mọi loại tin", "every kind"};
constexpr Phrase kAdvertisingOnly{"chỉ quảng cáo", "advertising only"};
constexpr Phrase kReason{"Vì sao", "Why"};
constexpr Phrase kWhy{"Lý do bỏ", "Why it ends"};
constexpr Phrase kTakeBack{"Bỏ lệnh ngừng gửi", "Take it back"};

// The scopes in the order of domain::SuppressionScope.
constexpr std::array<std::pair<Literal, Phrase>, domain::kSuppressionScopes> kScopes{{
    {"all", {"mọi kênh", "every channel"}},
    {"sms", {"tin SMS", "SMS"}},
    {"zalo", {"Zalo", "Zalo"}},
    {"email", {"email", "email"}},
    {"letter", {"thư giấy", "letters"}},
    {"website", {"trang web khách hàng", "the customers' website"}},
    {"exec", {"kênh riêng (exec)", "channels of kind exec"}},
}};

constexpr std::array<NamedPhrase, 3> kKinds{{
    {"customer", {"Khách hàng", "Customer"}},
    {"phone", {"Số điện thoại", "Telephone"}},
    {"email", {"Email", "Email"}},
}};

std::string_view scope_words(std::string_view scope, Language language) {
  for (const auto& [word, words] : kScopes)
    if (word.text() == scope) return words.in(language);
  return scope;
}

std::string_view kind_words(std::string_view kind, Language language) {
  return words_for(kKinds, kind, language);
}

void begin_select(Html& html, Phrase title, Literal name, Language language) {
  html.element("label", title.in(language), {{"for", name.text()}});
  html.open("select", {{"id", name.text()}, {"name", name.text()}});
}

}  // namespace

void put_suppression(Html& html, const boost::json::object& one, Language language) {
  const auto reason = domain::reason_from(text_of(one, "reason")).value_or(domain::Reason::none);
  const std::string whose = text_of(one, "customer_code") + text_of(one, "address");
  html.text(kind_words(text_of(one, "kind"), language));
  if (!whose.empty()) html.text(" ").text(whose);
  html.text(": ").text(reason_sentence(reason, language)).text(" ");
  html.text(kScope.in(language)).text(": ").text(scope_words(text_of(one, "scope"), language));
  if (text_of(one, "class") == "advertising") html.text(", ").text(kAdvertisingOnly.in(language));
  html.text("; ").text(kSince.in(language)).text(" ").text(short_time(text_of(one, "since")));
  if (const std::string until = text_of(one, "until"); !until.empty())
    html.text(" ").text(kUntil.in(language)).text(" ").text(short_time(until));
  if (const std::string ended = text_of(one, "ended_at"); !ended.empty()) {
    html.text(" (").text(kEnded.in(language)).text(" ").text(short_time(ended)).text(")");
  } else if (!flag_of(one, "active")) {
    html.text(" (").text(kOver.in(language)).text(")");
  }
  if (const std::string who = text_of(one, "who"); !who.empty()) html.text(", ").text(who);
}

std::string_view stored_word(std::string_view fate) {
  if (fate == "unchanged") return "held";
  return fate == "extended" ? "extended" : "stopped";
}

void put_scope_field(Html& html, Language language) {
  begin_select(html, kBy, "scope", language);
  for (const auto& [word, words] : kScopes)
    html.element("option", words.in(language), {{"value", word.text()}});
  html.close();
}

void put_class_field(Html& html, Language language) {
  begin_select(html, kAbout, "class", language);
  html.element("option", kAllKinds.in(language), {{"value", "all"}});
  html.element("option", kAdvertisingOnly.in(language), {{"value", "advertising"}}).close();
}

void put_suppression_reason_field(Html& html, Language language) {
  begin_select(html, kReason, "reason", language);
  for (const domain::Reason reason : domain::suppression_reasons())
    html.element("option", reason_sentence(reason, language), {{"value", domain::to_string(reason)}});
  html.close();
}

void put_words_field(Html& html, Phrase title, Literal name, std::string_view id, Language language) {
  html.element("label", title.in(language), {{"for", id}});
  html.leaf("input",
            {{"id", id}, {"name", name.text()}, {"maxlength", "200"}, {"autocomplete", "off"}, {"required"}});
}

void put_take_back(Html& html, std::string_view action, std::string_view token, Literal whom,
                   std::string_view value, const boost::json::object& one, std::string_view id,
                   Language language, std::optional<std::int64_t> version) {
  html.open("details", {{"class", "act"}}).element("summary", kTakeBack.in(language));
  open_form(html, action, token);
  html.leaf("input", {{"type", "hidden"}, {"name", whom.text()}, {"value", value}});
  if (version) put_customer_version(html, *version);
  html.leaf("input", {{"type", "hidden"}, {"name", "scope"}, {"value", text_of(one, "scope")}});
  html.leaf("input", {{"type", "hidden"}, {"name", "class"}, {"value", text_of(one, "class")}});
  put_words_field(html, kWhy, "reason", id, language);
  html.element("button", kTakeBack.in(language), {{"type", "submit"}}).close().close();
}

}  // namespace triand::server
