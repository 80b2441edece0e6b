#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "daemon/server/api/api.hpp"
#include "daemon/store/claim.hpp"
#include "tests/daemon/server/served.hpp"

namespace triand::tests {

// What came back from a handler.
struct Told {
  unsigned status = 0;
  boost::json::object document;
  server::Response response;

  [[nodiscard]] int exit() const;           // 0 for a success
  [[nodiscard]] std::string error() const;  // the error's short name, message and hint
  [[nodiscard]] std::vector<std::string> keys() const;
  [[nodiscard]] const boost::json::value& at(std::string_view name) const { return document.at(name); }
  [[nodiscard]] std::string text(std::string_view name) const;
};

[[nodiscard]] std::vector<std::string> keys_of(const boost::json::object& object);
// A text as it is; throws for anything else.
[[nodiscard]] std::string as_text(const boost::json::value& value);

// The API over a real store in a folder of its own, without a network. The clock stands still until it is
// moved; what app/ would give stands here as plain members.
class ApiFixture {
 public:
  ApiFixture();
  ApiFixture(const ApiFixture&) = delete;
  ApiFixture& operator=(const ApiFixture&) = delete;
  ~ApiFixture() { jobs->stop(); }

  // PA05010000001 with everything, …2 with an email only, …3 with the telephone of …1, PM05010000004 with a
  // telephone.
  void load_customers();
  void load(const std::vector<domain::Customer>& customers);
  // Planned by "an": sms, or mail for whom has no telephone; the third is a duplicate; post is used by nobody
  // yet. Returns the campaign's row.
  std::int64_t plan(const std::string& id = "tri-an-2026");
  // Also approved and its window open.
  std::int64_t run(const std::string& id = "tri-an-2026");

  // Claims everything that may be sent by a channel and records one outcome for all of it.
  std::vector<store::ClaimedDelivery> send(std::int64_t campaign, const std::string& channel,
                                           domain::DeliveryEvent event,
                                           domain::Reason reason = domain::Reason::none,
                                           const std::string& detail = "");

  // The handler of a target such as "/api/v1/campaigns?x=1", run as the router would.
  Told ask(const std::string& method, const std::string& target, const std::string& body = "");
  Told get(const std::string& target) { return ask("GET", target); }
  Told post(const std::string& target, const std::string& body = "") { return ask("POST", target, body); }
  // The same with the body in a file of its own, which is unlinked as the server does unless the handler
  // keeps it.
  Told upload(const std::string& target, const std::string& body);
  // The job's document once it has ended.
  boost::json::object job_end(const std::string& id);

  // The reference of a customer's delivery on a channel.
  std::string reference(const std::string& code, const std::string& channel,
                        const std::string& campaign = "tri-an-2026");
  std::vector<std::string> audited();  // "WHO ACTION SUBJECT REASON"
  std::int64_t row_of(const std::string& channel) const { return channels.at(channel); }

  template <class Function>
  auto write(Function function) {
    return writer->run(function);
  }

  Folder folder;
  std::string path;
  std::chrono::system_clock::time_point now;
  std::map<std::string, std::int64_t> channels;
  server::Caller caller{"lan", server::Role::admin, true};
  server::ServiceNow service;
  int changes = 0;
  std::string shortfall;
  std::optional<server::ApiError> late;  // why a gateway's template is against the campaign
  bool two_persons = true;
  bool advertising = false;
  std::optional<std::int64_t> next_channel;
  server::Answer preview = boost::json::object();
  std::function<server::Answer(const std::string&)> templates = [](const std::string& message) {
    return boost::json::object{{"schema", "triand.templates/v1"}, {"message", message}};
  };
  std::function<server::Answer(const server::TextOrder&)> preview_text = [](const server::TextOrder& order) {
    return boost::json::object{{"schema", "triand.text_preview/v1"},
                               {"channel", order.channel},
                               {"customer_code", order.customers.empty() ? "" : order.customers.front()}};
  };
  server::TextOrder text_order;  // what was asked for last
  server::JobResult planned = boost::json::object();
  std::string imported;  // what the import was asked for, and the list's bytes
  server::ImportOrder import_order;
  std::string authorized;
  std::string authorize_fault;
  std::string release_fault;
  std::vector<channels::BatchInfo> batches;

  std::unique_ptr<store::Writer> writer;
  std::unique_ptr<store::SuppressionDesk> suppressions;
  std::unique_ptr<server::Jobs> jobs;
  std::unique_ptr<server::ApiWorld> world;
  server::Router router;

 protected:
  Told run_route(server::Request& request, const std::string& target);
};

}  // namespace triand::tests
