#include "channels/curl/http_outcome.hpp"

#include <utility>

namespace triand::channels {
namespace {

std::string http(int status) { return "HTTP " + std::to_string(status); }

}  // namespace

std::optional<Outcome> outcome_without_answer(const HttpResponse& response,
                                              std::chrono::system_clock::time_point now) {
  if (!response.sent) return Outcome::deferred(FailureClass::transient, "gateway_down", "", response.error);
  if (!response.complete)
    return Outcome::in_doubt(response.timed_out ? "timeout" : "connection_lost", "", response.error);
  if (response.status == 429) {
    Outcome outcome = Outcome::deferred(FailureClass::throttled, "throttled", "429", response.body);
    outcome.retry_after = response.retry_after(now);
    return outcome;
  }
  if (response.status >= 500) return not_understood(response, "");
  return std::nullopt;
}

Outcome refusal(FailureClass failure, std::string reason, std::string code, std::string detail) {
  const bool for_good = failure == FailureClass::recipient || failure == FailureClass::content;
  return for_good ? Outcome::rejected(failure, std::move(reason), std::move(code), std::move(detail))
                  : Outcome::deferred(failure, std::move(reason), std::move(code), std::move(detail));
}

Outcome not_understood(const HttpResponse& response, std::string code) {
  return Outcome::in_doubt("unknown_answer", std::move(code), http(response.status) + ": " + response.body);
}

}  // namespace triand::channels
