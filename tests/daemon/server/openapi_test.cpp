#include <algorithm>
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "daemon/server/api/openapi/openapi_document.hpp"
#include "daemon/server/api/openapi/openapi_operation.hpp"
#include "daemon/server/api/openapi/route_notes.hpp"
#include "tests/daemon/server/probed_api.hpp"

using namespace triand;
using namespace triand::server;
using namespace triand::tests;

namespace {

using Names = std::set<std::string>;

const std::string kCode = "PA05010000001";

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

const boost::json::object& operation_of(const boost::json::object& document, const Route& route) {
  return document.at("paths").at(route.pattern).at(lower_case(route.method)).as_object();
}

Names names_of(std::span<const NotedField> noted) {
  Names out;
  for (const NotedField& field : fields_of(noted)) out.emplace(field.name);
  return out;
}

// The members that a handler knows, as its refusal of one that it does not know says. Empty: it reads no body.
Names members_of(const Told& told) {
  const std::string before = "its members here are: ";
  if (told.exit() != 2) return {};
  const std::string hint = told.text("hint");
  const std::size_t at = hint.find(before);
  Names out;
  if (at == std::string::npos) return out;
  std::string left = hint.substr(at + before.size());
  while (!left.empty()) {
    const std::size_t end = std::min(left.find(", "), left.size());
    out.insert(left.substr(0, end));
    left.erase(0, end + 2);
  }
  return out;
}

// Calls `visit` with every object inside.
void for_each_object(const boost::json::value& value,
                     const std::function<void(const boost::json::object&)>& visit) {
  if (const auto* object = value.if_object()) {
    visit(*object);
    for (const auto& member : *object) for_each_object(member.value(), visit);
  } else if (const auto* array = value.if_array()) {
    for (const boost::json::value& item : *array) for_each_object(item, visit);
  }
}

bool is_there(const boost::json::object& document, const std::string& reference) {
  if (!reference.starts_with("#/")) return false;
  boost::json::error_code error;
  return document.empty() ? false
                          : boost::json::value(document).find_pointer(reference.substr(1), error) != nullptr;
}

}  // namespace

TEST_CASE("the document has every route of the table with its role, and no other") {
  const WholeApi api;
  const auto document = openapi_document(api.router.routes());
  for (const Route& route : api.router.routes()) {
    INFO(route.method << " " << route.pattern);
    REQUIRE(notes_of(route) != nullptr);  // a route that is new needs its words: route_notes.hpp
    const auto& operation = operation_of(document, route);
    CHECK(as_text(operation.at("x-role")) == to_string(route.least));
    CHECK(operation.at("x-in-units") == route.keeps_to_units);
    CHECK(operation.contains("x-open") == (route.open != Open::no));
    CHECK(as_text(operation.at("description")).find(to_string(route.least)) != std::string::npos);
    CHECK(operation.contains("requestBody") == (route.upload.has_value() || notes_of(route)->free_body ||
                                                !names_of(notes_of(route)->body).empty()));
  }
  std::size_t operations = 0;
  for (const auto& path : document.at("paths").as_object()) operations += path.value().as_object().size();
  CHECK(operations == api.router.routes().size());
}

TEST_CASE("nothing is noted of a route that is not in the table") {
  const WholeApi api;
  for (const auto notes : {campaign_notes(), customer_notes(), delivery_notes(), service_notes()})
    for (const RouteNotes& one : notes) {
      INFO(one.method << " " << one.pattern);
      const auto& routes = api.router.routes();
      CHECK(std::any_of(routes.begin(), routes.end(), [&](const Route& route) {
        return one.method == route.method && one.pattern == route.pattern;
      }));
    }
}

TEST_CASE("a route without notes below the API is in the document all the same, and one elsewhere is not") {
  Route fresh;
  fresh.method = "GET";
  fresh.pattern = "/api/v1/fresh/{id}";
  fresh.least = Role::operator_;
  Route elsewhere = fresh;
  elsewhere.pattern = "/webhooks/{channel}";
  const auto document = openapi_document({fresh, elsewhere});
  CHECK(document.at("paths").as_object().size() == 1);
  CHECK(as_text(operation_of(document, fresh).at("x-role")) == "operator");
}

