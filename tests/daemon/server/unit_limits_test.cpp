#include <catch2/catch.hpp>

#include "daemon/server/api/not_written_to.hpp"
#include "tests/daemon/server/api_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

using Keys = std::vector<std::string>;

const std::string kOurs = "PM05010000004";
const std::string kTheirs = "PA05010000001";

// A running campaign, looked at by an approver of the unit PM, who has one of its four customers.
struct UnitApi : ApiFixture {
  UnitApi() {
    load_customers();
    campaign = run();
    caller = {"minh", server::Role::approver, true, {"PM"}};
  }
  Keys found(const std::string& query) {
    Keys out;
    const Told told = post("/api/v1/deliveries/find", R"({"query":")" + query + R"("})");
    for (const char* list : {"deliveries", "not_written_to"})
      for (const auto& one : told.at(list).as_array()) out.push_back(as_text(one.at("customer_code")));
    return out;
  }
  Told order(const std::string& verb, const std::string& unit) {
    return post("/api/v1/campaigns/tri-an-2026/" + verb, R"({"unit":")" + unit + R"("})");
  }

  std::int64_t campaign = 0;
};

}  // namespace

TEST_CASE("a customer of another unit is not found, and nobody is said to have looked") {
  UnitApi api;
  const std::size_t audits = api.audited().size();
  CHECK(api.get("/api/v1/customers/" + kTheirs).exit() == 5);
  CHECK(api.get("/api/v1/customers/" + kTheirs).error() ==
        api.get("/api/v1/customers/PA05999999999").error());
  CHECK(api.audited().size() == audits);
  CHECK(api.get("/api/v1/customers/" + kOurs).text("full_name") == "Phạm Dung");
}

TEST_CASE("deliveries are found by whatever names them, in the caller's units only") {
  UnitApi api;
  CHECK(api.found("0987654321") == Keys{kOurs});
  CHECK(api.found(kOurs) == Keys{kOurs});
  CHECK(api.found(api.reference(kOurs, "sms")) == Keys{kOurs});
  CHECK(api.found("0912345678").empty());
  CHECK(api.found(kTheirs).empty());
  CHECK(api.found("PA05010000003").empty());  // a duplicate
  CHECK(api.found(api.reference(kTheirs, "sms")).empty());
}

TEST_CASE("a delivery of another unit can neither be shown nor decided about") {
  UnitApi api;
  api.send(api.campaign, "sms", domain::DeliveryEvent::answered_in_doubt);
  const std::string theirs = "/api/v1/deliveries/" + api.reference(kTheirs, "sms");
  const std::string ours = "/api/v1/deliveries/" + api.reference(kOurs, "sms");
  const std::size_t audits = api.audited().size();
  CHECK(api.get(theirs).exit() == 5);
  CHECK(api.post(theirs + "/resolve", R"({"as":"failed"})").exit() == 5);
  CHECK(api.post(theirs + "/resend").exit() == 5);
  CHECK(api.audited().size() == audits);
  CHECK(api.get(ours).exit() == 0);
  CHECK(api.post(ours + "/resolve", R"({"as":"delivered"})").exit() == 0);
}

TEST_CASE("the log shows what happened to the caller's customers") {
  UnitApi api;
  api.send(api.campaign, "sms", domain::DeliveryEvent::answered_accepted);
  const Told told = api.get("/api/v1/deliveries/tail");
  REQUIRE(told.at("deliveries").as_array().size() == 1);
  CHECK(as_text(told.at("deliveries").as_array()[0].at("customer_code")) == kOurs);
  api.caller.units.clear();
  CHECK(api.get("/api/v1/deliveries/tail").at("deliveries").as_array().size() == 2);
}

TEST_CASE("of which customer of another unit somebody is the duplicate is not told") {
  UnitApi api;
  boost::json::array list;
  for (const std::string& twin : {kTheirs, kOurs})
    list.push_back(boost::json::object{{"reason", "duplicate_customer"}, {"detail", twin}});
  list.push_back(boost::json::object{{"reason", "no_route"}, {"detail", kTheirs}});
  const auto reader = api.world->reader();
  server::hide_other_units(list, api.caller, *reader);
  CHECK(list[0].at("detail") == "");
  CHECK(as_text(list[1].at("detail")) == kOurs);
  CHECK(as_text(list[2].at("detail")) == kTheirs);
  server::Caller free = api.caller;
  free.units.clear();
  list[0].as_object()["detail"] = kTheirs;
  server::hide_other_units(list, free, *reader);
  CHECK(as_text(list[0].at("detail")) == kTheirs);
}

