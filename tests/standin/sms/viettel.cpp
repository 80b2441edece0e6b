#include "tests/standin/sms/viettel.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "tests/standin/sms/xml_element.hpp"

namespace triand::standin {
namespace {

constexpr std::chrono::minutes kDuplicateLife(5);
constexpr std::string_view kTaken = "Insert MT_QUEUE: OK";

std::string key_of(const Request& request) {
  return xml_element(request.body, "ReceiverID") + '\n' + xml_element(request.body, "ServiceID") + '\n' +
         xml_element(request.body, "Content");
}

}  // namespace

bool Viettel::takes(const Request& request) const {
  return request.method == "POST" && (request.path == "/WS" || request.path == "/bulkapi");
}

std::vector<Subject> Viettel::subjects(const Request& request) const {
  return {{Channel::sms, xml_element(request.body, "ReceiverID"), ""}};
}

std::string Viettel::judge(const Request& request, TimePoint now) const {
  const auto field = [&request](std::string_view name) { return xml_element(request.body, name); };
  if (field("CPCode").empty()) return "Authenticate: Cp_code: NULL_OR_BLANK";
  if (field("User").empty()) return "Authenticate: UserName: NULL_OR_BLANK";
  if (field("Password") != settings_.viettel_password) return "Authenticate: WRONG_INFORMATION_AUTHENTICATE";
  const std::string number = field("RequestID");
  if (number.empty()) return "Check RequestID: NULL_OR_BLANK";
  if (!std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return "Check RequestID: REQUEST_ID_NOT_NUMBER";
  if (field("UserID").empty()) return "Check UserID: NULL_OR_BLANK";
  if (field("ReceiverID").empty()) return "Check ReceiverID: NULL_OR_BLANK";
  if (field("UserID") != field("ReceiverID")) return "UserID_NOT_EQUAL_ReceiverID";
  if (mobile_with_84(field("ReceiverID")).empty()) return "Check ReceiverID: FORMAT_ERROR";
  if (field("CommandCode").empty()) return "Check CommandCode: NULL_OR_BLANK";
  if (field("CommandCode") != "bulksms") return "Check CommandCode: COMMAND_CODE_ERROR";
  if (field("ServiceID").empty()) return "Check ServiceID: ALIAS_INVALID:TELCO=VT";
  if (field("Content").empty()) return "Check Content: NULL_OR_BLANK";
  const auto seen = seen_.find(key_of(request));
  if (seen != seen_.end() && now - seen->second < kDuplicateLife) return "Check ServiceID: DUPLICATE MESSAGE";
  return std::string(kTaken);
}

Answer Viettel::answer(const Request& request, const Actions& actions, TimePoint now) {
  std::string message = forced(actions, 0);
  const bool told = !message.empty();
  if (!told) message = judge(request, now);
  Answer out;
  Message taken = this->message();
  taken.address = xml_element(request.body, "ReceiverID");
  taken.text = xml_element(request.body, "Content");
  if (message == kTaken) {
    seen_[key_of(request)] = now;
    out.accepted.push_back(std::move(taken));
  } else if (!told && message.ends_with("DUPLICATE MESSAGE")) {
    out.recognised.push_back(std::move(taken));
  }
  out.reply.content_type = "text/xml;charset=utf-8";
  out.reply.body = fmt::format(
      R"(<?xml version="1.0" ?><S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>)"
      R"(<ns2:wsCpMtResponse xmlns:ns2="http://impl.bulkSms.ws/"><return><message>{}</message><result>{}</result>)"
      R"(</return></ns2:wsCpMtResponse></S:Body></S:Envelope>)",
      xml_escape(message), message == kTaken ? 1 : 0);
  return out;
}

}  // namespace triand::standin
