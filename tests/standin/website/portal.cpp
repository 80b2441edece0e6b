#include "tests/standin/website/portal.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "tests/standin/json_fields.hpp"
#include "tests/standin/website/standard_webhooks.hpp"

namespace triand::standin {
namespace {

// The notices of a document in any of the layouts a portal takes; empty when there are none.
std::vector<boost::json::object> notices_in(const boost::json::object& document) {
  std::vector<boost::json::object> notices;
  const boost::json::value* holder = document.if_contains("notices");
  const boost::json::value* data = document.if_contains("data");
  if (holder == nullptr && data != nullptr) {
    holder = data->is_object() && data->get_object().contains("notices")
                 ? data->get_object().if_contains("notices")
                 : data;
  }
  if (holder == nullptr) return notices;
  if (holder->is_object()) notices.push_back(holder->get_object());
  if (!holder->is_array()) return notices;
  for (const boost::json::value& item : holder->get_array()) {
    if (item.is_object()) notices.push_back(item.get_object());
  }
  return notices;
}

Message message_of(const boost::json::object& notice) {
  Message message;
  message.channel = Channel::website;
  message.reference = text_field(notice, "notice_id");
  message.address = text_field(notice, "customer_code");
  message.subject = text_field(notice, "title");
  message.text = text_field(notice, "body");
  message.provider_id = message.reference;
  return message;
}

}  // namespace

Portal::Portal(std::string secret, std::string webhook)
    : secret_(std::move(secret)), webhook_(std::move(webhook)) {}

std::vector<Subject> Portal::subjects(const Request& request) const {
  std::vector<Subject> subjects;
  for (const boost::json::object& notice : notices_in(parse_object(request.body).fields)) {
    Message message = message_of(notice);
    subjects.push_back({Channel::website, message.address, message.reference});
  }
  if (subjects.empty()) subjects.push_back({Channel::website, "", ""});
  return subjects;
}

Answer Portal::answer(const Request& request, const Actions& actions, TimePoint now) {
  Answer answer;
  if (!secret_.empty() && !webhook_verified(secret_, request, now)) {
    answer.reply = json_reply(boost::json::object{{"error", "bad_signature"}}, 401);
    return answer;
  }
  ParsedObject parsed = parse_object(request.body);
  std::vector<boost::json::object> notices = notices_in(parsed.fields);
  if (!parsed.ok || notices.empty()) {
    answer.reply = json_reply(boost::json::object{{"error", "no_notices"}}, 400);
    return answer;
  }
  boost::json::array results;
  for (std::size_t index = 0; index < notices.size(); ++index) {
    const Action* action = index < actions.size() && actions[index] ? &*actions[index] : nullptr;
    const bool withdraws = text_field(parsed.fields, "type") == "notice.withdrawn";
    boost::json::object result = take(notices[index], withdraws, action, answer);
    if (action != nullptr && action->unknown_result) {
      results.push_back(boost::json::object{{"notice_id", "neversent"}, {"status", "accepted"}});
    }
    if (action == nullptr || !action->omit_result) results.push_back(std::move(result));
  }
  answer.reply = json_reply(boost::json::object{{"results", std::move(results)}});
  return answer;
}

boost::json::object Portal::take(const boost::json::object& notice, bool withdraws, const Action* action,
                                 Answer& answer) {
  Message message = message_of(notice);
  boost::json::object result = {{"notice_id", message.reference}, {"status", "accepted"}};
  std::string reason = action == nullptr ? "" : action->error;
  if (message.reference.empty()) reason = "missing_notice_id";
  if (message.address.empty()) reason = "unknown_customer";
  if (!reason.empty()) {
    result["status"] = "rejected";
    result["reason"] = reason;
    return result;
  }
  const boost::json::value* given = notice.if_contains("version");
  std::int64_t version = given != nullptr && given->is_int64() ? given->get_int64() : 1;
  auto [stored, is_new] = notices_.try_emplace(message.reference);
  if (!is_new && version <= stored->second.version) {
    result["status"] = "duplicate";
  } else {
    stored->second = {version, withdraws, message};
  }
  // What is withdrawn is delivered to nobody.
  if (withdraws) return result;
  (is_new ? answer.accepted : answer.recognised).push_back(std::move(message));
  return result;
}

std::optional<Receipt> Portal::receipt(const Message& message, ReceiptKind kind, TimePoint now) {
  if (webhook_.empty() || kind != ReceiptKind::delivered) return std::nullopt;
  Receipt receipt;
  receipt.url = webhook_;
  receipt.body = boost::json::serialize(
      boost::json::object{{"type", "notice.seen"},
                          {"timestamp", rfc3339(now)},
                          {"data", {{"notice_id", message.reference}, {"seen_at", rfc3339(now)}}}});
  const std::string id = fmt::format("seen_{}", ++told_);
  const std::string timestamp = fmt::format("{}", epoch_milliseconds(now) / 1000);
  receipt.headers = {{"Content-Type", "application/json"},
                     {"webhook-id", id},
                     {"webhook-timestamp", timestamp},
                     {"webhook-signature", webhook_signature(secret_, id, timestamp, receipt.body)}};
  receipt.retries = {std::chrono::seconds(1), std::chrono::seconds(5)};
  return receipt;
}

boost::json::array Portal::kept() const {
  boost::json::array out;
  for (const auto& [id, kept] : notices_)
    out.push_back(boost::json::object{{"notice_id", id},
                                      {"version", kept.version},
                                      {"withdrawn", kept.withdrawn},
                                      {"customer_code", kept.message.address},
                                      {"title", kept.message.subject},
                                      {"body", kept.message.text}});
  return out;
}

}  // namespace triand::standin
