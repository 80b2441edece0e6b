#include "daemon/server/api/openapi/openapi_schemas.hpp"

#include <algorithm>
#include <utility>

#include <boost/json/array.hpp>

namespace triand::server {
namespace {

boost::json::object typed(std::string_view type, std::string_view says) {
  return {{"type", type}, {"description", says}};
}

boost::json::object error_members() {
  return {
      {"exit",
       typed(
           "integer",
           "what trianctl ends with: 1 failed (500; 503 where it is too busy just now, 429 for more uploads "
           "at once than an account may have: Retry-After says when to ask again), 2 a wrong request (400), "
           "4 not allowed (403, without a log-in 401), 5 not found (404), 6 wrong state (409), 7 stopping "
           "(503), 8 refused by policy (422)")},
      {"error", typed("string", "a short name that does not change: no-such-campaign")},
      {"message", typed("string", "a sentence: what is wrong")},
      {"hint", typed("string", "a sentence: what would be right; or empty")}};
}

boost::json::object job_members() {
  return {
      {"job", typed("string", "its id, for /api/v1/jobs/{id}; of one run of the service")},
      {"kind", typed("string", "import, plan, export …")},
      {"state", {{"enum", {"running", "done", "failed"}}}},
      {"progress", typed("object", "done and total, and of what (unit); total 0: not known")},
      {"result",
       {{"type", {"object", "null"}},
        {"description",
         "of a job that is done. One that made a file has `download`, its token for /api/v1/results/{token}, "
         "and `bytes`"}}},
      {"error",
       {{"oneOf", {reference_to("triand.error/v1"), boost::json::object{{"type", "null"}}}},
        {"description", "of a job that failed"}}}};
}

}  // namespace

std::string component_of(std::string_view schema) {
  std::string out(schema);
  std::replace(out.begin(), out.end(), '/', '.');
  return out;
}

boost::json::object reference_to(std::string_view schema) {
  return {{"$ref", "#/components/schemas/" + component_of(schema)}};
}

boost::json::object schema_object(std::string_view schema) {
  boost::json::object members;
  members["schema"] = {{"const", schema}};
  boost::json::array required{"schema"};
  if (schema == "triand.error/v1") {
    for (auto& member : error_members()) {
      required.emplace_back(member.key());
      members[member.key()] = std::move(member.value());
    }
  } else if (schema == "triand.job/v1") {
    // An order's answer has its id alone.
    required.emplace_back("job");
    for (auto& member : job_members()) members[member.key()] = std::move(member.value());
  }
  boost::json::object out;
  out["type"] = "object";
  out["title"] = schema;
  out["properties"] = std::move(members);
  out["required"] = std::move(required);
  return out;
}

}  // namespace triand::server