TEST_CASE("a campaign is told by the numbers of the caller's units, and the rest is not guessed from it") {
  UnitApi api;
  api.send(api.campaign, "sms", domain::DeliveryEvent::answered_accepted);
  const Told told = api.get("/api/v1/campaigns/tri-an-2026");
  CHECK(told.text("schema") == "triand.campaign/v1");
  CHECK(told.text("state") == "running");
  CHECK(told.at("recipients").at("total") == 1);
  CHECK(told.at("recipients").at("duplicate") == 0);
  CHECK(told.at("channels").at("sms").at("accepted") == 1);
  CHECK(told.at("channels").at("mail").at("queued") == 0);
  CHECK(told.at("cost").at("spent") == 850);
  CHECK(told.at("cost").at("planned").is_null());
  CHECK(told.at("forecast").at("shortfall").is_null());
  CHECK_FALSE(told.document.contains("plan"));
  REQUIRE(told.at("units").as_array().size() == 1);
  CHECK(told.at("units").as_array()[0].at("unit") == "PM");
  const Told all = api.get("/api/v1/campaigns");
  REQUIRE(all.at("campaigns").as_array().size() == 1);
  CHECK(all.at("campaigns").as_array()[0].at("recipients").at("total") == 1);
  CHECK(api.get("/api/v1/campaigns/nothing").exit() == 5);
}

TEST_CASE("a campaign is paused and resumed in the caller's units only") {
  UnitApi api;
  for (const char* unit : {"", "PA05", "pa05", "XX"}) {
    CAPTURE(unit);
    CHECK(api.order("pause", unit).exit() == 4);
    CHECK(api.order("resume", unit).exit() == 4);
  }
  CHECK(api.world->reader()->pauses().empty());
  const Told paused = api.order("pause", "pm");
  CHECK(paused.exit() == 0);
  CHECK(paused.at("recipients").at("total") == 1);
  REQUIRE(paused.at("pauses").as_array().size() == 1);
  CHECK(paused.at("pauses").as_array()[0].at("unit") == "PM");
  CHECK(api.order("resume", "PM").exit() == 0);
  CHECK(api.world->reader()->pauses().empty());
}

TEST_CASE("another unit's pause is not shown") {
  UnitApi api;
  const server::Caller limited = api.caller;
  api.caller = {"lan", server::Role::admin, true};
  REQUIRE(api.order("pause", "PA05").exit() == 0);
  api.caller = limited;
  CHECK(api.get("/api/v1/campaigns/tri-an-2026").at("pauses").as_array().empty());
}

TEST_CASE("suppressions and erasures are for the caller's customers, not for addresses") {
  UnitApi api;
  const std::string path = "/api/v1/suppressions";
  for (const char* verb : {"", "/find", "/remove"}) {
    CAPTURE(verb);
    CHECK(api.post(path + verb, R"({"subject":"0987654321"})").exit() == 4);
    CHECK(api.post(path + verb, R"({"subject":")" + kTheirs + R"("})").exit() == 5);
  }
  const std::string body = R"({"subject":")" + kOurs + R"("})";
  CHECK(api.post(path, body).exit() == 0);
  CHECK(api.post(path + "/find", body).at("suppressions").as_array().size() == 1);
  CHECK(api.post(path + "/remove", body).exit() == 0);
  CHECK(api.post("/api/v1/customers/" + kTheirs + "/erase", R"({"confirm":")" + kTheirs + R"("})").exit() ==
        5);
  CHECK(api.post("/api/v1/customers/" + kOurs + "/erase", R"({"confirm":")" + kOurs + R"("})").exit() == 0);
}

TEST_CASE("what cannot be limited to units is refused with the units that the role is limited to") {
  UnitApi api;
  const Told told = api.get("/api/v1/status");
  CHECK(told.exit() == 4);
  CHECK(told.error().find("limited to PM") != std::string::npos);
}
