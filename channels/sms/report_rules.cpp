#include "channels/sms/report_rules.hpp"

#include <utility>

#include "channels/outcome.hpp"
#include "channels/sms/meaning.hpp"

namespace triand::channels {

ReportRules ReportRules::read(config::Block& block) {
  ReportRules out;
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

std::optional<Receipt> ReportRules::receipt(const Answer& answer) const {
  const auto field = [&answer](std::string_view name) { return answer.field(name); };
  const auto status = answer.field(status_);
  if (!status) return std::nullopt;
  Receipt receipt;
  receipt.code = bounded_detail(*status);
  std::string detail;
  for (const std::string& name : detail_)
    if (const auto value = answer.field(name)) detail += (detail.empty() ? "" : " ") + name + "=" + *value;
  receipt.detail = bounded_detail(detail);
  for (const Rule& rule : rules_) {
    if (!rule.when.holds(field)) continue;
    receipt.word = rule.word;
    receipt.reason = rule.reason;
    break;
  }
  return receipt;
}

}  // namespace triand::channels
