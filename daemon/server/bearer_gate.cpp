#include "daemon/server/bearer_gate.hpp"

#include <utility>

#include <boost/beast/core/string.hpp>

namespace triand::server {
namespace {

constexpr std::string_view kScheme = "Bearer ";

// What stands behind the scheme, whose letter case is free (RFC 9110, 11.1); empty: it is another one.
std::string token_in(std::string_view authorization) {
  if (!boost::beast::iequals(authorization.substr(0, kScheme.size()), kScheme)) return {};
  authorization.remove_prefix(kScheme.size());
  while (authorization.starts_with(' ')) authorization.remove_prefix(1);
  return std::string(authorization);
}

}  // namespace

BearerGate::BearerGate(const AccountBook& accounts, TokenBook& tokens, World world)
    : accounts_(accounts), tokens_(tokens), world_(std::move(world)) {}

BearerGate::Verdict BearerGate::judge(std::string_view authorization, const std::string& client) {
  const std::string token = token_in(authorization);
  if (const auto account = token.empty() ? std::nullopt : tokens_.account_of(token, world_.now()))
    if (auto grant = accounts_.of(*account))
      return {.kind = Verdict::Kind::admitted,
              .caller = {.name = *account,
                         .role = grant->role,
                         .units = std::move(grant->units),
                         .by_token = true,
                         .account_changed = grant->changed_at}};
  if (accounts_.is_closed() || tokens_.is_closed()) return {.kind = Verdict::Kind::closed};
  // The client stands for an account too: a token that is wrong names none.
  const LogInThrottle::Try tried{.account = client, .address = client};
  const auto wait = throttle_.wait(tried, world_.steady());
  if (wait > std::chrono::seconds(0)) return {.kind = Verdict::Kind::wait, .wait = wait};
  throttle_.failed(tried, world_.steady());
  if (world_.failed) world_.failed();
  return {};
}

}  // namespace triand::server
