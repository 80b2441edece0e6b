#include "daemon/server/api/delivery_routes.hpp"

#include <set>
#include <vector>

#include "daemon/domain/blank.hpp"
#include "daemon/domain/reference.hpp"
#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/archived_deliveries.hpp"
#include "daemon/server/api/delivery_document.hpp"
#include "daemon/server/api/delivery_search.hpp"
#include "daemon/server/api/delivery_tail.hpp"
#include "daemon/server/api/json_body.hpp"
#include "daemon/server/api/not_written_to.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/server/unit_limits.hpp"
#include "daemon/store/campaign_writer.hpp"

namespace triand::server {
namespace {

// On disk before anything is shown. Throws what the store throws: what cannot be recorded is not shown.
void audit_reveal(const ApiWorld& world, const Caller& caller, const std::string& subject) {
  world.writer.run([&](store::WriteSession& session) {
    store::write_audit(session, caller.name, "delivery.reveal", subject, "", world.now());
  });
  if (world.revealed) world.revealed();
}

std::string codes_of(const std::vector<store::DeliveryView>& views) {
  std::set<std::string> codes;
  for (const store::DeliveryView& view : views) codes.insert(view.customer_code);
  std::string out;
  for (const std::string& code : codes) out += (out.empty() ? "" : " ") + code;
  return out;
}

// Leaves what the caller may see.
void keep_to_units(Found& found, const Caller& caller, store::Reader& reader) {
  if (!is_limited(caller)) return;
  std::erase_if(found.deliveries,
                [&](const store::DeliveryView& view) { return !may_see(caller, reader, view.customer_id); });
  std::erase_if(found.customers,
                [&](const store::StoredCustomer& customer) { return !may_see(caller, customer); });
}

// Of which customer's delivery a text is the reference; empty: it is none.
std::string code_in(const std::string& reference) {
  const auto parts = domain::split_reference(std::string(domain::trim(reference)));
  return parts ? parts->customer_code : std::string();
}

// An archive knows no units: whoever is limited to some is told of customers that are there still, by their codes.
boost::json::array archived_for(const ApiWorld& world, store::Reader& reader, const Caller& caller,
                                const std::string& query, const Found& found, bool reveal) {
  if (!is_limited(caller)) return archived_deliveries(world, reader, query, reveal);
  if (const std::string code = code_in(query); !code.empty() && may_see_code(caller, reader, code))
    return archived_deliveries(world, reader, query, reveal);
  boost::json::array out;
  for (const store::StoredCustomer& customer : found.customers)
    for (auto& one : archived_deliveries(world, reader, customer.customer.code, reveal))
      out.push_back(std::move(one));
  return out;
}

Answer find(const ApiWorld& world, const Request& request) {
  JsonBody body(request);
  const std::string query = body.text("query");
  const bool reveal = body.flag("reveal") && may_see_all(request.caller);
  if (auto fault = body.fault()) return *fault;
  if (domain::trim(query).empty()) {
    return invalid_request("there is nothing to look for",
                           "give a customer code, a telephone, an email or a reference");
  }
  const auto reader = world.reader();
  Found found = search(*reader, query);
  keep_to_units(found, request.caller, *reader);
  const auto& views = found.deliveries;
  if (reveal && !views.empty()) audit_reveal(world, request.caller, codes_of(views));
  boost::json::array deliveries;
  for (const store::DeliveryView& view : views)
    deliveries.push_back(delivery_fields(world, *reader, view, reveal));
  for (auto& archived : archived_for(world, *reader, request.caller, query, found, reveal))
    deliveries.push_back(std::move(archived));
  boost::json::object out;
  out["schema"] = "triand.deliveries/v1";
  out["deliveries"] = std::move(deliveries);
  // "Why did you not write to me?" is the same question.
  boost::json::array left_out;
  for (const store::StoredCustomer& customer : found.customers)
    for (auto& item : not_written_to(*reader, customer)) left_out.push_back(std::move(item));
  hide_other_units(left_out, request.caller, *reader);
  out["not_written_to"] = std::move(left_out);
  return out;
}

// Text and history are gone; that it was sent, and how it ended, is not.
Answer show_archived(const ApiWorld& world, store::Reader& reader, const std::string& reference) {
  const auto found = archived_deliveries(world, reader, reference, false);
  if (found.empty() || found.front().at("reference").as_string().empty()) return no_delivery();
  boost::json::object out = with_schema("triand.delivery/v1", found.front().as_object());
  out["text"] = nullptr;
  out["subject"] = nullptr;
  out["history"] = boost::json::array();
  return out;
}

Answer show(const ApiWorld& world, const Request& request) {
  const auto reader = world.reader();
  const auto view = reader->delivery(request.parameter("reference"));
  if (!view) {
    const std::string& reference = request.parameter("reference");
    if (!may_see_code(request.caller, *reader, code_in(reference))) return no_delivery();
    return show_archived(world, *reader, reference);
  }
  if (!may_see(request.caller, *reader, view->customer_id)) return no_delivery();
  const bool reveal = is_asked(request, "reveal") && may_see_all(request.caller);
  if (reveal) audit_reveal(world, request.caller, view->reference);
  return delivery_document(world, *reader, *view, reveal, may_see_all(request.caller));
}

}  // namespace

void add_delivery_routes(Router& router, const ApiWorld& world) {
  router.add(within_units(api_route("POST", "/api/v1/deliveries/find", Role::viewer,
                                    [&world](Request& request) { return find(world, request); })));
  router.add(within_units(api_route("GET", "/api/v1/deliveries/tail", Role::viewer,
                                    [&world](Request& request) { return delivery_tail(world, request); })));
  router.add(within_units(api_route("GET", "/api/v1/deliveries/{reference}", Role::viewer,
                                    [&world](Request& request) { return show(world, request); })));
}

}  // namespace triand::server
