#include "daemon/server/api/customer_routes.hpp"

#include "daemon/domain/customer_code.hpp"
#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/call_notes.hpp"
#include "daemon/server/api/customer_document.hpp"
#include "daemon/server/api/customer_erasure.hpp"
#include "daemon/server/api/duplicates.hpp"
#include "daemon/server/api/look_audit.hpp"
#include "daemon/server/api/not_written_to.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/server/unit_limits.hpp"

namespace triand::server {
namespace {

Answer show(const ApiWorld& world, const Request& request) {
  const std::string code = domain::read_customer_code(request.parameter("code")).code;
  const auto reader = world.reader();
  const auto stored = code.empty() ? std::nullopt : reader->customer(code);
  if (!stored || !may_see(request.caller, *stored)) return no_customer();
  const bool whole = may_see_all(request.caller) && audit_look(world, request.caller, "customer.show", code);
  boost::json::object out = customer_document(world, *reader, *stored, whole);
  hide_other_units(out.at("not_written_to").as_array(), request.caller, *reader);
  return out;
}

}  // namespace

void add_customer_routes(Router& router, const ApiWorld& world) {
  router.add(api_route("POST", "/api/v1/customers/duplicates", Role::operator_,
                       [&world](Request& request) { return find_duplicates(world, request); }));
  router.add(within_units(api_route("GET", "/api/v1/customers/{code}", Role::viewer,
                                    [&world](Request& request) { return show(world, request); })));
  router.add(within_units(api_route("POST", "/api/v1/customers/{code}/notes", Role::support,
                                    [&world](Request& request) { return add_call_note(world, request); })));
  router.add(
      within_units(slowly(api_route("POST", "/api/v1/customers/{code}/erase", Role::approver,
                                    [&world](Request& request) { return erase_customer(world, request); }))));
}

}  // namespace triand::server
