#include "tests/standin/sms/twilio.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <boost/json/object.hpp>

#include "tests/standin/coding/digest.hpp"
#include "tests/standin/coding/form.hpp"
#include "tests/standin/hash.hpp"

namespace triand::standin {
namespace {

constexpr std::string_view kBefore = "/2010-04-01/Accounts/";
constexpr std::string_view kBehind = "/Messages.json";

std::pair<unsigned, std::string_view> words_of(std::string_view code) {
  if (code == "20003") return {401, "Authenticate"};
  if (code == "20429") return {429, "Too Many Requests"};
  if (code == "21211") return {400, "The 'To' number is not a valid phone number."};
  if (code == "21408") return {403, "Permission to send an SMS has not been enabled for the region"};
  if (code == "21610") return {400, "Attempt to send to unsubscribed recipient"};
  if (code == "21611") return {400, "This 'From' number has exceeded the maximum number of queued messages"};
  return {400, "Bad request"};
}

}  // namespace

std::string twilio_signature(std::string_view auth_token, std::string_view url, std::string_view form) {
  std::multimap<std::string, std::string> fields;
  while (!form.empty()) {
    const std::string_view field = form.substr(0, form.find('&'));
    form.remove_prefix(std::min(form.size(), field.size() + 1));
    const std::size_t equals = field.find('=');
    fields.emplace(percent_decode(field.substr(0, equals)),
                   equals == std::string_view::npos ? "" : percent_decode(field.substr(equals + 1)));
  }
  std::string text(url);
  for (const auto& [key, value] : fields) text += key + value;
  return base64_encode(hmac_sha1(auth_token, text));
}

bool Twilio::takes(const Request& request) const {
  return request.method == "POST" && request.path.starts_with(kBefore) && request.path.ends_with(kBehind);
}

std::vector<Subject> Twilio::subjects(const Request& request) const {
  return {{Channel::sms, form_value(request.body, "To"), ""}};
}

std::string Twilio::judge(const Request& request) const {
  const bool right_path = request.path == std::string(kBefore) + settings_.twilio_sid + std::string(kBehind);
  if (!right_path || basic_login(request) != settings_.twilio_sid + ":" + settings_.twilio_token)
    return "20003";
  if (mobile_with_84(form_value(request.body, "To"), true).empty()) return "21211";
  if (form_value(request.body, "From").empty() || form_value(request.body, "Body").empty()) return "21603";
  return {};
}

Answer Twilio::answer(const Request& request, const Actions& actions, TimePoint) {
  std::string error = forced(actions, 0);
  if (error.empty()) error = judge(request);
  Answer out;
  if (!error.empty()) {
    const auto [status, words] = words_of(error);
    out.reply = json_reply(boost::json::object{{"code", std::stoi(error)},
                                               {"message", words},
                                               {"more_info", "https://www.twilio.com/docs/errors/" + error},
                                               {"status", status}},
                           status);
    return out;
  }
  ++count_;
  Message taken = message();
  taken.address = form_value(request.body, "To");
  taken.text = form_value(request.body, "Body");
  taken.callback_url = form_value(request.body, "StatusCallback");
  taken.provider_id = fmt::format("SM{:016x}{:016x}", mix(salt_ ^ count_), mix(~salt_ ^ count_));
  const std::size_t question = taken.callback_url.find('?');
  if (question != std::string::npos)
    taken.reference = form_value(std::string_view(taken.callback_url).substr(question + 1), "reference");
  out.reply = json_reply(boost::json::object{{"sid", taken.provider_id},
                                             {"status", "queued"},
                                             {"num_segments", "1"},
                                             {"error_code", nullptr},
                                             {"to", taken.address}},
                         201);
  out.accepted.push_back(std::move(taken));
  return out;
}

std::optional<Receipt> Twilio::receipt(const Message& message, ReceiptKind kind, TimePoint) {
  if (message.callback_url.empty()) return std::nullopt;
  const bool delivered = kind == ReceiptKind::delivered;
  Receipt out;
  out.url = message.callback_url;
  out.body =
      fmt::format("MessageSid={}&MessageStatus={}&To={}&From=EVNNPC&AccountSid={}&ApiVersion=2010-04-01{}",
                  message.provider_id, delivered ? "delivered" : "undelivered",
                  percent_encode(message.address), settings_.twilio_sid, delivered ? "" : "&ErrorCode=30003");
  out.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
  out.headers.emplace_back("X-Twilio-Signature", twilio_signature(settings_.twilio_token, out.url, out.body));
  out.retries.assign(3, std::chrono::milliseconds(500));
  return out;
}

}  // namespace triand::standin
