#include "channels/website/answer.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

namespace triand::channels::website {
namespace {

std::string text_at(const boost::json::object& object, std::string_view name) {
  const boost::json::value* value = object.if_contains(name);
  const auto* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string() : std::string(text->data(), text->size());
}

// A portal's word for why it does not take one notice. The others of the batch are none the worse for it, so that even a
// refused text is the recipient's own matter.
Outcome rejected(const std::string& word) {
  static const std::map<std::string, std::string, std::less<>> kReasons = {
      {"unknown_customer", "no_such_address"}, {"no_such_customer", "no_such_address"},
      {"no_account", "no_such_address"},       {"opted_out", "opted_out"},
      {"blocked", "blocked_by_recipient"},     {"invalid", "content_rejected"},
      {"invalid_content", "content_rejected"}, {"content_rejected", "content_rejected"},
      {"too_long", "content_rejected"},        {"missing_notice_id", "content_rejected"}};
  const auto found = kReasons.find(word);
  return Outcome::rejected(FailureClass::recipient, found == kReasons.end() ? "refused" : found->second,
                           bounded_detail(word), "");
}

std::optional<Outcome> outcome_of(const boost::json::object& result, const std::string& id) {
  const std::string status = text_at(result, "status");
  if (status == "rejected") return rejected(text_at(result, "reason"));
  if (status != "accepted" && status != "duplicate") return std::nullopt;
  Outcome out = Outcome::accepted(id);
  out.duplicate = status == "duplicate";
  return out;
}

Judged all(Outcome outcome) {
  Judged out;
  out.outcome = std::move(outcome);
  return out;
}

Judged again(Outcome outcome, bool may_have_arrived) {
  Judged out = all(std::move(outcome));
  out.kind = Judged::Kind::again;
  out.may_have_arrived = may_have_arrived;
  return out;
}

Judged stopped(const char* reason, const HttpResponse& response, const std::string& why) {
  return all(Outcome::deferred(FailureClass::configuration, reason, std::to_string(response.status), why));
}

Judged of_results(const HttpResponse& response, bool whole_answers) {
  boost::system::error_code broken;
  const boost::json::value document = boost::json::parse(response.body, broken);
  const boost::json::object* object = broken ? nullptr : document.if_object();
  const boost::json::value* results = object == nullptr ? nullptr : object->if_contains("results");
  if (results == nullptr || !results->is_array()) {
    if (whole_answers) return all(Outcome::accepted(""));
    return all(Outcome::in_doubt("unknown_answer", std::to_string(response.status),
                                 "the portal's answer has no results: " + response.body));
  }
  Judged out;
  out.kind = Judged::Kind::each;
  for (const boost::json::value& item : results->get_array()) {
    const boost::json::object* result = item.if_object();
    if (result == nullptr) continue;
    const std::string id = text_at(*result, "notice_id");
    if (auto outcome = outcome_of(*result, id)) out.outcomes.insert_or_assign(id, std::move(*outcome));
  }
  return out;
}

}  // namespace

Outcome left_out() {
  return Outcome::in_doubt("unknown_answer", "", "the portal's answer has no result for this notice");
}

Outcome of_withdrawal(Outcome outcome) {
  constexpr std::array<std::string_view, 4> kUnknownNotice = {"unknown_notice", "no_such_notice", "not_found",
                                                              "unknown"};
  const bool unknown =
      outcome.reason == "no_such_address" ||
      std::find(kUnknownNotice.begin(), kUnknownNotice.end(), outcome.code) != kUnknownNotice.end();
  if (outcome.verdict != Verdict::rejected || !unknown) return outcome;
  Outcome out = Outcome::accepted("");
  out.code = std::move(outcome.code);
  return out;
}

Judged judge_answer(const HttpResponse& response, bool whole_answers,
                    std::chrono::system_clock::time_point now) {
  if (!response.sent)
    return again(Outcome::deferred(FailureClass::transient, "gateway_down", "", response.error), false);
  const int status = response.status;
  const std::string code = std::to_string(status);
  if (!response.complete)
    return again(Outcome::in_doubt(response.timed_out ? "timeout" : "connection_lost", "", response.error),
                 true);
  if (status >= 200 && status < 300) return of_results(response, whole_answers);
  if (status >= 300 && status < 400)
    return stopped("misconfigured", response,
                   "the portal redirects, which is not followed; give its final address");
  switch (status) {
    case 400:
    case 413:
    case 422: {
      Judged out = all(Outcome::rejected(FailureClass::recipient, "content_rejected", code, response.body));
      out.kind = Judged::Kind::split;
      return out;
    }
    case 401:
    case 403:
      return stopped("not_authorized", response,
                     "the portal does not accept the signature: look at signing_secret and at both clocks");
    case 410:
      return stopped("misconfigured", response, "the portal has switched this endpoint off");
    case 408:
      return again(Outcome::in_doubt("timeout", code, response.body), true);
    case 429: {
      Judged out = again(Outcome::deferred(FailureClass::throttled, "throttled", code, response.body), false);
      out.outcome.retry_after = response.retry_after(now);
      return out;
    }
    default:
      break;
  }
  if (status >= 500) {
    Judged out = again(Outcome::in_doubt("unknown_answer", code, response.body), true);
    out.outcome.retry_after = response.retry_after(now);
    return out;
  }
  return stopped("misconfigured", response, "the portal refuses the request: " + response.body);
}

}  // namespace triand::channels::website
