#include "channels/zalo/events.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include <boost/json/array.hpp>

#include "channels/zalo/json_field.hpp"

namespace triand::channels {
namespace {

using boost::json::object;

constexpr std::string_view kDelivered = "user_received_message";

std::chrono::system_clock::time_point moment(const std::string& milliseconds) {
  // The year 2200: nanoseconds since 1970 do not count much further.
  constexpr std::int64_t kLast = 7'258'118'400'000;
  const std::int64_t number = whole_number<std::int64_t>(milliseconds).value_or(0);
  return std::chrono::system_clock::time_point(
      std::chrono::milliseconds(number >= 0 && number <= kLast ? number : 0));
}

// At most that many bytes, whole letters.
std::string bounded_note(std::string text) {
  if (text.size() <= Feedback::kMaxNote) return text;
  std::size_t end = Feedback::kMaxNote;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text;
}

void arrived(const object& event, bool of_templates, WebhookResult& result) {
  const object* message = object_field(event, "message");
  if (message == nullptr || !of_templates) return;
  const std::string arrived_at = text_field(*message, "delivery_time");
  Receipt receipt;
  receipt.word = Receipt::Word::delivered;
  receipt.reference = text_field(*message, "tracking_id");
  receipt.provider_id = text_field(*message, "msg_id");
  // The chat's event has neither of these.
  if (receipt.reference.empty() && arrived_at.empty()) return;
  receipt.code = kDelivered;
  receipt.detail = bounded_detail("delivery_time=" + arrived_at);
  receipt.repeats = true;
  if (receipt.reference.empty() && receipt.provider_id.empty())
    result.fault = "the message is not named";
  else
    result.receipts.push_back(std::move(receipt));
}

Feedback feedback_of(const object& event, const object& message) {
  Feedback out;
  out.reference = text_field(message, "tracking_id");
  out.provider_id = text_field(message, "msg_id");
  if (out.provider_id.empty()) out.provider_id = text_field(event, "msg_id");
  const std::string said_at = text_field(message, "submit_time");
  out.said_at = moment(said_at.empty() ? text_field(event, "timestamp") : said_at);
  return out;
}

void rated(const object& event, bool, WebhookResult& result) {
  const object* message = object_field(event, "message");
  if (message == nullptr) return;
  Feedback feedback = feedback_of(event, *message);
  feedback.kind = Feedback::Kind::rating;
  feedback.rate = std::clamp(whole_number<int>(text_field(*message, "rate")).value_or(0), 0, 5);
  feedback.note = bounded_note(text_field(*message, "note"));
  constexpr std::size_t kMostAnswers = 20;
  const boost::json::value* answers = message->if_contains("feedbacks");
  if (answers != nullptr && answers->is_array())
    for (const auto& answer : answers->get_array())
      if (answer.is_string() && feedback.answers.size() < kMostAnswers)
        feedback.answers.push_back(bounded_detail(answer.get_string()));
  result.feedback.push_back(std::move(feedback));
}

void pressed(const object& event, bool, WebhookResult& result) {
  const object* message = object_field(event, "message");
  if (message == nullptr) return;
  Feedback feedback = feedback_of(event, *message);
  feedback.kind = Feedback::Kind::answer;
  feedback.note = bounded_note(text_field(*message, "data"));
  result.feedback.push_back(std::move(feedback));
}

void template_status(const object& event, bool, WebhookResult& result) {
  const object* status = object_field(event, "status");
  const std::string now = status != nullptr ? text_field(*status, "new_status") : std::string();
  if (now.empty()) return;
  GatewayNotice notice;
  notice.template_id = text_field(event, "template_id");
  const bool stopped = now == "DISABLE" || now == "REJECT" || now == "DELETE";
  notice.kind = stopped           ? GatewayNotice::Kind::template_stopped
                : now == "ENABLE" ? GatewayNotice::Kind::template_usable
                                  : GatewayNotice::Kind::other;
  const std::string why = text_field(event, "reason");
  notice.words = bounded_detail("Zalo says: template " + notice.template_id + " is " + now +
                                (why.empty() ? "" : ": " + why));
  result.notices.push_back(std::move(notice));
}

void template_quality(const object& event, bool, WebhookResult& result) {
  const std::string quality = text_field(event, "quality");
  if (quality.empty()) return;
  GatewayNotice notice;
  notice.template_id = text_field(event, "template_id");
  // The last warning before the template is disabled.
  notice.kind = quality == "LOW" ? GatewayNotice::Kind::template_stopped : GatewayNotice::Kind::other;
  notice.words =
      bounded_detail("Zalo says: the quality of template " + notice.template_id + " is " + quality);
  result.notices.push_back(std::move(notice));
}

void daily_quota(const object& event, bool, WebhookResult& result) {
  const object* quota = object_field(event, "quota");
  const std::string value = quota != nullptr ? text_field(*quota, "new_value") : std::string();
  const auto limit = whole_number<std::int64_t>(value);
  GatewayNotice notice;
  notice.kind = limit && *limit >= 0 ? GatewayNotice::Kind::daily_quota : GatewayNotice::Kind::other;
  notice.limit = limit.value_or(0);
  notice.words = bounded_detail("Zalo says: the daily quota changed from " +
                                (quota != nullptr ? text_field(*quota, "prev_value") : "") + " to " + value);
  result.notices.push_back(std::move(notice));
}

// Events whose content is not documented: said on, so that somebody looks.
void undocumented(const object& event, bool, WebhookResult& result) {
  GatewayNotice notice;
  notice.template_id = text_field(event, "template_id");
  notice.words = bounded_detail("Zalo says: " + text_field(event, "event_name") + " " + notice.template_id);
  result.notices.push_back(std::move(notice));
}

struct Reading {
  std::string_view event;
  void (*read)(const object&, bool, WebhookResult&);
};
constexpr std::array kReadings = std::to_array<Reading>({
    {kDelivered, arrived},
    {"user_feedback", rated},
    {"user_click_response_button", pressed},
    {"change_template_status", template_status},
    {"change_template_quality", template_quality},
    {"change_oa_daily_quota", daily_quota},
    {"change_template_quota", undocumented},
    {"change_oa_template_tags", undocumented},
});

}  // namespace

void read_event(const boost::json::object& event, bool of_templates, WebhookResult& result) {
  const std::string name = text_field(event, "event_name");
  for (const Reading& reading : kReadings)
    if (reading.event == name) reading.read(event, of_templates, result);
}

}  // namespace triand::channels
