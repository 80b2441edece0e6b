#include "channels/zalo/reply.hpp"

#include <algorithm>
#include <charconv>
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

std::optional<int> number_of(const std::string& text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

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

ZaloReply refused(int code, std::string words, system_clock::time_point now) {
  const ZaloError* error = find_zalo_error(code);
  if (error == nullptr)
    return {refusal(FailureClass::transient, "unknown_answer", std::to_string(code), std::move(words)),
            false};
  ZaloReply reply{refusal(error->failure, std::string(error->reason), std::to_string(code), std::move(words)),
                  error->token};
  reply.outcome.retry_after = wait_of(error->wait, now);
  return reply;
}

}  // namespace

ZaloReply read_zalo_reply(const HttpResponse& response, system_clock::time_point now) {
  if (auto known = outcome_without_answer(response, now)) return {std::move(*known), false};
  boost::system::error_code broken;
  const boost::json::value answer = boost::json::parse(response.body, broken);
  const boost::json::object* object = broken ? nullptr : answer.if_object();
  const std::optional<int> code = object != nullptr ? number_of(text_field(*object, "error")) : std::nullopt;
  if (!code) return {without_code(response), false};
  if (*code != 0) return refused(*code, text_field(*object, "message"), now);
  const boost::json::object* data = object_field(*object, "data");
  std::string id = data != nullptr ? text_field(*data, "msg_id") : std::string();
  if (id.empty() || response.status >= 300) return {not_understood(response, "0"), false};
  return {Outcome::accepted(std::move(id)), false};
}

}  // namespace triand::channels
