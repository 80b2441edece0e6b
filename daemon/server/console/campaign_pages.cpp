#include "daemon/server/console/campaign_pages.hpp"

#include <string>
#include <utility>
#include <variant>

#include "daemon/domain/blank.hpp"
#include "daemon/server/api/query_number.hpp"
#include "daemon/server/console/campaign_act_pages.hpp"
#include "daemon/server/console/campaign_file_pages.hpp"
#include "daemon/server/console/campaign_page.hpp"
#include "daemon/server/console/campaign_powers.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/job_page.hpp"
#include "daemon/server/console/page_notice.hpp"
#include "daemon/server/console/preview_page.hpp"
#include "daemon/server/console/refusal_page.hpp"

namespace triand::server {
namespace {

constexpr const char* kList = "/console/campaigns";

constexpr Phrase kNotConfirmed{"Mã gõ lại không khớp với mã chiến dịch nên chưa hủy gì.",
                               "What was typed is not the campaign's id, so nothing was cancelled."};
constexpr Phrase kOtherPlan{
    "Kế hoạch vừa được lập lại nên chưa phê duyệt gì. Xin xem kế hoạch mới dưới đây.",
    "The campaign was planned again meanwhile, so nothing was approved. Look at the new plan."};

using Found = std::variant<boost::json::object, Response>;

// The campaign that the address names, as the visitor may see it; or the page that says why not.
Found campaign_of(const ApiDoor& api, const Request& request, Visit& visit) {
  const std::string& id = request.parameter("id");
  ApiAnswer answer = api.ask(visit.caller, "GET", campaign_route(id));
  if (!answer.ok()) {
    visit.frame.here = kList;
    return refusal_page(visit.frame, answer.error(), answer.status);
  }
  visit.frame.here = campaign_address(id);
  return std::move(answer.document);
}

// A page that needs its campaign.
template <class Show>
Page with_campaign(const ApiDoor& api, Show show) {
  return [&api, show](Request& request, Visit& visit) -> Response {
    Found found = campaign_of(api, request, visit);
    if (auto* instead = std::get_if<Response>(&found)) return std::move(*instead);
    return show(request, visit, std::get<boost::json::object>(found));
  };
}

Response list(const ApiDoor& api, Visit& visit) {
  visit.frame.here = kList;
  const ApiAnswer answer = api.ask(visit.caller, "GET", "/api/v1/campaigns");
  if (!answer.ok()) return refusal_page(visit.frame, answer.error(), answer.status);
  const bool may_plan = !api.refusal(visit.caller, "POST", "/api/v1/campaigns/plan");
  return campaign_list_page(visit.frame, items_of(answer.document, "campaigns"), may_plan);
}

Response done(const std::string& id, const std::string& word) {
  return see_other(campaign_address(id) + "?done=" + word);
}

// The campaign as it is now, where the form was about a plan that is not there any more.
Response show_other_plan(const ApiDoor& api, Visit& visit, const boost::json::object& campaign) {
  const ApiAnswer now = api.ask(visit.caller, "GET", campaign_route(text_of(campaign, "id")));
  return approve_page(visit.frame, now.ok() ? now.document : campaign, {.fault = kOtherPlan, .status = 409});
}

Response approve(const ApiDoor& api, Visit& visit, const boost::json::object& campaign) {
  const std::string id = text_of(campaign, "id");
  const auto plan = query_number(visit.form.value("plan"), 0);
  if (!plan) return show_other_plan(api, visit, campaign);
  const ApiAnswer answer =
      api.ask(visit.caller, "POST", campaign_route(id, "approve"),
              {{"accept_shortfall", visit.form.value("accept_shortfall") == "1"}, {"plan", *plan}});
  if (!answer.ok() && answer.error().error == "other-plan") return show_other_plan(api, visit, campaign);
  if (!answer.ok()) return approve_page(visit.frame, campaign, refused_by(answer));
  return done(id, has_changed_list(campaign) ? "list" : "approve");
}

// The part that the form names, with why.
boost::json::object part_in(const Form& form) {
  boost::json::object body;
  for (const char* name : {"channel", "unit", "reason"})
    if (const std::string value(domain::trim(form.value(name))); !value.empty()) body[name] = value;
  return body;
}

Response hold(const ApiDoor& api, Visit& visit, const boost::json::object& campaign, const char* act) {
  const std::string id = text_of(campaign, "id");
  const ApiAnswer answer = api.ask(visit.caller, "POST", campaign_route(id, act), part_in(visit.form));
  if (answer.ok()) return done(id, act);
  const auto page = std::string_view(act) == "pause" ? pause_page : resume_page;
  return page(visit.frame, campaign, visit.caller.units, refused_by(answer));
}

Response cancel(const ApiDoor& api, Visit& visit, const boost::json::object& campaign) {
  const std::string id = text_of(campaign, "id");
  const std::string confirm(domain::trim(visit.form.value("confirm")));
  if (confirm != id) return cancel_page(visit.frame, campaign, {.fault = kNotConfirmed, .status = 400});
  const ApiAnswer answer =
      api.ask(visit.caller, "POST", campaign_route(id, "cancel"),
              {{"confirm", confirm}, {"reason", std::string(domain::trim(visit.form.value("reason")))}});
  if (!answer.ok()) return cancel_page(visit.frame, campaign, refused_by(answer));
  return done(id, "cancel");
}

bool may_sample(const ApiDoor& api, const Visit& visit, const std::string& id) {
  return !api.refusal(visit.caller, "POST", campaign_route(id, "preview"));
}

Response preview(const ApiDoor& api, Visit& visit, const boost::json::object& campaign,
                 const PreviewAsked& asked) {
  const std::string id = text_of(campaign, "id");
  const bool samples = may_sample(api, visit, id);
  // Whose role is limited to units names a customer of theirs first.
  if (asked.customer.empty() && visit.frame.limited && visit.form.value("token").empty())
    return preview_page(visit.frame, campaign, asked, {}, samples, std::nullopt, 200);
  const ApiAnswer answer = api.ask(visit.caller, "GET",
                                   address_of({"api", "v1", "campaigns", id, "preview"},
                                              {{"customer", asked.customer}, {"channel", asked.channel}}));
  if (!answer.ok())
    return preview_page(visit.frame, campaign, asked, {}, samples, answer.error(), answer.status);
  return preview_page(visit.frame, campaign, asked, answer.document, samples, std::nullopt, 200);
}

Response ask_preview(const ApiDoor& api, Visit& visit, const boost::json::object& campaign) {
  const std::string id = text_of(campaign, "id");
  const PreviewAsked asked{std::string(domain::trim(visit.form.value("customer"))),
                           visit.form.value("channel")};
  const std::string samples = visit.form.value("samples");
  if (samples.empty()) return preview(api, visit, campaign, asked);
  const ApiAnswer answer =
      api.ask(visit.caller, "POST", campaign_route(id, "preview"), {{"samples", samples}});
  if (!answer.ok())
    return preview_page(visit.frame, campaign, asked, {}, may_sample(api, visit, id), answer.error(),
                        answer.status);
  return see_other(job_address(text_of(answer.document, "job")));
}

// A report or an export, as a job.
Response start_file(const ApiDoor& api, Visit& visit, const std::string& id, const char* what) {
  boost::json::object body{{"format", visit.form.value("format")}};
  if (visit.form.value("reveal") == "1") body["reveal"] = true;
  const ApiAnswer answer = api.ask(visit.caller, "POST", campaign_route(id, what), body);
  if (!answer.ok()) return refusal_page(visit.frame, answer.error(), answer.status);
  return see_other(job_address(text_of(answer.document, "job")));
}

// What the role may not do at all is told instead of its page.
template <class Show>
void add_act(const PageDesk& desk, const char* act, Show show) {
  const std::string pattern = std::string("/console/campaigns/{id}/") + act;
  const auto with_refusal = [&api = desk.api, act, show](Request& request, Visit& visit,
                                                         const boost::json::object& campaign) -> Response {
    const auto refusal = api.refusal(visit.caller, "POST", campaign_route(text_of(campaign, "id"), act));
    if (refusal) return refusal_page(visit.frame, *refusal, refusal->status());
    return show(request, visit, campaign);
  };
  desk.add("GET", pattern, with_campaign(desk.api, with_refusal));
  // Before an approval gateways may be asked for their templates.
  const auto& add_order = std::string_view(act) == "approve" ? desk.add_slow : desk.add;
  add_order("POST", pattern, with_campaign(desk.api, with_refusal));
}

void add_acts(const PageDesk& desk) {
  using Campaign = boost::json::object;
  const ApiDoor& api = desk.api;
  const auto asks = [](const Request& request) { return request.method == "GET"; };
  add_act(desk, "approve", [&api, asks](Request& request, Visit& visit, const Campaign& campaign) {
    return asks(request) ? approve_page(visit.frame, campaign, {}) : approve(api, visit, campaign);
  });
  add_act(desk, "pause", [&api, asks](Request& request, Visit& visit, const Campaign& campaign) {
    return asks(request) ? pause_page(visit.frame, campaign, visit.caller.units, {})
                         : hold(api, visit, campaign, "pause");
  });
  add_act(desk, "resume", [&api, asks](Request& request, Visit& visit, const Campaign& campaign) {
    return asks(request) ? resume_page(visit.frame, campaign, visit.caller.units, {})
                         : hold(api, visit, campaign, "resume");
  });
  add_act(desk, "cancel", [&api, asks](Request& request, Visit& visit, const Campaign& campaign) {
    return asks(request) ? cancel_page(visit.frame, campaign, {}) : cancel(api, visit, campaign);
  });
}

void add_job_pages(const PageDesk& desk) {
  const ApiDoor& api = desk.api;
  desk.add("GET", "/console/jobs/{id}", [&api](Request& request, Visit& visit) {
    const std::string& id = request.parameter("id");
    const ApiAnswer answer = api.ask(visit.caller, "GET", address_of({"api", "v1", "jobs", id}));
    if (!answer.ok()) return refusal_page(visit.frame, answer.error(), answer.status);
    visit.frame.here = job_address(id);
    return job_page(visit.frame, answer.document);
  });
  desk.add("GET", "/console/jobs/{id}/file", [&api](Request& request, Visit& visit) {
    const std::string& id = request.parameter("id");
    const ApiAnswer answer = api.ask(visit.caller, "GET", address_of({"api", "v1", "jobs", id}));
    if (!answer.ok()) return refusal_page(visit.frame, answer.error(), answer.status);
    const std::string token = text_of(part_of(answer.document, "result"), "download");
    // Without a file there is nothing of that name: the API says so.
    Response file =
        api.fetch(visit.caller, "GET", address_of({"api", "v1", "results", token.empty() ? "-" : token}), "");
    if (file.file.empty()) {
      const ApiError none{5, "no-such-result", "there is no file of that name for you", ""};
      return refusal_page(visit.frame, none, none.status());
    }
    file.headers.emplace_back("Content-Disposition",
                              "attachment; filename=\"" + job_file_name(answer.document) + "\"");
    return file;
  });
}

}  // namespace

void add_campaign_pages(const PageDesk& desk) {
  using Campaign = boost::json::object;
  const ApiDoor& api = desk.api;
  desk.add("GET", kList, [&api](Request&, Visit& visit) { return list(api, visit); });
  add_campaign_file_pages(desk);
  desk.add("GET", "/console/campaigns/{id}",
           with_campaign(api, [&api](Request& request, Visit& visit, const Campaign& campaign) {
             return campaign_page(visit.frame, campaign, powers_over(api, visit.caller, campaign),
                                  request.asked("done"));
           }));
  desk.add("GET", "/console/campaigns/{id}/preview",
           with_campaign(api, [&api](Request&, Visit& visit, const Campaign& campaign) {
             return preview(api, visit, campaign, {});
           }));
  desk.add("POST", "/console/campaigns/{id}/preview",
           with_campaign(api, [&api](Request&, Visit& visit, const Campaign& campaign) {
             return ask_preview(api, visit, campaign);
           }));
  for (const char* what : {"report", "export"})
    desk.add("POST", std::string("/console/campaigns/{id}/") + what,
             with_campaign(api, [&api, what](Request&, Visit& visit, const Campaign& campaign) {
               return start_file(api, visit, text_of(campaign, "id"), what);
             }));
  add_acts(desk);
  add_job_pages(desk);
}

}  // namespace triand::server
