#include "channels/zalo/token_reply.hpp"

#include <algorithm>

#include <boost/json/parse.hpp>

#include "channels/curl/header_list.hpp"
#include "channels/outcome.hpp"
#include "channels/zalo/json_field.hpp"
#include "channels/zalo/token_pair.hpp"

namespace triand::channels {
namespace {

// There is no published table of these codes; what is not in this one may pass.
struct Refusal {
  std::string_view code;
  TokenReply::Kind kind;
  std::string_view meaning;
};
constexpr Refusal kRefusals[] = {
    {"-14002", TokenReply::Kind::misconfigured, "the application is not known or not active"},
    {"-14004", TokenReply::Kind::misconfigured, "the application's secret is wrong"},
    {"-14014", TokenReply::Kind::refused, "the refresh token is not known to Zalo, or has run out"},
};

TokenReply other(TokenReply::Kind kind, std::string words) {
  TokenReply reply;
  reply.kind = kind;
  reply.words = bounded_detail(words);
  return reply;
}

}  // namespace

TokenReply read_token_reply(const HttpResponse& response) {
  using enum TokenReply::Kind;
  if (!response.complete) return other(failed, "no answer came from the token service: " + response.error);
  if (response.status == 200 && response.body.empty())
    return other(refused, "the refresh token was used up already (an empty answer)");
  boost::system::error_code broken;
  const boost::json::value answer = boost::json::parse(response.body, broken);
  const boost::json::object* object = broken ? nullptr : answer.if_object();
  if (object == nullptr || response.status >= 500)
    return other(failed, "the token service answered HTTP " + std::to_string(response.status) +
                             " and nothing that can be read");
  TokenReply reply;
  reply.access_token = text_field(*object, "access_token");
  if (!reply.access_token.empty() && is_header_value(reply.access_token)) {
    reply.kind = renewed;
    reply.refresh_token = text_field(*object, "refresh_token");
    if (!is_header_value(reply.refresh_token)) reply.refresh_token.clear();
    reply.lasts = token_life(text_field(*object, "expires_in"));
    return reply;
  }
  const std::string code = text_field(*object, "error");
  for (const Refusal& refusal : kRefusals)
    if (code == refusal.code)
      return other(refusal.kind, "the token service answered " + code + ": " + std::string(refusal.meaning));
  return other(failed, "the token service answered " + (code.empty() ? "without a token" : code) + " " +
                           text_field(*object, "error_name"));
}

}  // namespace triand::channels
