#include "daemon/server/console/audit_pages.hpp"

#include <boost/json/array.hpp>

#include "daemon/domain/blank.hpp"
#include "daemon/server/console/audit_words.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/page_notice.hpp"
#include "daemon/server/console/page_parts.hpp"
#include "daemon/server/console/refusal_page.hpp"
#include "daemon/server/console/spoken_words.hpp"

namespace triand::server {
namespace {

constexpr Phrase kTitle{"Nhật ký", "Audit"};
constexpr Phrase kWho{"Người làm", "Who"};
constexpr Phrase kWhoHint{"tên tài khoản", "the account's name"};
constexpr Phrase kAction{"Việc", "Action"};
constexpr Phrase kActionHint{"một việc như user.role, hoặc cả nhóm như campaign",
                             "one, such as user.role, or a kind, such as campaign"};
constexpr Phrase kSince{"Từ", "Since"};
constexpr Phrase kSinceHint{"ngày hoặc thời điểm: 2026-12-18, 2026-12-18T07:30:00+07:00",
                            "a day or a time: 2026-12-18, 2026-12-18T07:30:00+07:00"};
constexpr Phrase kShow{"Xem", "Show"};
constexpr Phrase kNothing{"Không có gì.", "Nothing."};
constexpr Phrase kOlder{"Cũ hơn", "Older"};
constexpr Phrase kNewest{"Mới nhất", "Newest"};
constexpr Phrase kEntries{"Các việc đã làm, mới nhất trước", "What was done, newest first"};

// What is asked for. No customer is: the API looks for accounts, actions and times.
struct Filter {
  std::string who;
  std::string action;
  std::string since;
};

Filter filter_of(const Request& request) {
  const auto asked = [&](const char* name) { return std::string(domain::trim(request.asked(name))); };
  return {asked("who"), asked("action"), asked("since")};
}

void put_filter(Html& html, const Filter& filter, Language language) {
  html.open("form", {{"method", "get"}, {"action", "/console/audit"}});
  put_line(html, {.name = "who", .label = kWho, .hint = kWhoHint, .value = filter.who, .longest = "64"},
           language);
  put_line(html,
           {.name = "action", .label = kAction, .hint = kActionHint, .value = filter.action, .longest = "64"},
           language);
  put_line(html,
           {.name = "since", .label = kSince, .hint = kSinceHint, .value = filter.since, .longest = "40"},
           language);
  put_button(html, kShow, language);
  html.close();
}

void put_entry(Html& html, const boost::json::object& entry, Language language) {
  const std::string at = text_of(entry, "at");
  const std::string action = text_of(entry, "action");
  html.open("li").element("time", short_time(at), {{"datetime", at}}).text(" ");
  html.element("strong", text_of(entry, "who")).text(" ");
  if (const auto words = action_words(action, language); !words.empty()) html.text(words).text(" ");
  html.element("code", action);
  if (const std::string subject = text_of(entry, "subject"); !subject.empty()) html.text(" ").text(subject);
  if (const std::string reason = text_of(entry, "reason"); !reason.empty())
    html.element("p", reason, {{"class", "small"}});
  html.close();
}

void put_entries(Html& html, const boost::json::object& document, const Filter& filter, bool first,
                 Language language) {
  const boost::json::array& entries = document.at("entries").as_array();
  html.open("section").element("h2", kEntries.in(language));
  if (entries.empty()) html.element("p", kNothing.in(language));
  html.open("ul", {{"class", "log"}});
  for (const auto& entry : entries) put_entry(html, entry.as_object(), language);
  html.close().open("p");
  const auto address = [&](std::string_view cursor) {
    return address_of(
        {"console", "audit"},
        {{"who", filter.who}, {"action", filter.action}, {"since", filter.since}, {"cursor", cursor}});
  };
  if (!first) html.element("a", kNewest.in(language), {{"class", "step"}, {"href", address("")}}).text(" ");
  if (!document.at("cursor").is_null())
    html.element("a", kOlder.in(language),
                 {{"class", "step"},
                  {"rel", "next"},
                  {"href", address(std::to_string(number_of(document, "cursor")))}});
  html.close().close();
}

Response show(const PageDesk& desk, const Request& request, Visit& visit) {
  const Language language = visit.frame.language;
  visit.frame.here = "/console/audit";
  const Filter filter = filter_of(request);
  const std::string cursor(request.asked("cursor"));
  const ApiAnswer answer = desk.api.ask(
      visit.caller, "GET",
      address_of(
          {"api", "v1", "audit"},
          {{"who", filter.who}, {"action", filter.action}, {"since", filter.since}, {"cursor", cursor}}));
  const bool mistyped = answer.status == 400;
  if (!answer.ok() && !mistyped) return refusal_page(visit.frame, answer.error(), answer.status);
  const auto content = [&](Html& html) {
    html.element("h1", kTitle.in(language));
    if (mistyped) put_notice(html, refused_by(answer), language);
    html.open("section");
    put_filter(html, filter, language);
    html.close();
    if (!mistyped) put_entries(html, answer.document, filter, cursor.empty(), language);
  };
  return console_page(visit.frame, kTitle, content, answer.status);
}

}  // namespace

void add_audit_pages(const PageDesk& desk) {
  desk.add("GET", "/console/audit",
           [desk](Request& request, Visit& visit) { return show(desk, request, visit); });
}

}  // namespace triand::server
