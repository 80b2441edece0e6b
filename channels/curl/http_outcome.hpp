#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "channels/curl/http_response.hpp"
#include "channels/outcome.hpp"

namespace triand::channels {

// What every HTTP gateway has in common, whatever its own codes say.

// The outcome that an end of a request stands for all by itself: nothing was sent (gateway_down), the answer is
// missing (timeout, connection_lost), HTTP 429 (throttled), 5xx (unknown_answer). Nullopt: there is an answer to read.
[[nodiscard]] std::optional<Outcome> outcome_without_answer(const HttpResponse& response,
                                                            std::chrono::system_clock::time_point now);

// A refusal that the gateway was clear about. The address and the content will not do better next time (rejected);
// everything else may (deferred).
[[nodiscard]] Outcome refusal(FailureClass failure, std::string reason, std::string code, std::string detail);

// In doubt because the answer cannot be understood; the detail tells what came.
[[nodiscard]] Outcome not_understood(const HttpResponse& response, std::string code);

}  // namespace triand::channels
