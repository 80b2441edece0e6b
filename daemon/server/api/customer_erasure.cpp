#include "daemon/server/api/customer_erasure.hpp"

#include "daemon/domain/customer_code.hpp"
#include "daemon/schedule/local_time.hpp"
#include "daemon/server/api/json_body.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/server/api/rejects_sweep.hpp"
#include "daemon/server/unit_limits.hpp"

namespace triand::server {

Answer erase_customer(const ApiWorld& world, const Request& request) {
  JsonBody body(request);
  const std::string confirm = domain::read_customer_code(body.required("confirm")).code;
  if (auto fault = body.fault()) return *fault;
  const std::string code = domain::read_customer_code(request.parameter("code")).code;
  if (code.empty()) return no_customer();
  if (confirm != code) {
    return invalid_request("the confirmation is not the customer's code",
                           "an erasure cannot be taken back: repeat the code with --confirm CODE");
  }
  const auto reader = world.reader();
  const auto stored = reader->customer(code);
  if (!stored || !may_see(request.caller, *stored)) return no_customer();
  const store::Erasure done = world.suppressions.erase(code, request.caller.name);
  const std::size_t rejects = remove_rejects_with(world.spool, code);
  world.changed();
  const auto erasure = world.reader()->erasure_of(stored->customer.id);
  boost::json::object out;
  out["schema"] = "triand.erasure/v1";
  out["customer_code"] = code;
  out["erased_at"] = erasure ? boost::json::value(schedule::local_time(erasure->at, world.zone))
                             : boost::json::value(nullptr);
  out["erased_before"] = done.before;
  out["deliveries_withdrawn"] = done.withdrawn;
  out["deliveries_on_the_way"] = done.on_the_way;
  out["deliveries_kept"] = done.kept;
  out["rejects_files_removed"] = rejects;
  return out;
}

}  // namespace triand::server
