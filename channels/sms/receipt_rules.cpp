#include "channels/sms/receipt_rules.hpp"

#include <map>

#include <boost/url/encoding_opts.hpp>
#include <boost/url/params_encoded_view.hpp>
#include <boost/url/parse_query.hpp>

#include "channels/sms/meaning.hpp"

namespace triand::channels {
namespace {

using Query = std::map<std::string, std::string, std::less<>>;

// A form's query: '+' is a space. The first of two equal names counts.
std::optional<Query> parse(const std::string& text) {
  const auto parsed = boost::urls::parse_query(text);
  if (!parsed) return std::nullopt;
  boost::urls::encoding_opts form;
  form.space_as_plus = true;
  Query out;
  for (const auto& field : *parsed)
    out.try_emplace(field.key.decode(form), field.has_value ? field.value.decode(form) : std::string());
  return out;
}

WebhookResult fault(std::string sentence) {
  return {.authentic = true, .fault = std::move(sentence), .receipts = {}};
}

}  // namespace

ReceiptRules ReceiptRules::read(config::Block& description) {
  ReceiptRules out;
  if (!description.has("receipt")) return out;
  config::Block block = description.child("receipt");
  out.reports_ = block.choice("format", {"none", "query"}) == 1;
  if (!out.reports_) return out;
  out.id_ = block.text("id", "");
  out.reference_ = block.text("reference", "");
  if (out.id_.empty() && out.reference_.empty())
    block.complain("id", "missing; expected `id:` or `reference:`, the field that names the message");
  out.status_ = block.text("status");
  out.detail_ = block.list("detail");
  for (config::Block& group : block.children("rules")) {
    Rule rule;
    rule.when = Condition::read(group, "when");
    rule.word = static_cast<Receipt::Word>(group.choice("word", {"delivered", "failed", "pending"}));
    if (rule.word == Receipt::Word::failed) rule.reason = read_reason(group, "reason");
    out.rules_.push_back(std::move(rule));
  }
  if (out.rules_.empty())
    block.complain("rules",
                   "expected at least one rule, such as `- {when: {status: \"5\"}, word: delivered}`");
  return out;
}

WebhookResult ReceiptRules::receive(const WebhookRequest& request) const {
  if (!reports_) return fault("this gateway sends no delivery reports");
  if (request.method != "GET") return fault("expected a GET request");
  const auto query = parse(request.query);
  if (!query) return fault("the query cannot be read");
  const auto field = [&query](std::string_view name) -> std::optional<std::string> {
    const auto found = query->find(name);
    return found == query->end() ? std::nullopt : std::optional(found->second);
  };
  Receipt receipt;
  receipt.provider_id = id_.empty() ? "" : field(id_).value_or("");
  receipt.reference = reference_.empty() ? "" : field(reference_).value_or("");
  if (receipt.provider_id.empty() && receipt.reference.empty()) return fault("the message is not named");
  const auto status = field(status_);
  if (!status) return fault("the field " + status_ + " is missing");
  receipt.code = bounded_detail(*status);
  std::string detail;
  for (const std::string& name : detail_)
    if (const auto value = field(name)) detail += (detail.empty() ? "" : " ") + name + "=" + *value;
  receipt.detail = bounded_detail(detail);
  for (const Rule& rule : rules_) {
    if (!rule.when.holds(field)) continue;
    receipt.word = rule.word;
    receipt.reason = rule.reason;
    break;
  }
  return {.authentic = true, .fault = {}, .receipts = {std::move(receipt)}};
}

}  // namespace triand::channels