TEST_CASE("the document keeps the rules of OpenAPI 3.1") {
  const WholeApi api;
  const auto document = openapi_document(api.router.routes());
  CHECK(document.at("openapi") == "3.1.0");
  CHECK_FALSE(as_text(document.at("info").at("title")).empty());
  CHECK_FALSE(as_text(document.at("info").at("version")).empty());
  int references = 0;
  for_each_object(document, [&](const boost::json::object& object) {
    if (!object.contains("$ref")) return;
    ++references;
    const std::string to = as_text(object.at("$ref"));
    CAPTURE(to);
    CHECK(object.size() == 1);
    CHECK(is_there(document, to));
  });
  CHECK(references > 100);
  CHECK_FALSE(is_there(document, "#/components/schemas/nothing"));
  for (const auto& schema : document.at("components").at("schemas").as_object()) {
    const std::string name(schema.key());
    CAPTURE(name);
    CHECK(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-") == std::string::npos);
    CHECK(schema.value().at("type") == "object");
  }
  Names ids;
  for (const auto& path : document.at("paths").as_object()) {
    const std::string pattern(path.key());
    CAPTURE(pattern);
    CHECK(pattern.starts_with("/"));
    const auto wanted = path_parameters(pattern);
    for (const auto& method : path.value().as_object()) {
      CHECK((method.key() == "get" || method.key() == "post"));
      const auto& operation = method.value().as_object();
      const std::string id = as_text(operation.at("operationId"));
      CAPTURE(id);
      CHECK(ids.insert(id).second);
      CHECK_FALSE(as_text(operation.at("summary")).empty());
      Names in_path;
      Names all;
      const auto* parameters = operation.if_contains("parameters");
      if (parameters != nullptr)
        for (const auto& one : parameters->as_array()) {
          const std::string name = as_text(one.at("name"));
          CHECK(all.insert(as_text(one.at("in")) + " " + name).second);
          CHECK(one.at("schema").is_object());
          if (one.at("in") != "path") continue;
          CHECK(one.at("required") == true);
          in_path.insert(name);
        }
      CHECK(in_path == Names(wanted.begin(), wanted.end()));
      if (const auto* body = operation.if_contains("requestBody")) {
        CHECK(method.key() == "post");
        CHECK(body->at("content").as_object().size() == 1);
      }
      const auto& responses = operation.at("responses").as_object();
      CHECK(responses.contains("200"));
      for (const auto& response : responses) {
        const std::string status(response.key());
        CHECK((status == "default" || (status.size() == 3 && status[0] >= '2' && status[0] <= '5')));
        const auto& said = response.value().as_object();
        CHECK((said.contains("$ref") || said.at("description").is_string()));
      }
    }
  }
}

TEST_CASE("what the document says of queries and answers is what the handlers do") {
  const Names unanswered = {"/api/v1/letters/{batch}/reprint"};  // needs letters that are with a press
  const WholeApi whole;
  std::map<std::string, Names> asked;
  for (const Probe& probe : probes()) {
    INFO(probe.method << " " << probe.pattern << probe.query << " " << probe.body);
    ProbedApi api(probe.scene);
    const Probed probed = api.perform(probe, kCode);
    asked[std::string(probe.method) + " " + probe.pattern].insert(probed.asked_for.begin(),
                                                                  probed.asked_for.end());
    if (unanswered.contains(probe.pattern)) continue;
    CAPTURE(probed.everything);
    REQUIRE(probed.told.exit() == 0);
    Route route;
    route.method = probe.method;
    route.pattern = probe.pattern;
    const RouteNotes& notes = *notes_of(route);
    if (!notes.answer.empty()) {
      CHECK(probed.told.text("schema") == notes.answer);
    } else {
      const std::string type = probed.told.response.content_type;
      CHECK((notes.media == "*/*" || type.starts_with(notes.media.substr(0, notes.media.find(',')))));
    }
    if (!notes.result.empty()) CHECK(as_text(probed.result.at("schema")) == notes.result);
    if (!notes.page_next.empty()) {
      CHECK(probed.told.document.contains(notes.page_next));
      CHECK(names_of(notes.query).contains(std::string(notes.page_from)));
    }
  }
  for (const Route& route : whole.router.routes()) {
    INFO(route.method << " " << route.pattern);
    CHECK(asked[route.method + " " + route.pattern] == names_of(notes_of(route)->query));
  }
}

TEST_CASE("what the document says of a body is what its handler reads") {
  const WholeApi whole;
  int read = 0;
  for (const Route& route : whole.router.routes()) {
    const RouteNotes& notes = *notes_of(route);
    if (route.method != "POST" || route.upload || notes.free_body) continue;
    INFO(route.pattern);
    const auto probe = std::find_if(probes().begin(), probes().end(),
                                    [&](const Probe& one) { return route.pattern == one.pattern; });
    REQUIRE(probe != probes().end());
    Probe wrong = *probe;
    wrong.method = "POST";
    wrong.body = R"({"no such member":1})";
    ProbedApi api(wrong.scene);
    const Told told = api.perform(wrong, kCode).told;
    CHECK(members_of(told) == names_of(notes.body));
    if (!names_of(notes.body).empty()) ++read;
    for (const NotedField& field : fields_of(notes.body)) {
      const std::string missing = std::string(field.name) + " is missing";
      if (told.exit() == 2 && told.text("message").find(missing) != std::string::npos) CHECK(field.required);
    }
  }
  CHECK(read > 15);
}

TEST_CASE("the document is served, whole, to whoever has a role") {
  ProbedApi api(Probe::Scene::nothing);
  api.caller = {"minh", Role::viewer, true, {"PM"}};
  const Told told = api.get("/api/v1/openapi.json");
  CHECK(told.status == 200);
  CHECK(told.document == openapi_document(api.router.routes()));
}
