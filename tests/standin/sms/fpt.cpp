#include "tests/standin/sms/fpt.hpp"

#include <fmt/format.h>
#include <boost/json/object.hpp>

#include "tests/standin/coding/digest.hpp"
#include "tests/standin/hash.hpp"
#include "tests/standin/json_fields.hpp"
#include "tests/standin/sms/telco.hpp"

namespace triand::standin {
namespace {

constexpr std::chrono::minutes kDuplicateLife(5);

std::string_view words_of(std::string_view code) {
  if (code == "1008") return "Client credentials are invalid";
  if (code == "1011") return "The access token is invalid";
  if (code == "1013") return "The access token has expired";
  if (code == "2501") return "Duplicate request";
  if (code == "2513") return "Brandname is invalid";
  if (code == "2518") return "Message does not match the template";
  if (code == "2519") return "Message has a banned keyword";
  return "Invalid request";
}

Reply refusal(const std::string& code) {
  boost::json::object body{{"error_description", words_of(code)}};
  body["error"] = std::stoi(code);
  return json_reply(body, 400);
}

// Empty for what is no Base64 of a text.
std::string text_of(const std::string& base64) {
  const std::string text = base64_decode(base64);
  return base64_encode(text) == base64 ? text : std::string();
}

}  // namespace

bool Fpt::takes(const Request& request) const {
  return request.method == "POST" && request.path == "/api/push-brandname-otp";
}

std::optional<Reply> Fpt::other(const Request& request, TimePoint now) {
  if (request.method != "POST" || request.path != "/oauth2/token") return std::nullopt;
  const boost::json::object fields = parse_object(request.body).fields;
  const std::string session = text_field(fields, "session_id");
  const bool right = text_field(fields, "grant_type") == "client_credentials" &&
                     text_field(fields, "client_id") == settings_.fpt_client &&
                     text_field(fields, "client_secret") == settings_.fpt_secret;
  if (!right) return refusal("1008");
  if (session.empty() || text_field(fields, "scope") != "send_brandname_otp") return refusal("1011");
  ++count_;
  const std::string token = fmt::format("{:016x}{:016x}", mix(salt_ ^ count_), mix(~salt_ ^ count_));
  tokens_[token] = {session, now + settings_.fpt_token_life};
  const auto life = std::chrono::ceil<std::chrono::seconds>(settings_.fpt_token_life);
  return json_reply(boost::json::object{{"access_token", token},
                                        {"expires_in", life.count()},
                                        {"token_type", "Bearer"},
                                        {"scope", "send_brandname_otp"}});
}

std::vector<Subject> Fpt::subjects(const Request& request) const {
  const boost::json::object fields = parse_object(request.body).fields;
  return {{Channel::sms, text_field(fields, "Phone"), text_field(fields, "RequestId")}};
}

std::string Fpt::judge(const Request& request, TimePoint now) const {
  const boost::json::object fields = parse_object(request.body).fields;
  const auto token = tokens_.find(text_field(fields, "access_token"));
  if (token == tokens_.end() || token->second.session != text_field(fields, "session_id")) return "1011";
  if (now >= token->second.ends) return "1013";
  if (text_field(fields, "BrandName").empty()) return "2513";
  if (text_of(text_field(fields, "Message")).empty()) return "2518";
  const auto seen = seen_.find(text_field(fields, "RequestId"));
  if (seen != seen_.end() && now - seen->second < kDuplicateLife) return "2501";
  return {};
}

Answer Fpt::answer(const Request& request, const Actions& actions, TimePoint now) {
  const boost::json::object fields = parse_object(request.body).fields;
  std::string error = forced(actions, 0);
  const bool told = !error.empty();
  if (!told) error = judge(request, now);
  Answer out;
  Message taken = message();
  taken.reference = text_field(fields, "RequestId");
  taken.address = text_field(fields, "Phone");
  taken.text = text_of(text_field(fields, "Message"));
  if (!error.empty()) {
    if (!told && error == "2501") out.recognised.push_back(std::move(taken));
    out.reply = refusal(error);
    return out;
  }
  taken.provider_id = fmt::format("{}", ++last_id_);
  if (!taken.reference.empty()) seen_[taken.reference] = now;
  out.reply = json_reply(boost::json::object{{"MessageId", last_id_},
                                             {"BrandName", text_field(fields, "BrandName")},
                                             {"Phone", taken.address},
                                             {"Message", taken.text},
                                             {"PartnerId", "1"},
                                             {"Telco", telco_id(mobile_with_84(taken.address))}});
  out.accepted.push_back(std::move(taken));
  return out;
}

}  // namespace triand::standin
