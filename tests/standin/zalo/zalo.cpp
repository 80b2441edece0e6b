#include "tests/standin/zalo/zalo.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <boost/json/serialize.hpp>

#include "tests/standin/coding/digest.hpp"
#include "tests/standin/coding/hexadecimal.hpp"
#include "tests/standin/hash.hpp"
#include "tests/standin/json_fields.hpp"
#include "tests/standin/zalo/zalo_codes.hpp"

namespace triand::standin {
namespace {

constexpr std::size_t kTrackingIdLength = 48;
constexpr std::string_view kHashPath = "/hashphone";

std::string phone_of(const boost::json::object& fields) {
  std::string phone = text_field(fields, "phone");
  if (phone.empty()) return text_field(fields, "hash_phone");
  return phone.starts_with('+') ? phone.substr(1) : phone;
}

Message message_of(const boost::json::object& fields) {
  Message message;
  message.channel = Channel::zalo;
  message.reference = text_field(fields, "tracking_id");
  message.address = phone_of(fields);
  const boost::json::value* data = fields.if_contains("template_data");
  if (data != nullptr) message.text = boost::json::serialize(*data);
  return message;
}

bool all_of_kind(std::string_view text, bool (*kind)(char)) {
  return std::all_of(text.begin(), text.end(), kind);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_plain(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

int code_of(const std::string& error) {
  int code = 0;
  std::from_chars(error.data(), error.data() + error.size(), code);
  return code;
}

}  // namespace

Zalo::Zalo(const ZaloSettings& settings, ZaloTokens& tokens, std::uint64_t salt)
    : settings_(settings), tokens_(tokens), salt_(salt) {}

std::vector<Subject> Zalo::subjects(const Request& request) const {
  boost::json::object fields = parse_object(request.body).fields;
  return {{Channel::zalo, phone_of(fields), text_field(fields, "tracking_id")}};
}

Answer Zalo::answer(const Request& request, const Actions& actions, TimePoint now) {
  Answer answer;
  const Action* action = !actions.empty() && actions.front() ? &*actions.front() : nullptr;
  ParsedObject parsed = parse_object(request.body);
  int code = parsed.ok ? judge(request, parsed.fields, now) : -122;
  if (action != nullptr && !action->error.empty()) code = code_of(action->error);
  if (code != 0) {
    answer.reply = zalo_refusal(code);
    return answer;
  }
  Message message = message_of(parsed.fields);
  ++count_;
  message.provider_id = fmt::format("{:016x}{:04x}", mix(salt_ ^ count_), mix(~salt_ ^ count_) & 0xFFFFU);
  ++sent_today_;
  ++sent_by_template_[text_field(parsed.fields, "template_id")];
  ++sent_;
  arrivals_[message.provider_id] = TimePoint();
  answer.reply = action != nullptr && action->omit_result
                     ? json_reply(boost::json::object{{"error", 0}, {"message", "Success"}})
                     : success(message, parsed.fields, now);
  answer.accepted.push_back(std::move(message));
  return answer;
}

Reply Zalo::success(const Message& message, const boost::json::object& fields, TimePoint now) {
  std::string mode = text_field(fields, "sending_mode");
  boost::json::object quota = {{"dailyQuota", fmt::format("{}", settings_.daily_quota)},
                               {"remainingQuota", fmt::format("{}", remaining_quota(now))}};
  boost::json::object data = {{"msg_id", message.provider_id},
                              {"sent_time", fmt::format("{}", epoch_milliseconds(now))},
                              {"sending_mode", mode.empty() ? "1" : mode},
                              {"quota", std::move(quota)}};
  return json_reply(boost::json::object{{"error", 0}, {"message", "Success"}, {"data", std::move(data)}});
}

int Zalo::judge(const Request& request, const boost::json::object& fields, TimePoint now) {
  if (fields.empty()) return -121;
  if (int code = judge_caller(request, now); code != 0) return code;
  if (int code = judge_message(fields); code != 0) return code;
  if (int code = judge_telephone(request, fields); code != 0) return code;
  return judge_account(fields, now);
}

VietnamTime Zalo::vietnam(TimePoint now) const {
  return vietnam_time(now + std::chrono::seconds(settings_.clock_offset_seconds));
}

int Zalo::judge_caller(const Request& request, TimePoint now) const {
  std::string_view token = request.header("access_token");
  if (!tokens_.valid(token, now)) return -124;
  if (!settings_.require_proof) return 0;
  std::string proof = to_hex(hmac_sha256(settings_.app_secret, token));
  return request.header("appsecret_proof") == proof ? 0 : -1241;
}

int Zalo::judge_message(const boost::json::object& fields) const {
  auto known = find_template(text_field(fields, "template_id"));
  if (!known) return -109;
  if (known->status == "DISABLE") return -146;
  if (known->status != "ENABLE") return -131;
  const boost::json::value* data = fields.if_contains("template_data");
  if (data == nullptr || !data->is_object()) return -111;
  if (int code = judge_template_data(*known, data->get_object()); code != 0) return code;
  std::string reference = text_field(fields, "tracking_id");
  bool good =
      !reference.empty() && reference.size() <= kTrackingIdLength && all_of_kind(reference, &is_plain);
  return good ? 0 : -132;
}

int Zalo::judge_telephone(const Request& request, const boost::json::object& fields) const {
  std::string phone = phone_of(fields);
  if (request.path.ends_with(kHashPath)) {
    bool hash = phone.size() == 64 && all_of_kind(phone, [](char c) { return hex_digit(c) >= 0; });
    return hash ? 0 : -108;
  }
  bool mobile = phone.size() == 11 && phone.starts_with("84") && all_of_kind(phone, &is_digit) &&
                std::string_view("35789").find(phone[2]) != std::string_view::npos;
  if (!mobile) return -108;
  const auto& administrators = settings_.administrators;
  bool development = text_field(fields, "mode") == "development";
  if (development && std::find(administrators.begin(), administrators.end(), phone) == administrators.end()) {
    return -127;
  }
  return magic_code(phone);
}

int Zalo::judge_account(const boost::json::object& fields, TimePoint now) {
  int hour = vietnam(now).hour;
  if (settings_.night_ban && (hour >= 22 || hour < 6)) return -133;
  if (settings_.daily_quota >= 0 && remaining_quota(now) <= 0) return -144;
  const std::int64_t of_template = sent_by_template_[text_field(fields, "template_id")];
  if (settings_.template_quota >= 0 && of_template >= settings_.template_quota) return -147;
  return settings_.balance >= 0 && sent_ >= settings_.balance ? -115 : 0;
}

std::optional<ZaloTemplate> Zalo::find_template(const std::string& id) const {
  for (const ZaloTemplate& known : settings_.templates) {
    if (known.id == id) return known;
  }
  return settings_.templates.empty() ? parse_template(id) : std::nullopt;
}

std::int64_t Zalo::remaining_quota(TimePoint now) {
  std::int64_t today = vietnam(now).day;
  if (today != quota_day_) {
    sent_today_ = 0;
    sent_by_template_.clear();
  }
  quota_day_ = today;
  if (settings_.daily_quota < 0) return settings_.daily_quota;
  return std::max<std::int64_t>(0, settings_.daily_quota - sent_today_);
}

std::optional<Receipt> Zalo::receipt(const Message& message, ReceiptKind kind, TimePoint now) {
  if (kind != ReceiptKind::delivered) return std::nullopt;
  auto arrival = arrivals_.find(message.provider_id);
  // However often it is told, it arrived once.
  if (arrival != arrivals_.end() && arrival->second == TimePoint()) arrival->second = now;
  if (webhook_.url.empty()) return std::nullopt;
  return received_event(webhook_, message, arrival != arrivals_.end() ? arrival->second : now, now,
                        settings_.retry_scale);
}

void Zalo::forget() {
  arrivals_.clear();
  sent_today_ = 0;
  sent_ = 0;
  sent_by_template_.clear();
  ratings_.clear();
}

Reply Zalo::quota(const Request& request, TimePoint now) {
  if (int code = judge_caller(request, now); code != 0) return zalo_refusal(code);
  boost::json::object data = {{"dailyQuota", settings_.daily_quota},
                              {"remainingQuota", remaining_quota(now)},
                              {"dailyQuotaPromotion", nullptr},
                              {"remainingQuotaPromotion", nullptr},
                              {"monthlyPromotionQuota", 125},
                              {"remainingMonthlyPromotionQuota", 124},
                              {"estimatedNextMonthPromotionQuota", 2000}};
  return json_reply(boost::json::object{{"error", 0}, {"message", "success"}, {"data", std::move(data)}});
}

Reply Zalo::status(const Request& request, TimePoint now) const {
  if (int code = judge_caller(request, now); code != 0) return zalo_refusal(code);
  auto arrival = arrivals_.find(request.parameter("message_id"));
  boost::json::object data = {{"status", -1}, {"message", "The message does not exist"}};
  if (arrival != arrivals_.end() && arrival->second == TimePoint()) {
    data = {{"status", 0}, {"message", "The message was pushed but not yet delivered"}};
  } else if (arrival != arrivals_.end()) {
    data = {{"delivery_time", fmt::format("{}", epoch_milliseconds(arrival->second))},
            {"message", "The message was delivered to the user's phone"},
            {"status", 1}};
  }
  return json_reply(boost::json::object{{"error", 0}, {"message", "Success"}, {"data", std::move(data)}});
}

Reply Zalo::template_details(const Request& request, TimePoint now) const {
  if (int code = judge_caller(request, now); code != 0) return zalo_refusal(code);
  auto known = find_template(request.parameter("template_id"));
  if (!known) return zalo_refusal(-109);
  return json_reply(
      boost::json::object{{"error", 0}, {"message", "Success"}, {"data", template_info(*known)}});
}

Reply Zalo::template_list(const Request& request, TimePoint now) const {
  if (int code = judge_caller(request, now); code != 0) return zalo_refusal(code);
  boost::json::array list;
  for (const ZaloTemplate& known : settings_.templates) {
    boost::json::object info = template_info(known);
    list.push_back(boost::json::object{{"templateId", info.at("templateId")},
                                       {"templateName", info.at("templateName")},
                                       {"createdTime", 1767225600000},
                                       {"status", info.at("status")},
                                       {"templateQuality", info.at("templateQuality")}});
  }
  const std::size_t total = list.size();
  return json_reply(boost::json::object{
      {"error", 0}, {"message", "Success"}, {"data", std::move(list)}, {"metadata", {{"total", total}}}});
}

Reply Zalo::quality(const Request& request, TimePoint now) const {
  if (int code = judge_caller(request, now); code != 0) return zalo_refusal(code);
  boost::json::object data = {{"oaCurrentQuality", settings_.quality}, {"oa7dayQuality", settings_.quality}};
  return json_reply(boost::json::object{{"error", 0}, {"message", "Success"}, {"data", std::move(data)}});
}

Reply Zalo::ratings(const Request& request, TimePoint now) const {
  if (int code = judge_caller(request, now); code != 0) return zalo_refusal(code);
  boost::json::object data = {{"total", ratings_.size()}, {"data", ratings_}};
  return json_reply(boost::json::object{{"error", 0}, {"message", "Success"}, {"data", std::move(data)}});
}

}  // namespace triand::standin
