#pragma once

#include <cstdint>
#include <string>

#include "channels/curl/http_response.hpp"

namespace triand::channels {

// What the token service answered to a refresh (OAuth v4 for Official Accounts). It answers 200 to everything: success
// means that there is an access token.
struct TokenReply {
  enum class Kind {
    renewed,
    refused,        // for good: the refresh token is spent or unknown
    misconfigured,  // application or secret are wrong; the refresh token may well be good
    failed,         // it may do better next time, with the same refresh token
  };
  Kind kind = Kind::failed;
  std::string access_token;
  std::string refresh_token;  // empty: the old one stays good
  std::int64_t lasts = 0;     // seconds
  std::string words;          // why not, for people; never with a token
};

// Never throws for what the service says.
[[nodiscard]] TokenReply read_token_reply(const HttpResponse& response);

}  // namespace triand::channels
