#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "channels/curl/http_response.hpp"
#include "channels/outcome.hpp"

namespace triand::channels {

// What the service's answer to a message means.
struct ZaloReply {
  Outcome outcome;
  bool token_refused = false;               // the access token it was sent with is no longer valid
  bool ours = false;                        // our data does not fit the template
  bool unknown = false;                     // a code that is in no table
  bool quota_used_up = false;               // the Official Account's, for today
  std::optional<std::int64_t> daily_quota;  // as the answer says
  std::optional<std::int64_t> remaining_quota;
};

// Business errors come with HTTP 200 and `error` other than 0, as a number or a text; success is 0 with a
// data.msg_id. Never throws for what the service says.
[[nodiscard]] ZaloReply read_zalo_reply(const HttpResponse& response,
                                        std::chrono::system_clock::time_point now);

}  // namespace triand::channels
