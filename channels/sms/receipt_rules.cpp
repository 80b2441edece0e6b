#include "channels/sms/receipt_rules.hpp"

#include <utility>

#include <boost/json/array.hpp>

#include "channels/sms/phone_form.hpp"

namespace triand::channels {
namespace {

WebhookResult fault(std::string sentence) {
  return {.authentic = true, .fault = std::move(sentence), .receipts = {}};
}

}  // namespace

ReceiptRules ReceiptRules::read(config::Block& description) {
  ReceiptRules out;
  if (!description.has("receipt")) return out;
  config::Block block = description.child("receipt");
  constexpr Format kFormats[] = {Format::none, Format::query, Format::json, Format::form};
  out.format_ = kFormats[block.choice("format", {"none", "query", "json", "form"})];
  if (!out.reports()) return out;
  out.id_ = block.text("id", "");
  out.phone_ = block.text("phone", "");
  out.reference_ = block.text("reference", "");
  if (out.id_.empty() && out.reference_.empty())
    block.complain("id", "missing; expected `id:` or `reference:`, the field that names the message");
  if (block.has("only")) out.only_ = Condition::read(block, "only");
  if (out.format_ == Format::json) out.list_ = block.text("list", "");
  out.rules_ = ReportRules::read(block);
  out.signature_ = ReceiptSignature::read(block);
  return out;
}

void ReceiptRules::collect_credentials(std::set<std::string>& names) const {
  if (signature_) signature_->collect_credentials(names);
}

WebhookResult ReceiptRules::receive(const WebhookRequest& request, const std::string& webhook_url,
                                    const std::map<std::string, config::Secret>& credentials,
                                    std::string_view tag_key) const {
  if (!reports()) return fault("this gateway sends no delivery reports");
  if (signature_ && !signature_->holds(request, webhook_url, credentials))
    return {.authentic = false, .fault = {}, .receipts = {}};
  const std::string_view method = format_ == Format::query ? "GET" : "POST";
  if (request.method != method) return fault("expected a " + std::string(method) + " request");
  return read_reports(request, tag_key);
}

WebhookResult ReceiptRules::read_reports(const WebhookRequest& request, std::string_view tag_key) const {
  WebhookResult result;
  const Answer query(Answer::Format::form, request.query);
  if (format_ == Format::query) {
    if (!query.readable()) return fault("the query cannot be read");
    (void)take(query, query, tag_key, result);
    return result;
  }
  const Answer body(format_ == Format::json ? Answer::Format::json : Answer::Format::form, request.body);
  if (!body.readable()) return fault("the body cannot be read");
  if (list_.empty()) {
    (void)take(body, query, tag_key, result);
    return result;
  }
  const boost::json::value* value = body.json(list_ == "." ? "" : list_);
  const auto* list = value == nullptr ? nullptr : value->if_array();
  if (list == nullptr) return fault("the list of reports is missing");
  for (const boost::json::value& item : *list)
    if (!take(Answer(item), query, tag_key, result)) break;
  return result;
}

bool ReceiptRules::take(const Answer& answer, const Answer& query, std::string_view tag_key,
                        WebhookResult& result) const {
  if (only_ && !only_->holds([&answer](std::string_view name) { return answer.field(name); })) return true;
  // What we wrote into our own address comes back in its query.
  const auto named = [&](const std::string& field) {
    return field.empty() ? std::string() : answer.field(field).value_or(query.field(field).value_or(""));
  };
  const std::string id = named(id_);
  const std::string reference = named(reference_);
  if (id.empty() && reference.empty()) {
    result = fault("the message is not named");
    return false;
  }
  auto receipt = rules_.receipt(answer);
  if (!receipt) {
    result = fault("the field " + rules_.status() + " is missing");
    return false;
  }
  receipt->provider_id = id;
  if (!id.empty() && !phone_.empty()) receipt->provider_id += ":" + phone_tag(tag_key, named(phone_));
  receipt->reference = reference;
  result.receipts.push_back(std::move(*receipt));
  return true;
}

}  // namespace triand::channels
