#include "channels/sms/reply_rules.hpp"

#include <boost/json/parse.hpp>

#include "channels/curl/http_outcome.hpp"
#include "channels/sms/json_text.hpp"

namespace triand::channels {
namespace {

std::optional<boost::json::value> parse(std::string_view body) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (body.starts_with(kByteOrderMark)) body.remove_prefix(kByteOrderMark.size());
  boost::system::error_code error;
  boost::json::value value = boost::json::parse(body, error);
  if (error || !value.is_object()) return std::nullopt;
  return value;
}

}  // namespace

ReplyRules ReplyRules::read(config::Block& description) {
  ReplyRules out;
  config::Block block = description.child("reply");
  block.choice("format", {"json"});
  out.success_ = Condition::read(block, "success");
  out.id_ = block.text("id", "");
  out.code_ = block.text("code");
  out.message_ = block.text("message", "");
  for (config::Block& group : block.children("shapes")) {
    Shape shape;
    shape.when = Condition::read(group, "when");
    shape.code = group.text("code", "");
    shape.meaning = Meaning::read_group(group);
    out.shapes_.push_back(std::move(shape));
  }
  out.codes_ = CodeTable::read(block, "codes");
  out.statuses_ = CodeTable::read(block, "http");
  if (block.has("unknown_code")) out.unknown_ = Meaning::read(block, "unknown_code");
  return out;
}

Outcome ReplyRules::outcome(const HttpResponse& response, std::chrono::system_clock::time_point now) const {
  if (auto known = outcome_without_answer(response, now)) return std::move(*known);
  const auto answer = parse(response.body);
  const auto field = [&answer](std::string_view path) -> std::optional<std::string> {
    return answer && !path.empty() ? scalar_at(*answer, path) : std::nullopt;
  };
  const std::string words = field(message_).value_or("");
  const std::optional<std::string> code = field(code_);
  if (response.status < 300 && success_.holds(field)) {
    Outcome outcome = Outcome::accepted(field(id_).value_or(""));
    outcome.code = code.value_or("");
    return outcome;
  }
  for (const Shape& shape : shapes_)
    if (shape.when.holds(field)) return by_meaning(shape.meaning, shape.code, response.body, response);
  if (code)
    if (const Meaning* meaning = codes_.find(*code)) return by_meaning(*meaning, *code, words, response);
  const std::string status = std::to_string(response.status);
  if (const Meaning* meaning = statuses_.find(status))
    return by_meaning(*meaning, status, response.body, response);
  if (code && response.status < 300) return by_meaning(unknown_, *code, words, response);
  return not_understood(response, code.value_or(""));
}

Outcome ReplyRules::by_meaning(const Meaning& meaning, std::string code, std::string words,
                               const HttpResponse& response) const {
  switch (meaning.kind) {
    case Meaning::Kind::refused:
      return refusal(meaning.failure, meaning.reason, std::move(code), std::move(words));
    case Meaning::Kind::duplicate: {
      Outcome outcome = Outcome::accepted("");
      outcome.duplicate = true;
      outcome.code = std::move(code);
      outcome.detail = bounded_detail(words);
      return outcome;
    }
    case Meaning::Kind::in_doubt:
      break;
  }
  return not_understood(response, std::move(code));
}

}  // namespace triand::channels
