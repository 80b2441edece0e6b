#include "tests/standin/sms/esms.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "tests/standin/coding/form.hpp"
#include "tests/standin/hash.hpp"
#include "tests/standin/json_fields.hpp"
#include "tests/standin/sms/esms_codes.hpp"
#include "tests/standin/sms/telco.hpp"

namespace triand::standin {
namespace {

constexpr std::chrono::hours kRequestIdLife(24);
constexpr std::size_t kRequestIdLength = 50;
constexpr int kCallbackRetries = 5;

Message message_of(const boost::json::object& fields) {
  Message message;
  message.channel = Channel::sms;
  message.reference = text_field(fields, "RequestId");
  message.address = text_field(fields, "Phone");
  message.text = text_field(fields, "Content");
  message.callback_url = text_field(fields, "CallbackUrl");
  return message;
}

}  // namespace

std::string esms_national_number(std::string_view phone) {
  std::string national(phone);
  if (national.starts_with("84") && national.size() == 11) national = "0" + national.substr(2);
  bool digits = std::all_of(national.begin(), national.end(), [](char c) { return c >= '0' && c <= '9'; });
  bool mobile = national.size() == 10 && national[0] == '0' &&
                std::string_view("35789").find(national[1]) != std::string_view::npos;
  return digits && mobile ? national : std::string();
}

Esms::Esms(EsmsSettings settings, std::uint64_t salt)
    : settings_(std::move(settings)), template_(settings_.template_pattern), salt_(salt) {}

std::vector<Subject> Esms::subjects(const Request& request) const {
  Message message = message_of(parse_object(request.body).fields);
  return {{Channel::sms, message.address, message.reference}};
}

Answer Esms::answer(const Request& request, const Actions& actions, TimePoint now) {
  ParsedObject parsed = parse_object(request.body);
  Answer answer;
  std::string code = parsed.ok ? judge(parsed.fields, now) : "99";
  bool forced = !actions.empty() && actions.front() && !actions.front()->error.empty();
  if (forced) code = actions.front()->error;
  Message message = message_of(parsed.fields);
  if (code != "100") {
    if (code == "124" && !forced) answer.recognised.push_back(message);
    answer.reply = esms_refusal(code, next_id());
    return answer;
  }
  message.provider_id = next_id();
  answer.reply = json_reply(
      boost::json::object{{"CodeResult", "100"}, {"CountRegenerate", 0}, {"SMSID", message.provider_id}});
  if (text_field(parsed.fields, "Sandbox") == "1") return answer;
  if (!message.reference.empty()) request_ids_[message.reference] = now;
  answer.accepted.push_back(std::move(message));
  return answer;
}

bool Esms::authorised(const boost::json::object& fields) const {
  std::string key = text_field(fields, "ApiKey");
  std::string secret = text_field(fields, "SecretKey");
  if (key.empty() || secret.empty()) return false;
  return (settings_.api_key.empty() || settings_.api_key == key) &&
         (settings_.secret_key.empty() || settings_.secret_key == secret);
}

std::string Esms::judge(const boost::json::object& fields, TimePoint now) const {
  if (!authorised(fields)) return "101";
  std::string type = text_field(fields, "SmsType");
  if (type.empty()) return "301";
  if (type != "2") return "118";
  std::string reference = text_field(fields, "RequestId");
  if (reference.size() > kRequestIdLength) return "110";
  auto seen = request_ids_.find(reference);
  if (seen != request_ids_.end() && now - seen->second < kRequestIdLife) return "124";
  return judge_content(fields);
}

std::string Esms::judge_content(const boost::json::object& fields) const {
  std::string brandname = text_field(fields, "Brandname");
  const auto& known = settings_.brandnames;
  if (brandname.empty()) return "104";
  if (!known.empty() && std::find(known.begin(), known.end(), brandname) == known.end()) return "104";
  std::string national = esms_national_number(text_field(fields, "Phone"));
  if (national.empty()) return "108";
  for (const std::string& prefix : settings_.unregistered_prefixes) {
    if (national.starts_with(prefix)) return "177";
  }
  std::string content = text_field(fields, "Content");
  if (content.empty()) return "110";
  if (!settings_.template_pattern.empty() && !std::regex_match(content, template_)) return "146";
  return "100";
}

std::optional<Receipt> Esms::receipt(const Message& message, ReceiptKind kind, TimePoint) {
  if (message.callback_url.empty()) return std::nullopt;
  bool delivered = kind == ReceiptKind::delivered;
  std::string national = esms_national_number(message.address);
  Receipt receipt;
  receipt.method = "GET";
  receipt.url = fmt::format(
      "{}{}SMSID={}&SendFailed={}&SendStatus=5&SendSuccess={}&TotalPrice=850.0000&TotalReceiver=1&TotalSent=1"
      "&RequestId={}&TypeId=2&telcoid={}&phonenumber={}&switchsmsid=",
      message.callback_url, message.callback_url.find('?') == std::string::npos ? '?' : '&',
      message.provider_id, delivered ? 0 : 1, delivered ? 1 : 0, percent_encode(message.reference),
      telco_id(national), percent_encode(message.address));
  receipt.retries.assign(kCallbackRetries, settings_.callback_retry);
  receipt.timeout = settings_.callback_timeout;
  return receipt;
}

void Esms::forget() { request_ids_.clear(); }

Reply Esms::balance(const Request& request) const {
  if (!authorised(parse_object(request.body).fields)) {
    return json_reply(boost::json::object{{"CodeResponse", "101"}, {"ErrorMessage", esms_message("101")}});
  }
  return json_reply(boost::json::object{{"Balance", 36693000}, {"CodeResponse", "100"}, {"UserID", 9999}});
}

std::string Esms::next_id() {
  ++count_;
  return fmt::format("{:016x}{:015x}", mix(salt_ ^ count_), mix(~salt_ ^ count_) >> 4U);
}

}  // namespace triand::standin
