#include "daemon/server/job_route.hpp"

#include "daemon/server/unit_limits.hpp"

namespace triand::server {

Route job_route(const Jobs& jobs) {
  Route route;
  route.method = "GET";
  route.pattern = "/api/v1/jobs/{id}";
  route.least = Role::viewer;
  route.runs = Runs::on_network;
  route.keeps_to_units = true;
  route.handler = [&jobs](Request& request) {
    const std::string& id = request.parameter("id");
    const Caller& caller = request.caller;
    const bool sees_all = caller.role == Role::admin && !is_limited(caller);
    const auto document =
        sees_all || jobs.belongs_to(id, ownership(caller)) ? jobs.document(id) : std::nullopt;
    if (document) return Response::json(*document);
    return Response::error(
        {5, "no-such-job", "there is no job of that id for you",
         "a job is shown to whoever started it, until the service starts again; look at what it was to do"});
  };
  return route;
}

}  // namespace triand::server
