#include "channels/sms/meaning.hpp"

#include <vector>

#include "config/yaml_value.hpp"

namespace triand::channels {
namespace {

// Those words of the service's fixed list of reasons that can come out of a gateway's answer.
const std::vector<std::string_view> kReasons = {
    "bad_number",    "opted_out",      "blocked_by_recipient", "content_rejected", "template_rejected",
    "unreachable",   "throttled",      "out_of_quota",         "no_balance",       "not_authorized",
    "gateway_down",  "timeout",        "do_not_call",          "refused",          "carrier_not_registered",
    "misconfigured", "unknown_answer",
};

const std::vector<std::string_view> kClasses = {"recipient", "content", "configuration",
                                                "throttled", "money",   "transient"};

}  // namespace

Meaning Meaning::read(config::Block& block, std::string_view key) {
  const config::YamlValue* value = block.value(key);
  if (value != nullptr && value->kind == config::YamlValue::Kind::mapping) {
    config::Block group = block.child(key);
    return read_group(group);
  }
  if (value != nullptr && value->text == "duplicate")
    return {.kind = Kind::duplicate, .failure = {}, .reason = {}, .wait = {}};
  if (value != nullptr && value->text == "renew")
    return {.kind = Kind::renew, .failure = {}, .reason = {}, .wait = {}};
  if (value == nullptr || value->text != "in_doubt")
    block.complain(key, "expected duplicate, in_doubt, renew, or {class: …, reason: …}");
  return {};
}

Meaning Meaning::read_group(config::Block& group) {
  if (group.has("means")) return read(group, "means");
  Meaning out;
  out.kind = Kind::refused;
  const std::string_view word = kClasses[group.choice("class", kClasses)];
  out.failure = failure_class_from(word).value_or(FailureClass::configuration);
  out.reason = read_reason(group, "reason");
  if (group.has("wait")) out.wait = group.duration("wait");
  return out;
}

std::string read_reason(config::Block& block, std::string_view key) {
  return std::string(kReasons[block.choice(key, kReasons)]);
}

}  // namespace triand::channels
