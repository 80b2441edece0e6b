#include "tests/standin/sms/speedsms.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "tests/standin/json_fields.hpp"

namespace triand::standin {
namespace {

constexpr std::size_t kMostTelephones = 100;

std::vector<std::string> telephones(const boost::json::object& fields) {
  std::vector<std::string> out;
  const boost::json::value* to = fields.if_contains("to");
  if (to == nullptr || !to->is_array()) return out;
  for (const boost::json::value& one : to->get_array()) out.push_back(as_text(one));
  return out;
}

Reply refusal(std::string_view code, std::string_view message, boost::json::array invalid = {}) {
  return json_reply(boost::json::object{
      {"status", "error"}, {"code", code}, {"message", message}, {"invalidPhone", std::move(invalid)}});
}

std::string_view words_of(std::string_view code) {
  if (code == "007") return "IP is locked";
  if (code == "008") return "Account is blocked";
  if (code == "009") return "Account is not allowed to call the API";
  if (code == "105") return "Phone number invalid";
  if (code == "110") return "Not support sms content encoding";
  if (code == "113") return "Sms content too long";
  if (code == "300") return "Your account balance not enough to send sms";
  if (code == "500") return "Internal error";
  return "Invalid or missing parameters";
}

}  // namespace

// Those for which the whole request is refused, because a rule says 105 of them.
boost::json::array SpeedSms::refused_for(const std::vector<std::string>& to, const Actions& actions) {
  boost::json::array out;
  for (std::size_t i = 0; i < to.size(); ++i)
    if (forced(actions, i) == "105") out.emplace_back(to[i]);
  return out;
}

bool SpeedSms::takes(const Request& request) const {
  return request.method == "POST" && request.path == "/index.php/sms/send";
}

bool SpeedSms::authorised(const Request& request) const {
  return basic_login(request) == settings_.speedsms_token + ":x";
}

std::vector<Subject> SpeedSms::subjects(const Request& request) const {
  std::vector<Subject> out;
  for (const std::string& phone : telephones(parse_object(request.body).fields))
    out.push_back({Channel::sms, phone, ""});
  if (out.empty()) out.push_back({Channel::sms, "", ""});
  return out;
}

std::optional<Reply> SpeedSms::too_many(TimePoint now) {
  while (!requests_.empty() && now - requests_.front() >= settings_.speedsms_window) requests_.pop_front();
  if (requests_.size() < settings_.speedsms_requests) {
    requests_.push_back(now);
    return std::nullopt;
  }
  const auto left =
      std::chrono::ceil<std::chrono::seconds>(requests_.front() + settings_.speedsms_window - now);
  Reply reply = json_reply(
      boost::json::object{
          {"name", "Too Many Requests"}, {"message", "Rate limit exceeded."}, {"code", 0}, {"status", 429}},
      429);
  reply.headers.emplace_back("X-Rate-Limit-Limit", fmt::format("{}", settings_.speedsms_requests));
  reply.headers.emplace_back("X-Rate-Limit-Remaining", "0");
  reply.headers.emplace_back("X-Rate-Limit-Reset", fmt::format("{}", left.count()));
  return reply;
}

Answer SpeedSms::answer(const Request& request, const Actions& actions, TimePoint now) {
  Answer out;
  if (auto limited = too_many(now)) {
    out.reply = std::move(*limited);
    return out;
  }
  if (!authorised(request)) {
    out.reply = json_reply(boost::json::object{{"name", "Unauthorized"},
                                               {"message", "Your request was made with invalid credentials."},
                                               {"code", 0},
                                               {"status", 401}},
                           401);
    return out;
  }
  const ParsedObject parsed = parse_object(request.body);
  const std::vector<std::string> to = telephones(parsed.fields);
  const std::string content = text_field(parsed.fields, "content");
  const std::string type = text_field(parsed.fields, "sms_type");
  const bool branded = type != "3" || !text_field(parsed.fields, "sender").empty();
  const bool known_type = type == "2" || type == "3" || type == "4" || type == "5";
  if (!parsed.ok || to.empty() || to.size() > kMostTelephones || content.empty() || !known_type || !branded) {
    out.reply = refusal("101", words_of("101"));
    return out;
  }
  if (const std::string code = forced(actions, 0); !code.empty() && to.size() == 1) {
    out.reply = refusal(code, words_of(code));
    return out;
  }
  if (boost::json::array bad = refused_for(to, actions); !bad.empty()) {
    out.reply = refusal("105", words_of("105"), std::move(bad));
    return out;
  }
  const std::string id = fmt::format("{}", ++last_id_);
  boost::json::array invalid;
  for (std::size_t i = 0; i < to.size(); ++i) {
    if (mobile_with_84(to[i]).empty() || !forced(actions, i).empty()) {
      invalid.emplace_back(to[i]);
      continue;
    }
    Message taken = message();
    taken.address = to[i];
    taken.text = content;
    taken.provider_id = id;
    out.accepted.push_back(std::move(taken));
  }
  if (out.accepted.empty()) {
    out.reply = refusal("105", words_of("105"), std::move(invalid));
    return out;
  }
  const auto taken = static_cast<std::int64_t>(out.accepted.size());
  out.reply =
      json_reply(boost::json::object{{"status", "success"},
                                     {"code", "00"},
                                     {"data", boost::json::object{{"tranId", last_id_},
                                                                  {"totalSMS", taken},
                                                                  {"totalPrice", taken * 250},
                                                                  {"invalidPhone", std::move(invalid)}}}});
  return out;
}

std::optional<Receipt> SpeedSms::receipt(const Message& message, ReceiptKind kind, TimePoint) {
  if (settings_.speedsms_webhook.empty()) return std::nullopt;
  constexpr int kFailed = 64;
  Receipt out;
  out.url = settings_.speedsms_webhook;
  out.headers.emplace_back("Content-Type", "application/json");
  out.body =
      boost::json::serialize(boost::json::object{{"type", "report"},
                                                 {"tranId", message.provider_id},
                                                 {"phone", message.address},
                                                 {"status", kind == ReceiptKind::delivered ? 0 : kFailed}});
  out.retries.assign(3, std::chrono::milliseconds(500));
  out.retry_unless_200 = true;
  return out;
}

std::optional<Reply> SpeedSms::other(const Request& request, TimePoint) {
  if (request.method != "GET" || request.path != "/index.php/user/info") return std::nullopt;
  if (!authorised(request)) return json_reply(boost::json::object{{"status", 401}}, 401);
  return json_reply(boost::json::object{
      {"status", "success"},
      {"code", "00"},
      {"data",
       boost::json::object{{"email", "standin@example.vn"}, {"balance", 36693000}, {"currency", "VND"}}}});
}

}  // namespace triand::standin
