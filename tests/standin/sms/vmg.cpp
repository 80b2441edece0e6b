#include "tests/standin/sms/vmg.hpp"

#include <fmt/format.h>
#include <boost/json/object.hpp>

#include "tests/standin/hash.hpp"
#include "tests/standin/json_fields.hpp"

namespace triand::standin {

bool Vmg::takes(const Request& request) const {
  return request.method == "POST" && request.path == "/api/SMSBrandname/SendSMS";
}

std::vector<Subject> Vmg::subjects(const Request& request) const {
  const boost::json::object fields = parse_object(request.body).fields;
  return {{Channel::sms, text_field(fields, "to"), text_field(fields, "requestId")}};
}

Answer Vmg::answer(const Request& request, const Actions& actions, TimePoint) {
  const boost::json::object fields = parse_object(request.body).fields;
  const auto is_number = [&fields](std::string_view name, int least, int most) {
    const boost::json::value* value = fields.if_contains(name);
    return value != nullptr && value->is_int64() && value->get_int64() >= least && value->get_int64() <= most;
  };
  const bool whole = request.header("token") == settings_.vmg_token && is_number("type", 1, 1) &&
                     is_number("useUnicode", 0, 1) && !text_field(fields, "from").empty() &&
                     !text_field(fields, "message").empty() &&
                     !mobile_with_84(text_field(fields, "to")).empty();
  std::string error = forced(actions, 0);
  if (error.empty()) error = whole ? "000" : "100";
  Answer out;
  boost::json::object reply = {{"errorCode", error},
                               {"errorMessage", error == "000" ? "" : "error " + error}};
  if (error == "000") {
    Message taken = message();
    taken.reference = text_field(fields, "requestId");
    taken.address = text_field(fields, "to");
    taken.text = text_field(fields, "message");
    taken.provider_id = fmt::format("{:016x}", mix(salt_ ^ ++count_));
    reply["referentId"] = taken.provider_id;
    out.accepted.push_back(std::move(taken));
  }
  out.reply = json_reply(reply);
  return out;
}

}  // namespace triand::standin
