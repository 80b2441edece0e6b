#include "tests/standin/service/misbehaviour.hpp"

#include <fmt/format.h>

namespace triand::standin {
namespace {

void make_page(Reply& reply, unsigned status) {
  reply.status = status;
  reply.content_type = "text/html";
  reply.body =
      "<html>\r\n<head><title>Bad Gateway</title></head>\r\n<body>\r\n<center><h1>Bad "
      "Gateway</h1></center>\r\n"
      "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";
}

void make_big(Reply& reply, std::size_t size) {
  reply.body = R"({"padding":")";
  reply.body.append(size, 'x');
  reply.body += R"("})";
}

}  // namespace

Action leading_action(const Actions& actions) {
  const Action* leading = nullptr;
  for (const auto& action : actions) {
    if (!action) continue;
    if (action->strikes_request()) return *action;
    if (leading == nullptr) leading = &*action;
  }
  return leading == nullptr ? Action() : *leading;
}

void misbehave(Plan& plan, const Action& action) {
  plan.delay = action.delay;
  Reply& reply = plan.reply;
  if (action.http_status != 0) {
    reply.status = action.http_status;
    reply.body = R"({"message":"the stand-in was told to answer this"})";
    if (action.retry_after) reply.headers.emplace_back("Retry-After", fmt::format("{}", *action.retry_after));
  }
  if (action.html_page != 0) make_page(reply, action.html_page);
  if (action.broken_json) reply.body.resize(reply.body.size() / 2);
  if (action.big_body != 0) make_big(reply, action.big_body);
  if (action.half_answer) plan.manner = Plan::Manner::half;
  if (action.hang) plan.manner = Plan::Manner::hang;
  if (action.reset_before_reading || action.reset_after_reading) plan.manner = Plan::Manner::reset;
}

void plan_receipts(Plan& plan, const Action& action, const std::vector<Message>& accepted,
                   std::chrono::milliseconds usual_delay) {
  std::chrono::milliseconds delay = action.receipt_delay.value_or(usual_delay);
  ReceiptKind kind = action.failed_receipt ? ReceiptKind::failed : ReceiptKind::delivered;
  for (const Message& message : accepted) {
    PlannedReceipt receipt = {message, kind, delay};
    if (action.unknown_receipt) {
      PlannedReceipt unknown = receipt;
      unknown.message.reference = "neversent" + message.reference.substr(0, 16);
      unknown.message.provider_id = "neversent" + message.provider_id.substr(0, 16);
      plan.later.push_back(std::move(unknown));
    }
    for (unsigned copy = 0; copy < action.duplicate_receipts; ++copy) plan.later.push_back(receipt);
    if (action.no_receipt) continue;
    auto& due = action.early_receipt ? plan.early : plan.later;
    due.push_back(std::move(receipt));
  }
}

}  // namespace triand::standin
