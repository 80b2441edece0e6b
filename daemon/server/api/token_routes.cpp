#include "daemon/server/api/token_routes.hpp"

#include <algorithm>

#include "channels/digest.hpp"
#include "daemon/domain/blank.hpp"
#include "daemon/domain/suppression.hpp"
#include "daemon/schedule/local_time.hpp"
#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/change_by.hpp"
#include "daemon/server/api/json_body.hpp"
#include "daemon/server/api/query_number.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/server/secret_token.hpp"
#include "daemon/store/store_error.hpp"
#include "daemon/store/token_writer.hpp"

namespace triand::server {
namespace {

constexpr std::chrono::hours kDay{24};
constexpr std::chrono::hours kUsualLife = 365 * kDay;
constexpr std::size_t kLongestName = 64;

// So that a token that lies around is known for what it is.
constexpr const char* kMark = "triand_";

boost::json::value time_value(const ApiWorld& world, store::TimePoint time) {
  if (time == store::TimePoint()) return nullptr;
  return boost::json::value(schedule::local_time(time, world.zone));
}

boost::json::object token_object(const ApiWorld& world, const store::TokenRow& row) {
  boost::json::object out;
  out["id"] = row.id;
  out["name"] = row.name;
  out["created_by"] = row.created_by;
  out["created_at"] = time_value(world, row.created_at);
  out["expires_at"] = time_value(world, row.expires_at);
  out["used_at"] = time_value(world, row.used_at);
  out["expired"] = world.now() >= row.expires_at;
  return out;
}

void require_account(store::Reader& reader, const std::string& name) {
  if (!reader.log_in_account(name))
    throw store::NotFound("there is no account " + name + "; the accounts are: trianctl users list");
}

Answer list(const ApiWorld& world, const std::string& account) {
  const auto reader = world.reader();
  require_account(*reader, account);
  boost::json::array tokens;
  for (const store::TokenRow& row : reader->tokens(account)) tokens.push_back(token_object(world, row));
  boost::json::object out;
  out["schema"] = "triand.tokens/v1";
  out["account"] = account;
  out["tokens"] = std::move(tokens);
  return out;
}

bool is_name(const std::string& name) {
  return !name.empty() && name.size() <= kLongestName && domain::trim(name) == name &&
         std::none_of(name.begin(), name.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

// The end of a day where the service is; nullopt: no day.
std::optional<store::TimePoint> end_of(const ApiWorld& world, const std::string& text) {
  if (text.empty()) return world.now() + kUsualLife;
  const auto day = domain::read_day(text);
  if (!day) return std::nullopt;
  return world.zone.at(*day, std::chrono::minutes(0)) + kDay;
}

Answer make(const ApiWorld& world, const Request& request, const std::string& account) {
  JsonBody body(request);
  const std::string name = body.required("name");
  const std::string until = body.text("until");
  if (auto fault = body.fault()) return *fault;
  if (request.caller.by_token)
    return ApiError{4, "not-allowed", "a token makes no tokens", "log in to the console, or use trianctl"};
  if (!is_name(name)) return invalid_request("that is no name for a token", "say what it is for: report-job");
  const auto expires_at = end_of(world, until);
  if (!expires_at || *expires_at <= world.now())
    return invalid_request("until is no day to come", "write it as 2027-12-31; without it a year is meant");
  const std::string token = kMark + new_secret_token();
  const store::NewToken added{account, name, channels::sha256_hex({token}), *expires_at};
  const std::int64_t id = world.writer.run([&](store::WriteSession& session) {
    return store::add_token(session, added, change_by(world, request.caller));
  });
  if (world.accounts_changed) world.accounts_changed();
  boost::json::object out =
      token_object(world, {id, name, request.caller.name, world.now(), *expires_at, {}});
  out["account"] = account;
  out["token"] = token;
  return with_schema("triand.token/v1", std::move(out));
}

Answer revoke(const ApiWorld& world, const Request& request, const std::string& account) {
  JsonBody body(request);
  if (auto fault = body.fault()) return *fault;
  const auto id = query_number(request.parameter("id"), 0);
  if (!id || *id < 1)
    return not_found("no-such-token", "there is no such token", "the tokens are: trianctl users tokens NAME");
  world.writer.run([&](store::WriteSession& session) {
    store::revoke_token(session, account, *id, change_by(world, request.caller));
  });
  if (world.accounts_changed) world.accounts_changed();
  return list(world, account);
}

}  // namespace

void add_token_routes(Router& router, const ApiWorld& world) {
  router.add(within_units(api_route("GET", "/api/v1/tokens", Role::viewer, [&world](Request& request) {
    return list(world, request.caller.name);
  })));
  router.add(within_units(api_route("POST", "/api/v1/tokens", Role::viewer, [&world](Request& request) {
    return make(world, request, request.caller.name);
  })));
  router.add(
      within_units(api_route("POST", "/api/v1/tokens/{id}/revoke", Role::viewer, [&world](Request& request) {
        return revoke(world, request, request.caller.name);
      })));
  router.add(api_route("GET", "/api/v1/users/{name}/tokens", Role::admin,
                       [&world](Request& request) { return list(world, request.parameter("name")); }));
  router.add(api_route("POST", "/api/v1/users/{name}/tokens", Role::admin, [&world](Request& request) {
    return make(world, request, request.parameter("name"));
  }));
  router.add(
      api_route("POST", "/api/v1/users/{name}/tokens/{id}/revoke", Role::admin,
                [&world](Request& request) { return revoke(world, request, request.parameter("name")); }));
}

}  // namespace triand::server
