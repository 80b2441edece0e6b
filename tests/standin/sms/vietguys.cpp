#include "tests/standin/sms/vietguys.hpp"

#include <fmt/format.h>
#include <boost/json/object.hpp>

#include "tests/standin/coding/form.hpp"
#include "tests/standin/hash.hpp"
#include "tests/standin/json_fields.hpp"

namespace triand::standin {
namespace {

constexpr std::size_t kLongestBid = 50;
constexpr std::string_view kExpired = "Token expired";

std::string_view words_of(const std::string& error) {
  if (error == "-7") return "Dia chi IP chua chinh xac";
  if (error == "-21") return "Noi dung khong phai la OTP";
  return "Loi tham so";
}

}  // namespace

bool VietGuys::takes(const Request& request) const {
  return request.method == "POST" && request.path == "/api/index.php";
}

std::optional<Reply> VietGuys::other(const Request& request, TimePoint now) {
  if (request.method != "POST" || request.path != "/token/v1/refresh") return std::nullopt;
  const boost::json::object fields = parse_object(request.body).fields;
  if (request.header("Refresh-Token") != refresh_token_ ||
      text_field(fields, "username") != settings_.vietguys_user ||
      text_field(fields, "type") != "refresh_token")
    return json_reply(boost::json::object{{"error", 1}, {"error_code", -1}, {"log", "Invalid refresh token"}},
                      401);
  ++count_;
  access_token_ = fmt::format("access{:016x}", mix(salt_ ^ count_));
  refresh_token_ = fmt::format("refresh{:016x}", mix(~salt_ ^ count_));
  token_ends_ = now + settings_.vietguys_token_life;
  return json_reply(boost::json::object{
      {"error", 0},
      {"data", boost::json::object{{"access_token", access_token_},
                                   {"refresh_token", refresh_token_},
                                   {"expired_at", epoch_milliseconds(token_ends_) / 1000}}}});
}

std::vector<Subject> VietGuys::subjects(const Request& request) const {
  return {{Channel::sms, form_value(request.body, "phone"), form_value(request.body, "bid")}};
}

std::string VietGuys::judge(const Request& request, TimePoint now) const {
  const auto field = [&request](std::string_view name) { return form_value(request.body, name); };
  const std::string password = field("pwd");
  const bool token = !access_token_.empty() && password == access_token_;
  if (token && now >= token_ends_) return std::string(kExpired);
  if (field("u") != settings_.vietguys_user || (!token && password != settings_.vietguys_passcode))
    return password.starts_with("access") ? std::string(kExpired) : "-1";
  if (field("from").empty() || field("sms").empty() || mobile_with_84(field("phone")).empty()) return "-4";
  if (field("bid").size() > kLongestBid || (field("type") != "0" && field("type") != "8")) return "-5";
  return {};
}

Answer VietGuys::answer(const Request& request, const Actions& actions, TimePoint now) {
  std::string error = forced(actions, 0);
  if (error.empty()) error = judge(request, now);
  const bool json = form_value(request.body, "json") == "1";
  Answer out;
  if (error.empty()) {
    Message taken = message();
    taken.reference = form_value(request.body, "bid");
    taken.address = form_value(request.body, "phone");
    taken.text = form_value(request.body, "sms");
    taken.provider_id = fmt::format("{:020x}", mix(salt_ ^ ++count_));
    out.reply =
        json_reply(boost::json::object{{"error", 0}, {"msgid", taken.provider_id}, {"carrier", "VIETTEL"}});
    out.accepted.push_back(std::move(taken));
  } else if (error == kExpired) {
    out.reply = json_reply(boost::json::object{{"error", 1}, {"error_code", -1}, {"log", kExpired}});
  } else {
    out.reply = json_reply(
        boost::json::object{{"error", 1}, {"error_code", std::stoi(error)}, {"log", words_of(error)}});
  }
  if (!json) {
    out.reply.content_type = "text/html";
    out.reply.body = error.empty() ? "0" : error == kExpired ? "-1" : error;
  }
  return out;
}

}  // namespace triand::standin
