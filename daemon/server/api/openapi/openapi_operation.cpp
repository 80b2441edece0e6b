#include "daemon/server/api/openapi/openapi_operation.hpp"

#include <string_view>
#include <utility>

#include <boost/json/array.hpp>

#include "daemon/server/api/openapi/openapi_schemas.hpp"

namespace triand::server {
namespace {

using Kind = NotedField::Kind;

boost::json::object type_of(Kind kind) {
  switch (kind) {
    case Kind::number:
      return {{"type", "integer"}, {"minimum", 0}};
    case Kind::flag:
      return {{"type", "boolean"}};
    case Kind::texts:
      return {{"type", "array"}, {"items", {{"type", "string"}}}};
    case Kind::text:
      break;
  }
  return {{"type", "string"}};
}

boost::json::array parameters(const Route& route, const RouteNotes* notes) {
  boost::json::array out;
  for (const std::string& name : path_parameters(route.pattern))
    out.push_back({{"name", name},
                   {"in", "path"},
                   {"required", true},
                   {"schema", boost::json::object{{"type", "string"}}}});
  if (notes == nullptr) return out;
  for (const NotedField& field : fields_of(notes->query)) {
    boost::json::object one;
    one["name"] = field.name;
    one["in"] = "query";
    one["required"] = field.required;
    one["description"] = field.says;
    one["schema"] = type_of(field.kind);
    out.push_back(std::move(one));
  }
  return out;
}

boost::json::object body_schema(std::span<const NotedField> fields) {
  boost::json::object members;
  boost::json::array required;
  for (const NotedField& field : fields) {
    boost::json::object one = type_of(field.kind);
    one["description"] = field.says;
    members[field.name] = std::move(one);
    if (field.required) required.emplace_back(field.name);
  }
  boost::json::object out;
  out["type"] = "object";
  out["properties"] = std::move(members);
  if (!required.empty()) out["required"] = std::move(required);
  // As the service reads it: a member that it does not know is a fault.
  out["additionalProperties"] = false;
  return out;
}

boost::json::object content(std::string_view media, boost::json::object schema) {
  boost::json::object type;
  if (!schema.empty()) type["schema"] = std::move(schema);
  boost::json::object out;
  out[media] = std::move(type);
  return out;
}

// Empty: none is read.
boost::json::object request_body(const Route& route, const RouteNotes* notes) {
  if (route.upload) return {{"required", true}, {"content", content("application/octet-stream", {})}};
  if (notes == nullptr) return {};
  if (notes->free_body)
    return {{"required", true}, {"content", content("application/json", {{"type", "object"}})}};
  const auto fields = fields_of(notes->body);
  if (fields.empty()) return {};
  bool required = false;
  for (const NotedField& field : fields) required = required || field.required;
  return {{"required", required}, {"content", content("application/json", body_schema(fields))}};
}

boost::json::object success(const RouteNotes* notes) {
  if (notes == nullptr) return {{"description", "done"}};
  if (!notes->answer.empty()) {
    std::string says(notes->answer);
    if (!notes->result.empty()) says += "; what the job ends with is " + std::string(notes->result);
    return {{"description", says}, {"content", content("application/json", reference_to(notes->answer))}};
  }
  boost::json::object types;
  std::string_view left = notes->media;
  while (!left.empty()) {
    const std::size_t end = std::min(left.find(','), left.size());
    types[left.substr(0, end)] = boost::json::object();
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  return {{"description", "the file or text itself"}, {"content", std::move(types)}};
}

boost::json::object responses(const Route& route, const RouteNotes* notes, bool asks) {
  const boost::json::object error{{"$ref", "#/components/responses/error"}};
  boost::json::object out;
  out["200"] = success(notes);
  if (notes != nullptr && notes->also_unready) out["503"] = success(notes);
  if (asks) out["400"] = error;
  // Too many at once, or no room for it: see the error's Retry-After.
  if (route.upload) out["429"] = out["503"] = error;
  if (route.open != Open::everywhere) {
    out["401"] = error;
    out["403"] = error;
  }
  if (route.pattern.find('{') != std::string::npos) out["404"] = error;
  out["default"] = error;
  return out;
}

std::string who_may(const Route& route) {
  std::string out = "Least role: " + std::string(to_string(route.least)) + ".";
  if (route.open == Open::loopback) out += " From this machine, and through no proxy, without a log-in.";
  if (route.open == Open::everywhere) out += " Open to everybody.";
  out += route.keeps_to_units ? " A role that is limited to units gets what is theirs."
                              : " Refused (403) to a role that is limited to units.";
  return out;
}

std::string description(const Route& route, const RouteNotes* notes) {
  std::string out = who_may(route);
  if (notes == nullptr) return out;
  if (!notes->result.empty())
    out += " Answers with a job; ask /api/v1/jobs/{id} until it has ended. Its result is " +
           std::string(notes->result) + ".";
  if (!notes->page_from.empty())
    out += " A page at a time: give the answer's `" + std::string(notes->page_next) + "` as `" +
           std::string(notes->page_from) + "` for the next.";
  return out;
}

// "campaigns" of "/api/v1/campaigns/{id}"; what is elsewhere is "service".
std::string tag_of(const std::string& pattern) {
  constexpr std::string_view kBelow = "/api/v1/";
  if (!pattern.starts_with(kBelow)) return "service";
  const std::size_t end = std::min(pattern.find('/', kBelow.size()), pattern.size());
  return pattern.substr(kBelow.size(), end - kBelow.size());
}

}  // namespace

std::vector<std::string> path_parameters(const std::string& pattern) {
  std::vector<std::string> out;
  for (std::size_t at = pattern.find('{'); at != std::string::npos; at = pattern.find('{', at + 1))
    out.push_back(pattern.substr(at + 1, pattern.find('}', at) - at - 1));
  return out;
}

boost::json::object operation_object(const Route& route, const RouteNotes* notes) {
  boost::json::object out;
  if (notes != nullptr) {
    out["operationId"] = notes->id;
    out["summary"] = notes->summary;
  }
  out["description"] = description(route, notes);
  out["tags"] = boost::json::array{tag_of(route.pattern)};
  out["x-role"] = to_string(route.least);
  out["x-in-units"] = route.keeps_to_units;
  if (route.open != Open::no) out["x-open"] = route.open == Open::loopback ? "loopback" : "everywhere";
  if (notes != nullptr && !notes->result.empty()) out["x-job-result"] = reference_to(notes->result);
  if (notes != nullptr && !notes->page_from.empty())
    out["x-page"] = {{"parameter", notes->page_from}, {"next", notes->page_next}};
  boost::json::array asked = parameters(route, notes);
  boost::json::object body = request_body(route, notes);
  const bool asks = !body.empty() || (notes != nullptr && !fields_of(notes->query).empty());
  if (!asked.empty()) out["parameters"] = std::move(asked);
  if (!body.empty()) out["requestBody"] = std::move(body);
  out["responses"] = responses(route, notes, asks);
  return out;
}

}  // namespace triand::server
