#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "channels/sms/answer.hpp"
#include "channels/sms/body_template.hpp"
#include "channels/sms/code_table.hpp"
#include "channels/sms/placeholder.hpp"
#include "config/block.hpp"

namespace triand::channels {

// How an account proves itself where its keys do not simply stand in the request: the `auth` group of a description.
struct AuthRules {
  enum class Kind {
    none,
    basic,    // user and password in a header
    bearer,   // a fixed token in a header
    oauth,    // a token for client credentials, kept while it lasts
    refresh,  // the same for a refresh token, which the answer may replace
    jwt,      // a token that we sign ourselves (HS256)
  };
  using Header = std::pair<std::string, PlaceholderText>;
  using Claim = std::pair<std::string, PlaceholderText>;

  Kind kind = Kind::none;
  PlaceholderText user;      // basic
  PlaceholderText password;  // basic
  PlaceholderText token;     // bearer

  // oauth and refresh: the request for a token, and what its answer holds.
  std::string endpoint;  // empty: the description's or the channel's
  std::string path;
  BodyFormat format = BodyFormat::json;
  std::vector<Header> headers;
  BodyTemplate body;
  std::string access_token;       // path
  std::string new_refresh_token;  // path; empty: it stays as it is
  std::string lasts;              // path of the seconds, or the moment, until it runs out; empty: `life`
  std::string code;               // path of an error's code
  CodeTable codes;                // what those mean
  std::chrono::milliseconds life{3500'000};
  std::chrono::milliseconds early{60'000};  // renewed so long before it runs out

  // jwt
  BodyTemplate jwt_header;
  BodyTemplate claims;
  PlaceholderText key;

  static AuthRules read(config::Block& description);

  // A token is got, or made, and runs out.
  [[nodiscard]] bool keeps_token() const { return kind >= Kind::oauth; }
  // A token is asked for at the gateway.
  [[nodiscard]] bool asks() const { return kind == Kind::oauth || kind == Kind::refresh; }
  void collect_credentials(std::set<std::string>& names) const;
};

// A token and when it has to be renewed.
struct AccessToken {
  std::string token;
  std::string refresh_token;  // empty: unchanged
  std::chrono::system_clock::time_point renew_at;
};

// The token of the gateway's answer, or nullopt.
[[nodiscard]] std::optional<AccessToken> token_of(const AuthRules& rules, const Answer& answer,
                                                  std::chrono::system_clock::time_point now);
// A token of our own for that moment.
[[nodiscard]] AccessToken signed_token(const AuthRules& rules, RequestValues values,
                                       std::chrono::system_clock::time_point now);

}  // namespace triand::channels
