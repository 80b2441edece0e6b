#include "tests/standin/sms/stringee.hpp"

#include <algorithm>
#include <charconv>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "tests/standin/coding/digest.hpp"
#include "tests/standin/json_fields.hpp"

namespace triand::standin {
namespace {

constexpr int kBadNumber = 3;

std::string base64_url_decode(std::string text) {
  std::replace(text.begin(), text.end(), '-', '+');
  std::replace(text.begin(), text.end(), '_', '/');
  return base64_decode(text);
}

std::vector<boost::json::object> messages(const Request& request) {
  std::vector<boost::json::object> out;
  const boost::json::object body = parse_object(request.body).fields;
  const boost::json::value* list = body.if_contains("sms");
  if (list == nullptr || !list->is_array()) return out;
  for (const boost::json::value& one : list->get_array())
    out.push_back(one.is_object() ? one.get_object() : boost::json::object());
  return out;
}

}  // namespace

bool Stringee::takes(const Request& request) const {
  return request.method == "POST" && request.path == "/v1/sms";
}

std::vector<Subject> Stringee::subjects(const Request& request) const {
  std::vector<Subject> out;
  for (const auto& one : messages(request)) out.push_back({Channel::sms, text_field(one, "to"), ""});
  if (out.empty()) out.push_back({Channel::sms, "", ""});
  return out;
}

bool Stringee::authorised(const Request& request, TimePoint now) const {
  const std::string token(request.header("X-STRINGEE-AUTH"));
  const std::size_t first = token.find('.');
  const std::size_t second = token.rfind('.');
  if (first == std::string::npos || first == second) return false;
  const std::string signature = hmac_sha256(settings_.stringee_secret, token.substr(0, second));
  if (base64_url_decode(token.substr(second + 1)) != signature) return false;
  const auto header = parse_object(base64_url_decode(token.substr(0, first))).fields;
  const auto claims = parse_object(base64_url_decode(token.substr(first + 1, second - first - 1))).fields;
  const boost::json::value* rest = claims.if_contains("rest_api");
  const std::string ends = text_field(claims, "exp");
  std::int64_t exp = 0;
  std::from_chars(ends.data(), ends.data() + ends.size(), exp);
  return text_field(header, "cty") == "stringee-api;v=1" && text_field(header, "alg") == "HS256" &&
         text_field(claims, "iss") == settings_.stringee_sid &&
         text_field(claims, "jti").starts_with(settings_.stringee_sid + "_") && rest != nullptr &&
         rest->is_bool() && rest->get_bool() && exp > epoch_milliseconds(now) / 1000;
}

Answer Stringee::answer(const Request& request, const Actions& actions, TimePoint now) {
  Answer out;
  if (!authorised(request, now)) {
    out.reply = json_reply(boost::json::object{{"r", 1}, {"message", "Invalid access token"}}, 401);
    return out;
  }
  boost::json::array results;
  std::size_t at = 0;
  for (const auto& one : messages(request)) {
    const std::string error = forced(actions, at++);
    const std::string to = text_field(one, "to");
    const bool whole = !text_field(one, "from").empty() && !text_field(one, "text").empty();
    if (!error.empty() || !whole || mobile_with_84(to).empty()) {
      const int r = error.empty() ? kBadNumber : std::stoi(error);
      results.push_back(boost::json::object{{"price", "0"}, {"smsType", 0}, {"r", r}, {"msg", "Failed"}});
      continue;
    }
    Message taken = message();
    taken.address = to;
    taken.text = text_field(one, "text");
    out.accepted.push_back(std::move(taken));
    results.push_back(boost::json::object{{"price", "830"}, {"smsType", 2}, {"r", 0}, {"msg", "Success"}});
  }
  out.reply =
      json_reply(boost::json::object{{"smsSent", out.accepted.size()}, {"result", std::move(results)}});
  return out;
}

}  // namespace triand::standin
