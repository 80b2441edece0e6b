#include "tests/standin/service/control.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "tests/standin/json_fields.hpp"
#include "tests/standin/service/ledger_pages.hpp"
#include "tests/standin/service/service.hpp"

namespace triand::standin {
namespace {

Reply problems_page(const std::vector<std::string>& problems) {
  boost::json::array list(problems.begin(), problems.end());
  return json_reply(boost::json::object{{"problems", std::move(list)}}, 400);
}

Reply rules_page(Service& service, const Request& request) {
  if (request.method == "PUT") {
    ParsedRules parsed = parse_rules(request.body);
    if (!parsed.problems.empty()) return problems_page(parsed.problems);
    service.rules().replace(std::move(parsed.rules));
  } else if (request.method == "DELETE") {
    service.rules().replace({});
  } else if (request.method != "GET") {
    return error_page(405, "rules are read with GET, set with PUT and taken away with DELETE");
  }
  return json_reply(service.rules().to_json());
}

Reply token_page(Service& service, const Request& request, TimePoint now) {
  boost::json::object fields = parse_object(request.body).fields;
  ZaloTokens::Pair pair = {text_field(fields, "access_token"), text_field(fields, "refresh_token")};
  bool given = !pair.access_token.empty() || !pair.refresh_token.empty();
  if (request.method == "POST" && given) service.tokens().set(std::move(pair), now);
  // To look changes nothing.
  ZaloTokens::Pair current =
      request.method == "POST" ? service.tokens().current(now) : service.tokens().known(now);
  return json_reply(boost::json::object{{"access_token", current.access_token},
                                        {"refresh_token", current.refresh_token},
                                        {"rotations", service.tokens().rotations()}});
}

Reply webhook_page(Service& service, const Request& request) {
  ParsedObject parsed = parse_object(request.body);
  if (!parsed.ok) return error_page(400, "a JSON object with url, app_id and oa_secret_key is needed");
  ZaloWebhook webhook = service.zalo().webhook();
  auto take = [&parsed](std::string& target, std::string_view name) {
    if (parsed.fields.contains(name)) target = text_field(parsed.fields, name);
  };
  take(webhook.url, "url");
  take(webhook.app_id, "app_id");
  take(webhook.oa_secret_key, "oa_secret_key");
  take(webhook.oa_id, "oa_id");
  service.zalo().set_webhook(webhook);
  return json_reply(
      boost::json::object{{"url", webhook.url}, {"app_id", webhook.app_id}, {"oa_id", webhook.oa_id}});
}

Reply settings_page(Service& service, const Request& request) {
  ParsedObject parsed = parse_object(request.body);
  if (!parsed.ok) return error_page(400, "a JSON object of Zalo settings is needed");
  std::vector<std::string> problems = change_settings(service.zalo_settings(), parsed.fields);
  return problems.empty() ? json_reply(boost::json::object{{"ok", true}}) : problems_page(problems);
}

Reply receipts_page(Service& service) {
  const ReceiptCounts& counts = service.receipts();
  return json_reply(boost::json::object{{"waiting", counts.waiting},
                                        {"told", counts.told},
                                        {"retried", counts.retried},
                                        {"given_up", counts.given_up}});
}

}  // namespace

Reply control_reply(Service& service, const Request& request, TimePoint now) {
  const std::string& path = request.path;
  if (path == "/ledger" && request.method == "DELETE") {
    service.forget();
    return json_reply(boost::json::object{{"ok", true}});
  }
  if (path.starts_with("/ledger") && request.method == "GET") return ledger_page(service.ledger(), request);
  if (path == "/rules") return rules_page(service, request);
  if (path == "/standin/zalo/token") return token_page(service, request, now);
  if (path == "/standin/zalo/webhook" && request.method == "POST") return webhook_page(service, request);
  if (path == "/standin/zalo/settings" && request.method == "POST") return settings_page(service, request);
  if (path == "/standin/receipts" && request.method == "GET") return receipts_page(service);
  if (path == "/standin/notices" && request.method == "GET") return json_reply(service.portal().kept());
  if (path == "/livez") return json_reply(boost::json::object{{"ok", true}});
  return error_page(404, "no such page");
}

}  // namespace triand::standin
