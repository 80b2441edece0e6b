#include "tests/standin/sms/esms_codes.hpp"

#include <boost/json/object.hpp>

namespace triand::standin {
namespace {

struct Code {
  std::string_view code;
  std::string_view message;
};

constexpr Code kCodes[] = {
    {"99", "Invalid request"},
    {"101", "Authorize Failed"},
    {"102", "Price list is not exist"},
    {"103", "Balance not enough to send message"},
    {"104", "Brand name code is not exist"},
    {"108", "Phone number invalid"},
    {"110", "Invalid data"},
    {"118", "Message type is not supported"},
    {"124", "Request exist 1"},
    {"140", "IP address is not in white list"},
    {"146", "Sai template Brandname CSKH"},
    {"160", "TPS limit exceeded"},
    {"177", "Brandname is not registered for this network"},
    {"199", "Exist, in process"},
    {"300", "Invalid data"},
    {"301", "Message type is missing"},
};

}  // namespace

std::string_view esms_message(std::string_view code) {
  for (const Code& known : kCodes) {
    if (known.code == code) return known.message;
  }
  return "Unknown error";
}

Reply esms_refusal(std::string_view code, std::string_view sms_id) {
  if (code == "99") return json_reply(boost::json::object{{"error", esms_message(code)}});
  boost::json::object answer = {
      {"CodeResult", code}, {"CountRegenerate", 0}, {"ErrorMessage", esms_message(code)}};
  if (code == "124") answer["SendStatus"] = "5";
  if (code == "146") answer["SMSID"] = sms_id;
  return json_reply(answer);
}

}  // namespace triand::standin
