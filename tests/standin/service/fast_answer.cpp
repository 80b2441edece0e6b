#include "tests/standin/service/fast_answer.hpp"

#include <fmt/format.h>

namespace triand::standin {
namespace {

Reply esms_answer(std::string_view body, std::uint64_t count, Ledger& ledger) {
  std::size_t from = 0;
  std::string_view reference = scan_text(body, "\"RequestId\"", from);
  Reply reply;
  if (!reference.empty() && ledger.knows_compact(Channel::sms, reference)) {
    ledger.recognise_compact(Channel::sms);
    reply.body =
        R"({"CodeResult":"124","CountRegenerate":0,"ErrorMessage":"Request exist 1","SendStatus":"5"})";
    return reply;
  }
  ledger.accept_compact(Channel::sms, reference);
  reply.body = fmt::format(R"({{"CodeResult":"100","CountRegenerate":0,"SMSID":"{:031x}"}})", count);
  return reply;
}

Reply zalo_answer(std::string_view body, std::uint64_t count, Ledger& ledger) {
  std::size_t from = 0;
  ledger.accept_compact(Channel::zalo, scan_text(body, "\"tracking_id\"", from));
  Reply reply;
  reply.body = fmt::format(
      R"({{"error":0,"message":"Success","data":{{"msg_id":"{:020x}","sent_time":"1797552000000","sending_mode":"1",)"
      R"("quota":{{"dailyQuota":"100000000","remainingQuota":"100000000"}}}}}})",
      count);
  return reply;
}

Reply portal_answer(std::string_view body, Ledger& ledger) {
  Reply reply;
  reply.body = R"({"results":[)";
  std::size_t from = 0;
  std::string_view separator;
  for (;;) {
    std::string_view reference = scan_text(body, "\"notice_id\"", from);
    if (reference.empty()) break;
    bool known = ledger.knows_compact(Channel::website, reference);
    if (known) {
      ledger.recognise_compact(Channel::website);
    } else {
      ledger.accept_compact(Channel::website, reference);
    }
    reply.body += fmt::format(R"({}{{"notice_id":"{}","status":"{}"}})", separator, reference,
                              known ? "duplicate" : "accepted");
    separator = ",";
  }
  reply.body += "]}";
  return reply;
}

}  // namespace

std::string_view scan_text(std::string_view body, std::string_view key, std::size_t& from) {
  std::size_t at = body.find(key, from);
  if (at == std::string_view::npos) return {};
  std::size_t start = body.find_first_not_of(": \t\r\n", at + key.size());
  if (start == std::string_view::npos || body[start] != '"') return {};
  std::size_t end = body.find('"', start + 1);
  if (end == std::string_view::npos) return {};
  from = end + 1;
  return body.substr(start + 1, end - start - 1);
}

Reply fast_answer(Channel channel, std::string_view body, std::uint64_t count, Ledger& ledger) {
  if (channel == Channel::sms) return esms_answer(body, count, ledger);
  if (channel == Channel::zalo) return zalo_answer(body, count, ledger);
  return portal_answer(body, ledger);
}

}  // namespace triand::standin
