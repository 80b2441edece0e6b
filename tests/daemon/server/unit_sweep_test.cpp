#include <catch2/catch.hpp>

#include <set>
#include <string>

#include "tests/daemon/server/probed_api.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

const std::string kOurs = "PM05010000004";
const std::string kTheirs = "PA05010000001";

// What names somebody or something of the other unit.
const char* const kForeign[] = {"PA0501000000", "Nguyễn Văn An", "Trần Bình", "Lê Chi",     "912345678",
                                "0912 *** 678", "binh@example",  "b***@",     "an@example", "a***@",
                                "12 Trần Phú",  "Bắc Giang",     "\"PA05\"",  ",PA05,"};

std::string foreign_in(const std::string& text) {
  std::string out;
  for (const char* word : kForeign)
    if (text.find(word) != std::string::npos) out += std::string(out.empty() ? "" : ", ") + word;
  return out;
}

const server::Route& route_of(const server::Router& router, const Probe& probe) {
  for (const server::Route& route : router.routes())
    if (route.method == probe.method && route.pattern == probe.pattern) return route;
  throw std::logic_error(std::string("no such route: ") + probe.pattern);
}

// Routes whose answers hold nothing of a unit's customers, whoever asks.
bool names_no_customer(const Probe& probe) {
  static const std::set<std::string> routes = {
      "GET /api/v1/openapi.json",
      "GET /api/v1/jobs/{id}",
      "GET /api/v1/campaigns",
      "GET /api/v1/templates",
      "POST /api/v1/suppressions/remove",
      "GET /api/v1/tokens",
      "POST /api/v1/tokens",
      "POST /api/v1/tokens/{id}/revoke",
  };
  return routes.contains(std::string(probe.method) + " " + probe.pattern);
}

server::Caller of_unit() { return {"minh", server::Role::approver, true, {"PM"}}; }

}  // namespace

TEST_CASE("every route has a probe, and every probe a route") {
  const WholeApi api;
  for (const server::Route& route : api.router.routes()) {
    INFO(route.method << " " << route.pattern);
    CHECK(std::any_of(probes().begin(), probes().end(), [&](const Probe& probe) {
      return route.method == probe.method && route.pattern == probe.pattern;
    }));
  }
  for (const Probe& probe : probes()) CHECK_NOTHROW(route_of(api.router, probe));
}

TEST_CASE("whoever is limited to units gets what is theirs and nothing of another unit, by any route") {
  const WholeApi whole;
  int served = 0;
  for (const Probe& probe : probes()) {
    if (!route_of(whole.router, probe).keeps_to_units) continue;
    INFO(probe.method << " " << probe.pattern << probe.query << " " << probe.body);
    ++served;
    {
      ProbedApi api(probe.scene);
      api.caller = of_unit();
      const Probed probed = api.perform(probe, kOurs);
      CAPTURE(probed.told.response.body);
      CHECK(probed.told.exit() == 0);
      CHECK(foreign_in(probed.everything).empty());
    }
    {
      ProbedApi api(probe.scene);
      api.caller = of_unit();
      const Probed probed = api.perform(probe, kTheirs);
      CAPTURE(probed.told.response.body);
      CHECK(foreign_in(probed.everything).empty());
    }
    ProbedApi api(probe.scene);
    api.caller.name = "minh";
    // The words would be found: the route shows them to whoever is not limited.
    CHECK(foreign_in(api.perform(probe, kTheirs).everything).empty() == names_no_customer(probe));
  }
  CHECK(served > 20);
}

TEST_CASE("whoever is limited to units changes nothing of another unit's") {
  const WholeApi whole;
  for (const Probe& probe : probes()) {
    const std::string pattern = probe.pattern;
    const bool decides = pattern.ends_with("/erase") || pattern.ends_with("/notes") ||
                         pattern.ends_with("/resolve") || pattern.ends_with("/resend") ||
                         pattern.ends_with("/pause") || pattern == "/api/v1/suppressions" ||
                         pattern.ends_with("/suppressions/remove");
    if (!decides || std::string(probe.method) != "POST" || !route_of(whole.router, probe).keeps_to_units)
      continue;
    INFO(probe.method << " " << probe.pattern);
    ProbedApi api(probe.scene);
    api.caller = of_unit();
    const Probed probed = api.perform(probe, kTheirs);
    CHECK((probed.told.exit() == 4 || probed.told.exit() == 5));
    for (const std::string& line : api.audited()) CHECK_FALSE(line.starts_with("minh "));
  }
}

