#include "daemon/server/console/channel_pages.hpp"

#include <boost/json/array.hpp>

#include "daemon/domain/blank.hpp"
#include "daemon/server/console/campaign_words.hpp"
#include "daemon/server/console/channel_section.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/page_notice.hpp"
#include "daemon/server/console/page_parts.hpp"
#include "daemon/server/console/refusal_page.hpp"

namespace triand::server {
namespace {

constexpr const char* kTestStep = "/test";
constexpr Phrase kTitle{"Kênh gửi", "Channels"};
constexpr Phrase kOne{"Kênh", "Channel"};
constexpr Phrase kNone{"Chưa có kênh nào trong cấu hình.", "The configuration has no channels."};
constexpr Phrase kManage{"Tạm dừng, tiếp tục, gửi thử", "Pause, resume, test"};
constexpr Phrase kAll{"Mọi kênh", "All channels"};
constexpr Phrase kReason{"Lý do", "Reason"};
constexpr Phrase kReasonHint{"được ghi vào nhật ký cùng tên người làm", "goes into the audit with your name"};
constexpr Phrase kPauseTitle{"Tạm dừng kênh", "Pause the channel"};
constexpr Phrase kPause{"Tạm dừng", "Pause"};
constexpr Phrase kResumeTitle{"Cho kênh tiếp tục", "Let the channel go on"};
constexpr Phrase kResume{"Tiếp tục", "Resume"};
constexpr Phrase kTestTitle{"Gửi một tin thử", "Send one test message"};
constexpr Phrase kTo{"Gửi tới", "To"};
constexpr Phrase kToHint{"số điện thoại hoặc địa chỉ của chính mình",
                         "a telephone or an address of your own"};
constexpr Phrase kTest{"Gửi thử", "Send the test"};
constexpr Phrase kTested{"Cổng gửi tin đã nhận tin thử.", "The gateway has taken the test message."};
constexpr Phrase kNoReason{"Xin ghi lý do.", "Please say why."};

Response list(const PageDesk& desk, Visit& visit) {
  const Language language = visit.frame.language;
  visit.frame.here = "/console/channels";
  const ApiAnswer answer = desk.api.ask(visit.caller, "GET", "/api/v1/channels");
  if (!answer.ok()) return refusal_page(visit.frame, answer.error(), answer.status);
  const boost::json::array& channels = answer.document.at("channels").as_array();
  return console_page(visit.frame, kTitle, [&](Html& html) {
    html.element("h1", kTitle.in(language));
    if (channels.empty()) html.element("p", kNone.in(language));
    for (const auto& item : channels) {
      const boost::json::object& channel = item.as_object();
      const std::string name = text_of(channel, "channel");
      html.open("section").open("h2").element("a", name, {{"href", channel_address(name)}}).text(" ");
      html.element("span", channel_state_words(text_of(channel, "state"), language), {{"class", "state"}});
      html.close();
      put_standing(html, channel, language);
      if (visit.caller.role >= Role::operator_)
        html.open("p")
            .open("a", {{"href", channel_address(name)}})
            .text(kManage.in(language))
            .element("span", ": " + name, {{"class", "unseen"}})
            .close()
            .close();
      html.close();
    }
  });
}

void put_orders(Html& html, const PageFrame& frame, const boost::json::object& channel) {
  const std::string address = channel_address(text_of(channel, "channel"));
  const std::string state = text_of(channel, "state");
  const bool halted = state == "paused" || state == "stopped";
  html.open("section").element("h2", (halted ? kResumeTitle : kPauseTitle).in(frame.language));
  open_form(html, address, frame.form_token);
  if (halted) {
    put_order(html, "resume");
  } else {
    put_order(html, "pause");
  }
  put_line(html, {.name = "reason", .label = kReason, .hint = kReasonHint, .required = true}, frame.language);
  put_button(html, halted ? kResume : kPause, frame.language);
  html.close().close();
  html.open("section").element("h2", kTestTitle.in(frame.language));
  open_form(html, address + kTestStep, frame.form_token);
  put_line(html, {.name = "to", .label = kTo, .hint = kToHint, .required = true, .longest = "300"},
           frame.language);
  put_button(html, kTest, frame.language);
  html.close().close();
}

Response channel_page(const PageDesk& desk, const Request& request, Visit& visit, const PageNotice& notice) {
  const std::string& name = request.parameter("name");
  const Language language = visit.frame.language;
  visit.frame.here = channel_address(name);
  const ApiAnswer answer = desk.api.ask(visit.caller, "GET", address_of({"api", "v1", "channels", name}));
  if (!answer.ok()) return refusal_page(visit.frame, answer.error(), answer.status);
  const boost::json::object& channel = answer.document;
  const auto content = [&](Html& html) {
    html.open("h1").text(name).text(" ");
    html.element("span", channel_state_words(text_of(channel, "state"), language), {{"class", "state"}});
    html.close();
    put_notice(html, notice, language);
    html.open("section");
    put_standing(html, channel, language);
    html.close();
    if (visit.caller.role >= Role::operator_) put_orders(html, visit.frame, channel);
    html.open("p").element("a", kAll.in(language), {{"href", "/console/channels"}}).close();
  };
  return console_page(visit.frame, kOne, content, notice.status);
}

// What the address says of the order before.
PageNotice told(const Request& request) {
  return {.done = request.asked("test") == "accepted" ? std::optional(kTested) : std::nullopt};
}

Response obey(const PageDesk& desk, const Request& request, Visit& visit) {
  const std::string order = visit.form.value("order");
  const std::string& name = request.parameter("name");
  if (order != "pause" && order != "resume") return channel_page(desk, request, visit, {.status = 400});
  const std::string reason(domain::trim(visit.form.value("reason")));
  if (reason.empty()) return channel_page(desk, request, visit, {.fault = kNoReason, .status = 400});
  const ApiAnswer answer = desk.api.ask(
      visit.caller, "POST", address_of({"api", "v1", "channels", name, order}), {{"reason", reason}});
  if (!answer.ok()) return channel_page(desk, request, visit, refused_by(answer));
  return see_other(channel_address(name));
}

// By itself: it waits for the gateway, and a pause must not wait for that.
Response test(const PageDesk& desk, const Request& request, Visit& visit) {
  const std::string& name = request.parameter("name");
  const ApiAnswer answer =
      desk.api.ask(visit.caller, "POST", address_of({"api", "v1", "channels", name, "test"}),
                   {{"to", visit.form.value("to")}});
  if (!answer.ok()) return channel_page(desk, request, visit, refused_by(answer));
  return see_other(channel_address(name) + "?test=accepted");
}

}  // namespace

void add_channel_pages(const PageDesk& desk) {
  desk.add("GET", "/console/channels", [desk](Request&, Visit& visit) { return list(desk, visit); });
  desk.add("GET", "/console/channels/{name}", [desk](Request& request, Visit& visit) {
    return channel_page(desk, request, visit, told(request));
  });
  desk.add("POST", "/console/channels/{name}",
           [desk](Request& request, Visit& visit) { return obey(desk, request, visit); });
  desk.add("GET", std::string("/console/channels/{name}") + kTestStep,
           [](Request& request, Visit&) { return see_other(channel_address(request.parameter("name"))); });
  desk.add_slow("POST", std::string("/console/channels/{name}") + kTestStep,
                [desk](Request& request, Visit& visit) { return test(desk, request, visit); });
}

}  // namespace triand::server
