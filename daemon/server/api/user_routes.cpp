#include "daemon/server/api/user_routes.hpp"

#include "daemon/domain/account.hpp"
#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/change_by.hpp"
#include "daemon/server/api/json_body.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/server/api/user_document.hpp"
#include "daemon/server/password_hash.hpp"
#include "daemon/server/unit_limits.hpp"
#include "daemon/store/account_writer.hpp"
#include "daemon/store/store_error.hpp"

namespace triand::server {
namespace {

using Units = std::optional<std::vector<std::string>>;

Answer list(const ApiWorld& world) {
  boost::json::array users;
  for (const store::AccountRow& row : world.reader()->accounts()) users.push_back(user_object(world, row));
  boost::json::object out;
  out["schema"] = "triand.users/v1";
  out["users"] = std::move(users);
  return out;
}

// The account as it is now, which everybody is asked by from here on.
Answer after_change(const ApiWorld& world, const std::string& name) {
  if (world.accounts_changed) world.accounts_changed();
  for (const store::AccountRow& row : world.reader()->accounts())
    if (row.name == name) return with_schema("triand.user/v1", user_object(world, row));
  throw store::NotFound("there is no account " + name);
}

// A role and the units that it is limited to; the units get their capitals.
std::optional<ApiError> wrong_role(const ApiWorld& world, const std::string& word, Units& units) {
  const auto role = role_from(word);
  if (!role)
    return invalid_request("there is no role " + word, "say viewer, support, operator, approver or admin");
  if (!units) return std::nullopt;
  const auto reader = world.reader();
  for (std::string& unit : *units) {
    unit = unit_prefix(std::move(unit));
    if (!reader->unit_row(unit)) return no_unit(unit);
  }
  if (*role == Role::admin && !units->empty())
    return invalid_request("an administrator cannot be limited to units",
                           "leave out --unit, or choose another role");
  return std::nullopt;
}

// Whether an account shall have a password, and which.
struct Password {
  std::string text;
  bool none = false;
};

Password password_in(JsonBody& body) {
  std::string typed = body.text("password");
  Password out{as_hashed(typed), body.flag("no_password")};
  wipe(typed);
  return out;
}

std::optional<ApiError> wrong_password(const std::string& name, const Password& password) {
  if (password.none && password.text.empty()) return std::nullopt;
  if (password.none || password.text.empty())
    return invalid_request("an account has a password or it has none: one of the two is to be said",
                           "give the password, or --no-password for a user of this system who needs none");
  const std::string fault = domain::password_fault(name, password.text);
  if (fault.empty()) return std::nullopt;
  return ApiError{2, "bad-password", fault,
                  "take at least 12 characters without the account's name; several words do well"};
}

std::string hash_of(Password& password) {
  if (password.none) return {};
  std::string hash = hash_password(password.text);
  wipe(password.text);
  return hash;
}

Answer add(const ApiWorld& world, Request& request) {
  JsonBody body(request);
  wipe(request.body);
  store::NewAccount account;
  account.name = body.text("name");
  account.role = body.required("role");
  Units units = body.texts("units");
  Password password = password_in(body);
  if (auto fault = body.fault()) return *fault;
  if (const std::string fault = domain::account_name_fault(account.name); !fault.empty())
    return invalid_request(fault, "take the name of a system user, or one like it: nguyen.lan");
  if (auto wrong = wrong_role(world, account.role, units)) return *wrong;
  if (auto wrong = wrong_password(account.name, password)) return *wrong;
  account.units = units.value_or(std::vector<std::string>());
  account.password_hash = hash_of(password);
  world.writer.run([&](store::WriteSession& session) {
    store::add_account(session, account, change_by(world, request.caller));
  });
  return after_change(world, account.name);
}

Answer passwd(const ApiWorld& world, Request& request) {
  JsonBody body(request);
  wipe(request.body);
  const std::string& name = request.parameter("name");
  Password password = password_in(body);
  if (auto fault = body.fault()) return *fault;
  if (auto wrong = wrong_password(name, password)) return *wrong;
  const std::string hash = hash_of(password);
  world.writer.run([&](store::WriteSession& session) {
    store::set_account_password(session, name, hash, change_by(world, request.caller));
  });
  return after_change(world, name);
}

Answer set_role(const ApiWorld& world, const Request& request) {
  JsonBody body(request);
  const std::string& name = request.parameter("name");
  const std::string role = body.required("role");
  Units units = body.texts("units");
  if (auto fault = body.fault()) return *fault;
  if (auto wrong = wrong_role(world, role, units)) return *wrong;
  world.writer.run([&](store::WriteSession& session) {
    store::set_account_role(session, name, role, units, change_by(world, request.caller));
  });
  return after_change(world, name);
}

Answer set_disabled(const ApiWorld& world, const Request& request, bool disabled) {
  JsonBody body(request);
  const std::string& name = request.parameter("name");
  if (auto fault = body.fault()) return *fault;
  world.writer.run([&](store::WriteSession& session) {
    store::set_account_disabled(session, name, disabled, change_by(world, request.caller));
  });
  return after_change(world, name);
}

}  // namespace

void add_user_routes(Router& router, const ApiWorld& world) {
  router.add(api_route("GET", "/api/v1/users", Role::admin, [&world](Request&) { return list(world); }));
  router.add(api_route("POST", "/api/v1/users", Role::admin,
                       [&world](Request& request) { return add(world, request); }));
  router.add(api_route("POST", "/api/v1/users/{name}/passwd", Role::admin,
                       [&world](Request& request) { return passwd(world, request); }));
  router.add(api_route("POST", "/api/v1/users/{name}/role", Role::admin,
                       [&world](Request& request) { return set_role(world, request); }));
  router.add(api_route("POST", "/api/v1/users/{name}/disable", Role::admin,
                       [&world](Request& request) { return set_disabled(world, request, true); }));
  router.add(api_route("POST", "/api/v1/users/{name}/enable", Role::admin,
                       [&world](Request& request) { return set_disabled(world, request, false); }));
}

}  // namespace triand::server
