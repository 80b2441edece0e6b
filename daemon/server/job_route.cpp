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
    const auto document = is_limited(request.caller) && !jobs.belongs_to(id, ownership(request.caller))
                              ? std::nullopt
                              : jobs.document(id);
    if (document) return Response::json(*document);
    return Response::error(
        {5, "no-such-job", "there is no job of that id",
         "jobs are forgotten when the service starts again; look at what the job was to do"});
  };
  return route;
}

}  // namespace triand::server
