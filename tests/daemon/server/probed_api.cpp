#include "tests/daemon/server/probed_api.hpp"

#include <unistd.h>

#include <fstream>
#include <iterator>
#include <utility>

#include "daemon/server/api/letter_routes.hpp"
#include "daemon/server/job_route.hpp"
#include "daemon/server/metrics/metrics_route.hpp"
#include "daemon/server/unit_limits.hpp"

namespace triand::tests {
namespace {

using Scene = Probe::Scene;

const char* const kBatch = "TRIAN-1";
const std::string kAcks = "reference,status,date,reason\n{reference},posted,2026-12-18,\n";
const std::string kDoNotCall = "phone\n0911222333\n";

void replace_all(std::string& text, const std::string& what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

std::string content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

const std::vector<Probe>& probes() {
  static const std::vector<Probe> kProbes = {
      {"GET", "/livez"},
      {"GET", "/readyz"},
      {"GET", "/metrics"},
      {"GET", "/api/v1/openapi.json"},
      {"GET", "/api/v1/status"},
      {"GET", "/api/v1/jobs/{id}"},
      {"GET", "/api/v1/results/{token}"},

      {"GET", "/api/v1/customers/{code}"},
      {"POST", "/api/v1/customers/{code}/notes", "", R"({"note":"asked for the letter"})"},
      {"POST", "/api/v1/customers/{code}/erase", "", R"({"confirm":"{code}"})"},
      {"POST", "/api/v1/customers/duplicates", "?reveal=1"},
      {"GET", "/api/v1/imports"},
      {"POST", "/api/v1/imports", "?file=list.csv", "", "customer_code\n{code}\n"},
      {"POST", "/api/v1/imports/{id}/undo"},
      {"GET", "/api/v1/imports/{id}/rejects"},

      {"GET", "/api/v1/campaigns"},
      {"GET", "/api/v1/campaigns/{id}"},
      {"GET", "/api/v1/campaigns/{id}/balance"},
      {"POST", "/api/v1/campaigns/check", "", R"({"file":"a.yaml","text":"x"})"},
      {"POST", "/api/v1/campaigns/plan", "", R"({"file":"a.yaml","text":"x"})"},
      {"GET", "/api/v1/campaigns/{id}/preview", "?customer={code}"},
      {"POST", "/api/v1/campaigns/{id}/preview", "", R"({"samples":"3"})"},
      {"POST", "/api/v1/campaigns/{id}/test", "",
       R"({"channel":"sms","to":"0911222333","customer":"{code}"})"},
      {"GET", "/api/v1/templates", "?message=tri-an/sms.txt"},
      {"POST", "/api/v1/templates/preview", "", R"({"channel":"sms","text":"x","customers":["{code}"]})"},
      {"POST", "/api/v1/campaigns/{id}/approve", "", "", "", Scene::planned},
      {"POST", "/api/v1/campaigns/{id}/pause", "", R"({"unit":"{unit}"})"},
      {"POST", "/api/v1/campaigns/{id}/resume", "", R"({"unit":"{unit}"})"},
      {"POST", "/api/v1/campaigns/{id}/cancel", "", R"({"confirm":"tri-an-2026"})"},
      {"POST", "/api/v1/campaigns/{id}/export", "", R"({"format":"csv","reveal":true})"},
      {"POST", "/api/v1/campaigns/{id}/export", "", R"({"format":"csv"})", "", Scene::failed},
      {"POST", "/api/v1/campaigns/{id}/report", "", R"({"format":"html"})", "", Scene::failed},

      {"POST", "/api/v1/deliveries/find", "", R"({"query":"{code}","reveal":true})"},
      {"POST", "/api/v1/deliveries/find", "", R"({"query":"{reference}"})"},
      {"POST", "/api/v1/deliveries/find", "", R"({"query":"0912345678"})"},
      {"GET", "/api/v1/deliveries/tail", "", "", "", Scene::failed},
      {"GET", "/api/v1/deliveries/{reference}", "?reveal=1"},
      {"POST", "/api/v1/deliveries/{reference}/resolve", "", R"({"as":"delivered"})", "", Scene::in_doubt},
      {"POST", "/api/v1/deliveries/{reference}/resend", "", "", "", Scene::failed},

      {"GET", "/api/v1/channels"},
      {"GET", "/api/v1/channels/{name}"},
      {"POST", "/api/v1/channels/{name}/pause"},
      {"POST", "/api/v1/channels/{name}/resume"},
      {"POST", "/api/v1/channels/{name}/authorize", "", R"({"access_token":"a","refresh_token":"b"})"},
      {"POST", "/api/v1/channels/{name}/test", "", R"({"to":"0911222333"})"},

      {"GET", "/api/v1/suppressions", "?reveal=1"},
      {"POST", "/api/v1/suppressions/find", "", R"({"subject":"{code}","reveal":true})"},
      {"POST", "/api/v1/suppressions", "", R"({"subject":"{code}","scope":"sms"})"},
      {"POST", "/api/v1/suppressions/remove", "", R"({"subject":"{code}"})"},
      {"POST", "/api/v1/suppressions/import", "?file=dnc.csv", "", kDoNotCall},

      {"GET", "/api/v1/letters"},
      {"POST", "/api/v1/letters/{batch}/release"},
      {"POST", "/api/v1/letters/{batch}/reprint"},
      {"GET", "/api/v1/letters/{batch}/pdf"},
      {"GET", "/api/v1/letters/{batch}/manifest"},
      {"POST", "/api/v1/letters/ack", "", "", kAcks},

      {"POST", "/api/v1/backup"},
      {"GET", "/api/v1/users"},
      {"POST", "/api/v1/users", "", R"({"name":"binh","role":"viewer","no_password":true})"},
      {"POST", "/api/v1/users/{name}/passwd", "", R"({"no_password":true})"},
      {"POST", "/api/v1/users/{name}/role", "", R"({"role":"viewer"})"},
      {"POST", "/api/v1/users/{name}/disable"},
      {"POST", "/api/v1/users/{name}/enable"},
      {"GET", "/api/v1/tokens"},
      {"POST", "/api/v1/tokens", "", R"({"name":"report-job"})"},
      {"POST", "/api/v1/tokens/{id}/revoke"},
      {"GET", "/api/v1/users/{name}/tokens"},
      {"POST", "/api/v1/users/{name}/tokens", "", R"({"name":"report-job"})"},
      {"POST", "/api/v1/users/{name}/tokens/{id}/revoke"},
      {"GET", "/api/v1/audit"},
  };
  return kProbes;
}

WholeApi::WholeApi() {
  router.add(server::job_route(*jobs));
  server::add_metrics_route(router, *world, std::make_shared<server::EventMetrics>());
  server::LetterWorld press;
  press.letters_of = [](const std::string&) { return std::vector<std::string>(); };
  press.reprints = [] { return std::map<std::string, std::string>(); };
  server::add_letter_routes(router, *world, std::move(press));
}

ProbedApi::ProbedApi(Scene scene) {
  service.database = path;
  batches.push_back(
      {.name = kBatch, .state = "rendered", .letters = 1, .created = now, .folder = folder.path()});
  for (const char* file : {"letters.pdf", "manifest.csv"}) std::ofstream(folder / file) << "Trần Phú";
  planned = boost::json::object{{"id", "tri-an-2026"}};
  world->preview_samples = [](const server::PreviewOrder&, server::Progress&) -> server::JobResult {
    return boost::json::object{{"schema", "triand.preview/v1"}};
  };
  world->preview = [](const std::string&, const std::string& customer, const std::string&) -> server::Answer {
    return boost::json::object{{"schema", "triand.preview/v1"}, {"customer_code", customer}};
  };
  world->test_campaign = [](const server::TestOrder&, const server::Caller&) -> server::Answer {
    return boost::json::object{{"schema", "triand.test/v1"}};
  };
  if (scene == Scene::nothing) return;
  load_customers();
  if (scene == Scene::planned) {
    plan();
    return;
  }
  const std::int64_t campaign = run();
  if (scene == Scene::in_doubt) send(campaign, "sms", domain::DeliveryEvent::answered_in_doubt);
  if (scene == Scene::failed)
    send(campaign, "sms", domain::DeliveryEvent::answered_rejected, domain::Reason::mailbox_full);
}

std::string ProbedApi::filled(std::string text, const std::string& code) {
  replace_all(text, "{code}", code);
  replace_all(text, "{unit}", code.substr(0, code.starts_with("PM") ? 2 : 4));
  if (text.find("{reference}") != std::string::npos) replace_all(text, "{reference}", reference(code, "sms"));
  return text;
}

void ProbedApi::prepare(const Probe& probe, const std::string& code) {
  const server::Caller asks = std::exchange(caller, {"an", server::Role::admin, true});
  const std::string pattern = probe.pattern;
  if (pattern.ends_with("/campaigns/{id}/resume"))
    (void)post("/api/v1/campaigns/tri-an-2026/pause", filled(probe.body, code));
  if (pattern.ends_with("/channels/{name}/resume")) (void)post("/api/v1/channels/sms/pause");
  if (pattern.starts_with("/api/v1/suppressions") && probe.body.find("scope") == std::string::npos)
    for (const char* subject : {"PA05010000001", "PA05010000002", "PM05010000004", "0912345678"})
      (void)post("/api/v1/suppressions", R"({"subject":")" + std::string(subject) + R"("})");
  // Of tokens: also whoever asks.
  if (pattern.find("/tokens") != std::string::npos && asks.name != "minh")
    (void)post("/api/v1/users", R"({"name":")" + asks.name + R"(","role":"admin","no_password":true})");
  if (pattern.starts_with("/api/v1/users/") || pattern.find("/tokens") != std::string::npos)
    (void)post("/api/v1/users", R"({"name":"minh","role":"support","no_password":true})");
  if (pattern.ends_with("/tokens/{id}/revoke")) {
    const bool own = pattern.starts_with("/api/v1/tokens/");
    (void)post("/api/v1/users/" + (own ? asks.name : "minh") + "/tokens", R"({"name":"old-job"})");
  }
  if (pattern.ends_with("/enable")) (void)post("/api/v1/users/minh/disable");
  caller = asks;
}

std::string ProbedApi::own_job() {
  return jobs
      ->start(
          "export", [](server::Progress&) -> server::JobResult { return boost::json::object(); }, {},
          server::ownership(caller))
      .value();
}

std::string ProbedApi::own_result() {
  const Told told = post("/api/v1/campaigns/tri-an-2026/export", R"({"format":"csv","reveal":true})");
  return as_text(job_end(told.text("job")).at("result").at("download"));
}

Probed ProbedApi::perform(const Probe& probe, const std::string& code) {
  prepare(probe, code);
  std::string target = probe.pattern;
  const auto is_below = [&](const char* what) { return target.find(what) != std::string::npos; };
  if (is_below("{token}")) replace_all(target, "{token}", own_result());
  replace_all(target, "{batch}", kBatch);
  replace_all(target, "{name}", is_below("/users/") ? "minh" : "sms");
  replace_all(target, "{id}",
              is_below("/campaigns/")                     ? "tri-an-2026"
              : is_below("/jobs/")                        ? own_job()
              : is_below("/undo") || is_below("/tokens/") ? "1"
                                                          : "7");
  target = filled(target + probe.query, code);
  server::Request request;
  request.method = probe.method;
  request.body = filled(probe.body, code);
  if (!probe.upload.empty()) {
    request.upload_file = folder / "upload-probe";
    std::ofstream(request.upload_file, std::ios::binary) << filled(probe.upload, code);
  }
  Probed out;
  out.told = run_route(request, target);
  out.asked_for = request.asked_for;
  if (!request.upload_file.empty()) ::unlink(request.upload_file.c_str());
  out.everything = out.told.response.body;
  if (!out.told.response.file.empty()) out.everything += content_of(out.told.response.file);
  if (out.told.exit() != 0 || !out.told.document.contains("job")) return out;
  const std::string id = out.told.text("job");
  out.everything += boost::json::serialize(job_end(id));
  const Told job = get("/api/v1/jobs/" + id);
  out.everything += job.response.body;
  if (job.exit() != 0 || job.document.at("result").is_null()) return out;
  out.result = job.at("result").as_object();
  if (!out.result.contains("download")) return out;
  const Told file = get("/api/v1/results/" + as_text(out.result.at("download")));
  if (file.response.file.empty()) return out;
  out.everything += content_of(file.response.file);
  ::unlink(file.response.file.c_str());
  return out;
}

}  // namespace triand::tests
