#include "channels/zalo/reply.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include <boost/json/parse.hpp>

#include "channels/curl/http_outcome.hpp"
#include "channels/zalo/error_table.hpp"
#include "channels/zalo/json_field.hpp"
#include "channels/zalo/vietnam_clock.hpp"

namespace triand::channels {
namespace {

using std::chrono::milliseconds;
using std::chrono::system_clock;

std::optional<milliseconds> wait_of(ZaloError::Wait wait, system_clock::time_point now) {
  switch (wait) {
    case ZaloError::Wait::none:
      return std::nullopt;
    case ZaloError::Wait::next_minute:
      return std::chrono::minutes(1);
    case ZaloError::Wait::next_morning:
      return until_in_vietnam(now, std::chrono::hours(6));
    case ZaloError::Wait::next_day:
      return until_in_vietnam(now, std::chrono::hours(0));
  }
  return std::nullopt;
}

// Answers that come from a web server in front of the service, or of someone else: nothing was taken.
bool is_wrong_address(int status) {
  constexpr int kStatuses[] = {301, 307, 308, 401, 404, 405};
  return std::find(std::begin(kStatuses), std::end(kStatuses), status) != std::end(kStatuses);
}

Outcome without_code(const HttpResponse& response) {
  if (is_wrong_address(response.status))
    return refusal(FailureClass::configuration, "misconfigured", std::to_string(response.status),
                   response.body);
  return not_understood(response, "");
}

// What is in no table is said loudly, tried again twice, and then left to a person.
ZaloReply unknown(int code, std::string words) {
  constexpr int kAttempts = 3;
  ZaloReply reply;
  reply.outcome = refusal(FailureClass::transient, "unknown_answer", std::to_string(code), std::move(words));
  reply.outcome.most_attempts = kAttempts;
  reply.outcome.for_a_person = true;
  reply.unknown = true;
  return reply;
}

ZaloReply refused(int code, std::string words, system_clock::time_point now) {
  const ZaloError* error = find_zalo_error(code);
  if (error == nullptr) return unknown(code, std::move(words));
  ZaloReply reply;
  reply.outcome = refusal(error->failure, std::string(error->reason), std::to_string(code), std::move(words));
  reply.outcome.retry_after = wait_of(error->wait, now);
  reply.outcome.most_attempts = error->most_attempts;
  reply.outcome.of_template = error->of_template;
  reply.token_refused = error->token;
  reply.ours = error->ours;
  reply.quota_used_up = error->wait == ZaloError::Wait::next_day &&
                        error->failure == FailureClass::throttled && !error->of_template;
  return reply;
}

ZaloReply without(Outcome outcome) {
  ZaloReply reply;
  reply.outcome = std::move(outcome);
  return reply;
}

}  // namespace

ZaloReply read_zalo_reply(const HttpResponse& response, system_clock::time_point now) {
  if (auto known = outcome_without_answer(response, now)) return without(std::move(*known));
  boost::system::error_code broken;
  const boost::json::value answer = boost::json::parse(response.body, broken);
  const boost::json::object* object = broken ? nullptr : answer.if_object();
  const auto code = object != nullptr ? whole_number<int>(text_field(*object, "error")) : std::nullopt;
  if (!code) return without(without_code(response));
  if (*code != 0) return refused(*code, text_field(*object, "message"), now);
  const boost::json::object* data = object_field(*object, "data");
  const std::string id = data != nullptr ? text_field(*data, "msg_id") : std::string();
  if (id.empty() || response.status >= 300) return without(not_understood(response, "0"));
  ZaloReply reply = without(Outcome::accepted(id));
  if (const auto* quota = object_field(*data, "quota")) {
    reply.daily_quota = whole_number<std::int64_t>(text_field(*quota, "dailyQuota"));
    reply.remaining_quota = whole_number<std::int64_t>(text_field(*quota, "remainingQuota"));
  }
  return reply;
}

}  // namespace triand::channels
