#include "channels/exec/said.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace triand::channels::exec {
namespace {

constexpr std::size_t kLongestId = 200;
// As far as any campaign is long.
constexpr double kLongestWait = 30.0 * 24 * 60 * 60;

std::string text_at(const boost::json::object& object, std::string_view name) {
  const boost::json::value* value = object.if_contains(name);
  if (value == nullptr) return {};
  if (const auto* text = value->if_string()) return std::string(text->data(), text->size());
  return value->is_number() ? boost::json::serialize(*value) : std::string();
}

std::string id_at(const boost::json::object& object, std::string_view name) {
  std::string id = bounded_detail(text_at(object, name));
  return id.size() > kLongestId ? std::string() : id;
}

FailureClass class_of_retry(std::string_view reason) {
  for (const auto& [word, failure] :
       {std::pair{"throttled", FailureClass::throttled}, std::pair{"out_of_quota", FailureClass::throttled},
        std::pair{"not_authorized", FailureClass::configuration},
        std::pair{"misconfigured", FailureClass::configuration}, std::pair{"no_balance", FailureClass::money},
        std::pair{"unreachable", FailureClass::recipient},
        std::pair{"mailbox_full", FailureClass::recipient}})
    if (reason == word) return failure;
  return FailureClass::transient;
}

std::optional<std::chrono::milliseconds> wait_of(const boost::json::object& object) {
  const boost::json::value* value = object.if_contains("retry_after_s");
  if (value == nullptr || !value->is_number()) return std::nullopt;
  const double seconds = value->to_number<double>();
  if (!std::isfinite(seconds) || seconds < 0) return std::nullopt;
  return std::chrono::milliseconds(static_cast<std::int64_t>(std::min(seconds, kLongestWait) * 1000));
}

Outcome outcome_of(const boost::json::object& object, std::string_view word, std::string& fault) {
  const std::string reason = id_at(object, "reason");
  const std::string detail = text_at(object, "detail");
  if (word == "accepted" || word == "duplicate") {
    Outcome out = Outcome::accepted(id_at(object, "provider_id"));
    out.duplicate = word == "duplicate";
    out.detail = bounded_detail(detail);
    return out;
  }
  if (word == "failed")
    return Outcome::rejected(FailureClass::recipient, reason.empty() ? "refused" : reason, reason, detail);
  if (word == "retry") {
    Outcome out = Outcome::deferred(class_of_retry(reason), reason, reason, detail);
    out.retry_after = wait_of(object);
    return out;
  }
  fault = "its outcome is none of accepted, failed, retry, duplicate";
  return Outcome::in_doubt("unknown_answer", "", "outcome: " + std::string(word));
}

void read_receipt(const boost::json::object& object, std::string_view word, Said& said) {
  Receipt receipt;
  receipt.reference = id_at(object, "reference");
  receipt.provider_id = id_at(object, "provider_id");
  if (word != "delivered" && word != "failed") {
    said.fault = "its receipt is none of delivered, failed";
    return;
  }
  if (receipt.reference.empty() && receipt.provider_id.empty()) {
    said.fault = "the receipt names no message: neither reference nor provider_id";
    return;
  }
  receipt.code = id_at(object, "reason");
  receipt.detail = bounded_detail(text_at(object, "detail"));
  receipt.word = word == "delivered" ? Receipt::Word::delivered : Receipt::Word::failed;
  if (receipt.word == Receipt::Word::failed) receipt.reason = receipt.code.empty() ? "refused" : receipt.code;
  said.receipt = std::move(receipt);
}

}  // namespace

Said read_line(std::string_view line) {
  Said said;
  boost::system::error_code broken;
  const boost::json::value value =
      boost::json::parse(boost::json::string_view(line.data(), line.size()), broken);
  const boost::json::object* object = broken ? nullptr : value.if_object();
  if (object == nullptr) {
    said.fault = "it is no JSON object";
    return said;
  }
  if (object->contains("receipt")) {
    read_receipt(*object, text_at(*object, "receipt"), said);
    return said;
  }
  said.reference = id_at(*object, "reference");
  if (said.reference.empty()) {
    said.fault = "it names no message: reference is missing";
    return said;
  }
  said.outcome = outcome_of(*object, text_at(*object, "outcome"), said.fault);
  return said;
}

}  // namespace triand::channels::exec
