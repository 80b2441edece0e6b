#include "channels/sms/reply_rules.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "channels/curl/http_outcome.hpp"
#include "channels/sms/json_text.hpp"
#include "channels/sms/phone_form.hpp"
#include "config/yaml_value.hpp"

namespace triand::channels {
namespace {

using std::chrono::seconds;

Condition::Fields fields_of(const Answer& answer) {
  return [&answer](std::string_view path) { return answer.field(path); };
}

// A header that names the seconds to wait, or the moment in seconds since 1970.
std::optional<std::chrono::milliseconds> wait_of(std::string_view text,
                                                 std::chrono::system_clock::time_point now) {
  constexpr std::int64_t kMoment = 1'000'000'000;  // 2001: nobody asks to wait that long
  constexpr seconds kLongest = std::chrono::hours(24);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  if (value >= kMoment) value -= std::chrono::duration_cast<seconds>(now.time_since_epoch()).count();
  return std::clamp(seconds(value), seconds(0), kLongest);
}

// One condition, or a list of them of which one must hold.
std::vector<Condition> read_success(config::Block& block) {
  const config::YamlValue* value = block.value("success");
  std::vector<Condition> out;
  if (value == nullptr || value->kind != config::YamlValue::Kind::sequence) {
    out.push_back(Condition::read(block, "success"));
    return out;
  }
  for (config::Block& one : block.children("success")) out.push_back(Condition::read(one));
  if (out.empty()) block.complain("success", "expected at least one field and its value");
  return out;
}

}  // namespace

ReplyRules ReplyRules::read(config::Block& description) {
  ReplyRules out;
  config::Block block = description.child("reply");
  constexpr Answer::Format kFormats[] = {Answer::Format::json, Answer::Format::xml, Answer::Format::form,
                                         Answer::Format::text};
  out.format_ = kFormats[block.choice("format", {"json", "xml", "form", "text"})];
  out.success_ = read_success(block);
  out.id_ = block.text("id", "");
  out.id_with_phone_ = block.boolean("id_with_phone", false);
  out.code_ = block.text("code", "");
  out.message_ = block.text("message", "");
  out.reset_header_ = block.text("reset_header", "");
  for (config::Block& group : block.children("shapes")) {
    Shape shape;
    shape.when = Condition::read(group, "when");
    shape.code = group.text("code", "");
    shape.meaning = Meaning::read_group(group);
    out.shapes_.push_back(std::move(shape));
  }
  out.messages_ = PrefixTable::read(block, "messages");
  out.codes_ = CodeTable::read(block, "codes");
  out.statuses_ = CodeTable::read(block, "http");
  if (block.has("unknown_code")) out.unknown_ = Meaning::read(block, "unknown_code");
  out.read_items(block);
  return out;
}

void ReplyRules::read_items(config::Block& block) {
  if (block.has("items")) {
    config::Block group = block.child("items");
    Items items;
    items.list = group.text("list");
    items.success = Condition::read(group, "success");
    items.id = group.text("id", "");
    items.code = group.text("code", "");
    items.message = group.text("message", "");
    items_ = std::move(items);
  }
  if (block.has("refused_phones")) {
    config::Block group = block.child("refused_phones");
    refused_phones_ = group.text("list");
    refused_phones_of_error_ = group.text("error_list", "");
    refused_meaning_ = Meaning::read_group(group);
  }
  if (format_ != Answer::Format::json)
    for (const char* key : {"items", "refused_phones"})
      if (block.has(key)) block.complain(key, "is a list, which only an answer in JSON has");
}

Outcome ReplyRules::outcome(const HttpResponse& response, std::chrono::system_clock::time_point now) const {
  constexpr std::string_view kNobody;
  return std::move(outcomes(response, {&kNobody, 1}, now).outcomes.front());
}

ReplyRules::Reading ReplyRules::outcomes(const HttpResponse& response,
                                         std::span<const std::string_view> phones,
                                         std::chrono::system_clock::time_point now,
                                         std::string_view tag_key) const {
  const Answer answer(format_, response.complete ? std::string_view(response.body) : std::string_view(),
                      response.status);
  Judgement judgement = judge(answer, response, now);
  Reading reading;
  reading.renew = judgement.renew;
  const bool taken = judgement.outcome.verdict == Verdict::accepted && !judgement.outcome.duplicate;
  const std::string id = judgement.outcome.provider_id;
  reading.outcomes.assign(phones.size() - 1, judgement.outcome);
  reading.outcomes.push_back(std::move(judgement.outcome));
  if (!taken) {
    if (phones.size() > 1 && reading.outcomes.front().failure == FailureClass::recipient)
      set_apart(answer, phones, reading);
    return reading;
  }
  for (std::size_t i = 0; i < phones.size(); ++i)
    reading.outcomes[i].provider_id = id_of(id, phones[i], tag_key);
  if (items_) judge_items(answer, response, reading);
  if (!refused_phones_.empty()) refuse_phones(answer, refused_phones_, phones, reading);
  return reading;
}

std::string ReplyRules::id_of(std::string id, std::string_view phone, std::string_view tag_key) const {
  if (!id.empty() && id_with_phone_) {
    id += ':';
    id += phone_tag(tag_key, phone);
  }
  return id;
}

ReplyRules::Judgement ReplyRules::judge(const Answer& answer, const HttpResponse& response,
                                        std::chrono::system_clock::time_point now) const {
  if (auto known = outcome_without_answer(response, now)) {
    if (known->failure == FailureClass::throttled && !known->retry_after && !reset_header_.empty())
      known->retry_after = wait_of(response.header(reset_header_), now);
    return {std::move(*known)};
  }
  const Condition::Fields field = fields_of(answer);
  const std::optional<std::string> code = answer.field(code_);
  if (answer.readable() && response.status < 300 &&
      std::any_of(success_.begin(), success_.end(),
                  [&](const Condition& condition) { return condition.holds(field); })) {
    Outcome outcome = Outcome::accepted(answer.field(id_).value_or(""));
    outcome.code = code.value_or("");
    return {std::move(outcome)};
  }
  for (const Shape& shape : shapes_)
    if (shape.when.holds(field)) return by_meaning(shape.meaning, shape.code, response.body, response);
  const std::string words = answer.field(message_).value_or("");
  if (const Meaning* meaning = messages_.find(words))
    return by_meaning(*meaning, code.value_or(""), words, response);
  if (code)
    if (const Meaning* meaning = codes_.find(*code)) return by_meaning(*meaning, *code, words, response);
  const std::string status = std::to_string(response.status);
  if (const Meaning* meaning = statuses_.find(status))
    return by_meaning(*meaning, status, response.body, response);
  if (code && response.status < 300) return by_meaning(unknown_, *code, words, response);
  return {not_understood(response, code.value_or(""))};
}

ReplyRules::Judgement ReplyRules::by_meaning(const Meaning& meaning, std::string code, std::string words,
                                             const HttpResponse& response) const {
  switch (meaning.kind) {
    case Meaning::Kind::refused: {
      Outcome outcome = refusal(meaning.failure, meaning.reason, std::move(code), std::move(words));
      outcome.retry_after = meaning.wait;
      return {std::move(outcome)};
    }
    case Meaning::Kind::duplicate: {
      Outcome outcome = Outcome::accepted("");
      outcome.duplicate = true;
      outcome.code = std::move(code);
      outcome.detail = bounded_detail(words);
      return {std::move(outcome)};
    }
    case Meaning::Kind::renew:
      return {refusal(FailureClass::configuration, "not_authorized", std::move(code), std::move(words)),
              true};
    case Meaning::Kind::in_doubt:
      break;
  }
  return {not_understood(response, std::move(code))};
}

void ReplyRules::judge_items(const Answer& answer, const HttpResponse& response, Reading& reading) const {
  const boost::json::value* value = answer.json(items_->list);
  const auto* list = value == nullptr ? nullptr : value->if_array();
  // Results that cannot be told apart say nothing of any message.
  const bool fits = list != nullptr && list->size() == reading.outcomes.size();
  for (std::size_t i = 0; i < reading.outcomes.size(); ++i) {
    Outcome& outcome = reading.outcomes[i];
    if (!fits) {
      outcome = not_understood(response, outcome.code);
      continue;
    }
    const Answer item((*list)[i]);
    const std::string code = item.field(items_->code).value_or("");
    const std::string words = item.field(items_->message).value_or("");
    if (items_->success.holds(fields_of(item))) {
      if (!items_->id.empty()) outcome.provider_id = item.field(items_->id).value_or("");
      outcome.code = code;
      continue;
    }
    const Meaning* meaning = messages_.find(words);
    if (meaning == nullptr) meaning = codes_.find(code);
    if (meaning == nullptr) meaning = &unknown_;
    outcome =
        code.empty() ? not_understood(response, "") : by_meaning(*meaning, code, words, response).outcome;
  }
}

std::vector<std::size_t> ReplyRules::refuse_phones(const Answer& answer, const std::string& path,
                                                   std::span<const std::string_view> phones,
                                                   Reading& reading) const {
  std::vector<std::size_t> refused;
  const boost::json::value* value = path.empty() ? nullptr : answer.json(path);
  const auto* list = value == nullptr ? nullptr : value->if_array();
  if (list == nullptr) return refused;
  for (const boost::json::value& item : *list) {
    const std::string phone = scalar_text(item).value_or("");
    for (std::size_t i = 0; i < phones.size(); ++i) {
      if (national_digits(phone) != national_digits(phones[i])) continue;
      reading.outcomes[i] = by_meaning(refused_meaning_, reading.outcomes[i].code, phone, {}).outcome;
      refused.push_back(i);
    }
  }
  return refused;
}

// A request that was refused for one telephone says nothing of the others in it.
void ReplyRules::set_apart(const Answer& answer, std::span<const std::string_view> phones,
                           Reading& reading) const {
  const std::vector<std::size_t> refused = refuse_phones(answer, refused_phones_of_error_, phones, reading);
  for (std::size_t i = 0; i < phones.size(); ++i)
    if (std::find(refused.begin(), refused.end(), i) == refused.end()) reading.again.push_back(i);
}

}  // namespace triand::channels
