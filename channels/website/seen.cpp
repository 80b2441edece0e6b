#include "channels/website/seen.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

namespace triand::channels::website {
namespace {

// As many as a portal may tell at once.
constexpr std::size_t kMost = 1000;

// `event`: the portal's own id of what it tells, the same when it tells it again.
void add_receipt(const boost::json::value& item, std::string_view event, WebhookResult& result) {
  const boost::json::object* object = item.if_object();
  const boost::json::value* id = object == nullptr ? nullptr : object->if_contains("notice_id");
  if (id == nullptr || !id->is_string() || id->get_string().empty()) {
    result.fault = "a notice is not named: notice_id is missing";
    return;
  }
  Receipt receipt;
  receipt.word = Receipt::Word::delivered;
  receipt.reference = bounded_detail({id->get_string().data(), id->get_string().size()});
  receipt.code = "notice.seen";
  receipt.detail = "webhook-id=" + std::string(event);
  if (const auto* at = object->if_contains("seen_at"); at != nullptr && at->is_string())
    receipt.detail += " seen_at=" + std::string(at->get_string().c_str());
  receipt.detail = bounded_detail(receipt.detail);
  receipt.repeats = true;
  result.receipts.push_back(std::move(receipt));
}

}  // namespace

WebhookResult read_seen(const WebhookRequest& request, const SigningKeys& keys,
                        std::chrono::system_clock::time_point now) {
  WebhookResult result;
  if (request.method != "POST") {
    result.authentic = false;
    result.fault = "expected a POST";
    return result;
  }
  result.fault = signature_fault(keys, request.header("webhook-id"), request.header("webhook-timestamp"),
                                 request.header("webhook-signature"), request.body, now);
  if (!result.fault.empty()) {
    result.authentic = false;
    return result;
  }
  boost::system::error_code broken;
  const boost::json::value document = boost::json::parse(request.body, broken);
  const boost::json::object* object = broken ? nullptr : document.if_object();
  const boost::json::value* type = object == nullptr ? nullptr : object->if_contains("type");
  if (type == nullptr || !type->is_string()) {
    result.fault = "expected a JSON object with a type";
    return result;
  }
  if (type->get_string() != "notice.seen") return result;
  const std::string_view event = request.header("webhook-id");
  const boost::json::value* data = object->if_contains("data");
  const boost::json::object* one = data == nullptr ? nullptr : data->if_object();
  const boost::json::value* many = one == nullptr ? data : one->if_contains("notices");
  if (many == nullptr || !many->is_array()) {
    add_receipt(data == nullptr ? boost::json::value() : *data, event, result);
  } else if (many->get_array().size() > kMost) {
    result.fault = "more than " + std::to_string(kMost) + " notices at once";
  } else {
    for (const boost::json::value& item : many->get_array()) add_receipt(item, event, result);
  }
  // All of it or nothing: the portal tells it again.
  if (!result.fault.empty()) result.receipts.clear();
  return result;
}

}  // namespace triand::channels::website
