#include "daemon/server/api/openapi/openapi_document.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "daemon/server/api/openapi/openapi_operation.hpp"
#include "daemon/server/api/openapi/openapi_schemas.hpp"

namespace triand::server {
namespace {

constexpr std::string_view kError = "triand.error/v1";

boost::json::object info() {
  return {{"title", "triand"},
          {"version", TRIAND_VERSION},
          {"summary", "Sends an electricity company's yearly thank-you and answers for each message"},
          {"description",
           "The same operations as trianctl. Every document names its schema first; times are RFC 3339 with "
           "offset, telephones +84…, addresses masked unless whoever asks may see them and says so. A member "
           "of a body that is not known is a fault."}};
}

// OpenAPI's security schemes are all shown in a request or by TLS. On the control socket the kernel says who is at the
// other end; a token is what is shown over TCP.
boost::json::object access() {
  return {{"control-socket",
           "A Unix socket (`control_socket:`). Who is at the other end is the system's user that the kernel "
           "names (SO_PEERCRED): root and the service's own user are admin, others have the role of the "
           "account of their name. Nothing is sent with a request."},
          {"token",
           "TCP (`http: listen`) with `Authorization: Bearer TOKEN`: the role and the units of the account "
           "that the token was made for. Any change of the account takes its tokens away."},
          {"loopback", "TCP from this machine, through no proxy, for what says so in x-open."}};
}

boost::json::object components(const std::set<std::string_view>& schemas) {
  boost::json::object described;
  for (const std::string_view schema : schemas) described[component_of(schema)] = schema_object(schema);
  const boost::json::object error{{"description", "not done, and why"},
                                  {"content", {{"application/json", {{"schema", reference_to(kError)}}}}}};
  boost::json::object out;
  out["schemas"] = std::move(described);
  out["responses"] = boost::json::object{{"error", error}};
  return out;
}

std::string lower_case(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

}  // namespace

boost::json::object openapi_document(const std::vector<Route>& routes) {
  boost::json::object paths;
  std::set<std::string_view> schemas{kError};
  for (const Route& route : routes) {
    const RouteNotes* notes = notes_of(route);
    if (notes == nullptr && !route.pattern.starts_with("/api/v1/")) continue;
    if (notes != nullptr)
      for (const std::string_view schema : {notes->answer, notes->result})
        if (!schema.empty()) schemas.insert(schema);
    boost::json::value& item = paths[route.pattern];
    if (item.is_null()) item = boost::json::object();
    item.get_object()[lower_case(route.method)] = operation_object(route, notes);
  }
  boost::json::object out;
  out["openapi"] = "3.1.0";
  out["info"] = info();
  out["x-access"] = access();
  out["paths"] = std::move(paths);
  out["components"] = components(schemas);
  return out;
}

}  // namespace triand::server