TEST_CASE("a job and a file are their owner's, with the units that he had") {
  ProbedApi api(Probe::Scene::running);
  const std::string export_of = "/api/v1/campaigns/tri-an-2026/export";
  const auto start = [&] { return api.post(export_of, R"({"format":"csv"})").text("job"); };
  const std::string of_all = start();
  api.caller = of_unit();
  CHECK(api.get("/api/v1/jobs/" + of_all).exit() == 5);
  const std::string own = start();
  const std::string token = as_text(api.job_end(own).at("result").at("download"));
  CHECK(api.get("/api/v1/jobs/" + own).at("result").at("rows") == 1);
  CHECK(api.get("/api/v1/jobs/" + own).at("progress").at("total") == 1);
  api.caller.name = "binh";
  CHECK(api.get("/api/v1/jobs/" + own).exit() == 5);
  CHECK(api.get("/api/v1/results/" + token).exit() == 5);
  api.caller = of_unit();
  api.caller.units = {"PA05"};
  CHECK(api.get("/api/v1/jobs/" + own).exit() == 5);
  CHECK(api.get("/api/v1/results/" + token).exit() == 5);
  api.caller = of_unit();
  CHECK(api.get("/api/v1/results/" + token).exit() == 0);
}

TEST_CASE("every job that the API starts is shown to whoever started it, and to no other") {
  int jobs = 0;
  for (const Probe& probe : probes()) {
    INFO(probe.method << " " << probe.pattern);
    ProbedApi api(probe.scene);
    api.caller = {"minh", server::Role::admin};
    const Probed probed = api.perform(probe, kOurs);
    const bool started = std::string(probe.method) == "POST" && probed.told.document.contains("job");
    if (!started) continue;
    ++jobs;
    const std::string address = "/api/v1/jobs/" + probed.told.text("job");
    api.caller.role = server::Role::approver;
    CHECK(api.get(address).exit() == 0);
    api.caller.name = "binh";
    CHECK(api.get(address).exit() == 5);
  }
  CHECK(jobs >= 8);
}

TEST_CASE("what can be told of the whole only is refused, or left out") {
  ProbedApi api(Probe::Scene::failed);
  api.caller = of_unit();
  CHECK(api.get("/api/v1/campaigns/tri-an-2026/preview").exit() == 4);
  CHECK(api.post("/api/v1/campaigns/tri-an-2026/report", R"({"format":"json"})").exit() == 4);
  const Probe report{"POST", "/api/v1/campaigns/{id}/report", "", R"({"format":"html"})"};
  const std::string told = api.perform(report, kOurs).everything;
  CHECK(told.find("Hải Dương") != std::string::npos);
  CHECK(told.find("kế hoạch 1.700 đ") == std::string::npos);
  api.caller = {"lan", server::Role::admin, true};
  CHECK(api.perform(report, kOurs).everything.find("kế hoạch 1.700 đ") != std::string::npos);
}

TEST_CASE("a limited list of suppressions is read a page at a time and misses nothing") {
  ApiFixture api;
  api.load_customers();
  domain::Customer more;
  std::vector<domain::Customer> list;
  for (int number = 5; number < 10; ++number) {
    more.code = "PM0501000000" + std::to_string(number);
    more.full_name = "Khách";
    more.unit = "PM";
    list.push_back(more);
  }
  api.load(list);
  for (const char* code : {"PM05010000005", "PA05010000001", "PM05010000006", "PA05010000002",
                           "PM05010000007", "0912345678", "PM05010000008"})
    REQUIRE(api.post("/api/v1/suppressions", R"({"subject":")" + std::string(code) + R"("})").exit() == 0);
  api.caller = of_unit();
  std::vector<std::string> seen;
  std::string target = "/api/v1/suppressions?limit=1";
  for (int page = 0; page < 10; ++page) {
    const Told told = api.get(target);
    for (const auto& row : told.at("suppressions").as_array())
      seen.push_back(as_text(row.at("customer_code")));
    if (told.at("next").is_null()) break;
    target = "/api/v1/suppressions?limit=1&before=" + boost::json::serialize(told.at("next"));
  }
  CHECK(seen == std::vector<std::string>{"PM05010000008", "PM05010000007", "PM05010000006", "PM05010000005"});
}
