#include <catch2/catch.hpp>

#include "daemon/domain/mask.hpp"
#include "daemon/store/channel_writer.hpp"
#include "tests/daemon/server/api_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

using Keys = std::vector<std::string>;

const Keys kFields = {"reference", "campaign", "customer_code", "channel",  "address",
                      "state",     "reason",   "updated_at",    "attempts", "provider_id"};

Told find(ApiFixture& api, const std::string& query, bool reveal = false) {
  boost::json::object body;
  body["query"] = query;
  body["reveal"] = reveal;
  return api.post("/api/v1/deliveries/find", boost::json::serialize(body));
}

const boost::json::array& found(const Told& told) { return told.at("deliveries").as_array(); }

}  // namespace

TEST_CASE("deliveries are found by code, telephone in any form, email and reference") {
  ApiFixture api;
  api.load_customers();
  api.run();
  const std::string sms = api.reference("PA05010000001", "sms");
  for (const std::string& query :
       {std::string("PA05010000001"), std::string(" pa05010000001 "), std::string("+84912345678"),
        std::string("0912 345 678"), std::string("0912.345.678"), std::string("AN@EXAMPLE.vn"), sms}) {
    INFO(query);
    const Told told = find(api, query);
    CHECK(told.keys() == Keys{"schema", "deliveries", "not_written_to"});
    CHECK(told.text("schema") == "triand.deliveries/v1");
    REQUIRE(found(told).size() == 1);
    CHECK(keys_of(found(told)[0].as_object()) == kFields);
    CHECK(as_text(found(told)[0].at("reference")) == sms);
    CHECK(as_text(found(told)[0].at("address")) == domain::mask_telephone("+84912345678"));
    CHECK(found(told)[0].at("state") == "queued");
    CHECK(found(told)[0].at("reason") == "");
    CHECK(found(told)[0].at("attempts") == 0);
    CHECK(found(told)[0].at("updated_at") == "2026-12-18T08:00:00+07:00");
  }
}

TEST_CASE("a program that takes the email is shown with the email, wherever a delivery is shown") {
  ApiFixture api;
  api.load_customers();
  api.run();
  api.write([](store::WriteSession& session) {
    (void)store::put_channels(session, {{"sms", "exec", domain::AddressKind::email}});
  });
  const std::string reference = api.reference("PA05010000001", "sms");
  const Told told = find(api, "PA05010000001");
  REQUIRE(found(told).size() == 1);
  CHECK(as_text(found(told)[0].at("address")) == domain::mask_email("an@example.vn"));
  CHECK(as_text(found(find(api, reference, true))[0].at("address")) == "an@example.vn");
  CHECK(api.get("/api/v1/deliveries/" + reference).text("address") == domain::mask_email("an@example.vn"));
}

TEST_CASE("nothing found is an empty list, nothing asked is refused") {
  ApiFixture api;
  api.load_customers();
  api.run();
  for (const char* query : {"PA05999999999", "0900000000", "x@y.vn", "%", "PA05010000003"}) {
    const Told told = find(api, query);
    CHECK(told.status == 200);
    CHECK(found(told).empty());
  }
  CHECK(find(api, " ").exit() == 2);
  CHECK(api.post("/api/v1/deliveries/find", "").exit() == 2);
}

TEST_CASE("the newest change comes first") {
  ApiFixture api;
  api.load_customers();
  const std::int64_t old = api.run("tri-an-2025");
  api.run("tri-an-2026");
  api.now += std::chrono::hours(1);
  api.send(old, "sms", domain::DeliveryEvent::answered_accepted);
  const Told told = find(api, "PA05010000001");
  REQUIRE(found(told).size() == 2);
  CHECK(found(told)[0].at("campaign") == "tri-an-2025");
  CHECK(found(told)[0].at("updated_at") == "2026-12-18T09:00:00+07:00");
  CHECK(found(told)[0].at("provider_id") == "gw-1");
  CHECK(found(told)[0].at("attempts") == 1);
}

TEST_CASE("an address is shown whole only to a role that may, only when asked, and is audited") {
  ApiFixture api;
  api.load_customers();
  api.run();
  const std::string whole = "+84912345678";
  CHECK(as_text(found(find(api, "PA05010000001"))[0].at("address")) != whole);
  CHECK(api.audited() == Keys{"lan campaign.approve tri-an-2026 "});
  CHECK(as_text(found(find(api, "0912345678", true))[0].at("address")) == whole);
  CHECK(api.audited().back() == "lan delivery.reveal PA05010000001 ");
  const std::string reference = api.reference("PA05010000001", "sms");
  CHECK(as_text(api.get("/api/v1/deliveries/" + reference + "?reveal=1").at("address")) == whole);
  CHECK(api.audited().back() == "lan delivery.reveal " + reference + " ");
  const std::size_t audits = api.audited().size();
  api.caller.role = server::Role::viewer;
  CHECK(as_text(found(find(api, "PA05010000001", true))[0].at("address")) != whole);
  CHECK(as_text(api.get("/api/v1/deliveries/" + reference + "?reveal=1").at("address")) != whole);
  CHECK(api.audited().size() == audits);
}

TEST_CASE("the address is the one that was sent to, also after the customer changed") {
  ApiFixture api;
  api.load_customers();
  const std::int64_t row = api.run();
  api.send(row, "mail", domain::DeliveryEvent::answered_accepted);
  auto changed = api.world->reader()->customer("PA05010000002").value().customer;
  changed.email = "new@example.vn";
  api.load({changed});
  for (const char* query : {"binh@example.vn", "new@example.vn"}) {
    const Told told = find(api, query, true);
    REQUIRE(found(told).size() == 1);
    CHECK(found(told)[0].at("address") == "binh@example.vn");
  }
}

TEST_CASE("a delivery is shown with its text and a history that begins with the plan") {
  ApiFixture api;
  api.load_customers();
  const std::int64_t row = api.run();
  api.now += std::chrono::minutes(5);
  api.send(row, "sms", domain::DeliveryEvent::answered_rejected, domain::Reason::bad_number,
           "84912345678 and 0912345678 are no numbers");
  const std::string reference = api.reference("PA05010000001", "sms");
  const Told told = api.get("/api/v1/deliveries/" + reference);
  Keys promised{"schema"};
  promised.insert(promised.end(), kFields.begin(), kFields.end());
  for (const char* more : {"text", "subject", "history"}) promised.emplace_back(more);
  REQUIRE(told.keys().size() >= promised.size());
  CHECK(std::equal(promised.begin(), promised.end(), told.keys().begin()));
  CHECK(told.text("schema") == "triand.delivery/v1");
  CHECK(told.text("state") == "failed");
  CHECK(told.text("reason") == "bad_number");
  CHECK(told.text("text") == "Kính gửi PA05010000001");
  CHECK(told.text("subject") == "Tri ân");
  const auto& history = told.at("history").as_array();
  REQUIRE(history.size() == 2);
  CHECK(history[0].at("event") == "planned");
  CHECK(history[0].at("at") == "2026-12-18T08:00:00+07:00");
  CHECK(keys_of(history[1].as_object()) == Keys{"at", "event", "detail", "state", "reason", "class", "code",
                                                "provider_id", "latency_ms", "who"});
  CHECK(history[1].at("event") == "attempt");
  CHECK(history[1].at("at") == "2026-12-18T08:05:00+07:00");
  CHECK(history[1].at("state") == "failed");
  CHECK(history[1].at("latency_ms") == 42);
  CHECK(history[1].at("detail") == "0912 *** 678 and 0912 *** 678 are no numbers");
  const Told whole = api.get("/api/v1/deliveries/" + reference + "?reveal=1");
  CHECK(whole.at("history").as_array()[1].at("detail") == "84912345678 and 0912345678 are no numbers");
}

TEST_CASE("a viewer sees no text, which names the customer") {
  ApiFixture api;
  api.load_customers();
  api.run();
  api.caller.role = server::Role::viewer;
  const Told told = api.get("/api/v1/deliveries/" + api.reference("PA05010000001", "sms"));
  CHECK(told.status == 200);
  CHECK(told.at("text").is_null());
  CHECK(told.at("subject").is_null());
}

TEST_CASE("a reference is known in either letter case, and an unknown one is not found") {
  ApiFixture api;
  api.load_customers();
  api.run();
  std::string reference = api.reference("PA05010000001", "sms");
  for (char& c : reference) c = static_cast<char>(std::tolower(c));
  CHECK(api.get("/api/v1/deliveries/" + reference).exit() == 0);
  reference.back() = reference.back() == '0' ? '1' : '0';
  for (const std::string& unknown : {reference, std::string("x"), std::string("PA05010000001")}) {
    const Told told = api.get("/api/v1/deliveries/" + unknown);
    CHECK(told.exit() == 5);
    CHECK(told.status == 404);
    CHECK(api.post("/api/v1/deliveries/" + unknown + "/resolve", R"({"as":"failed"})").exit() == 5);
    CHECK(api.post("/api/v1/deliveries/" + unknown + "/resend").exit() == 5);
  }
}

TEST_CASE("a channel that took over says from which and why") {
  ApiFixture api;
  api.load_customers();
  const std::int64_t row = api.run();
  const auto claimed = api.send(row, "sms", domain::DeliveryEvent::answered_in_doubt);
  api.next_channel = api.row_of("mail");
  api.now += std::chrono::minutes(1);
  const std::string sms = api.reference("PA05010000001", "sms");
  REQUIRE(api.post("/api/v1/deliveries/" + sms + "/resolve", R"({"as":"failed"})").exit() == 0);
  const Told told = api.get("/api/v1/deliveries/" + api.reference("PA05010000001", "mail"));
  const auto& history = told.at("history").as_array();
  REQUIRE(history.size() == 2);
  CHECK(history[1].at("event") == "took_over");
  CHECK(history[1].at("at") == "2026-12-18T08:01:00+07:00");
  CHECK(history[1].at("detail") == "sms failed: resolved_by_hand");
  CHECK(api.get("/api/v1/deliveries/" + sms).at("history").as_array().back().at("event") == "resolved");
}

TEST_CASE("the log goes on from its cursor without losing or repeating an event") {
  ApiFixture api;
  api.load_customers();
  const std::int64_t row = api.run();
  const std::string tail = "/api/v1/deliveries/tail";
  const Told none = api.get(tail);
  CHECK(none.keys() == Keys{"schema", "cursor", "deliveries"});
  CHECK(none.text("schema") == "triand.tail/v1");
  CHECK(found(none).empty());
  api.send(row, "sms", domain::DeliveryEvent::answered_accepted);
  api.send(row, "mail", domain::DeliveryEvent::answered_in_doubt);
  const Told newest = api.get(tail + "?limit=1");
  REQUIRE(found(newest).size() == 1);
  CHECK(found(newest)[0].at("channel") == "mail");
  CHECK(found(newest)[0].at("state") == "in_doubt");
  CHECK(found(newest)[0].at("event") == "attempt");

  std::vector<std::string> seen;
  std::int64_t cursor = found(api.get(tail)).size() == 3 ? 1 : -1;
  for (int page = 0; page < 2; ++page) {
    const Told told = api.get(tail + "?limit=1&after=" + std::to_string(cursor));
    REQUIRE(found(told).size() == 1);
    cursor = told.at("cursor").as_int64();
    seen.emplace_back(found(told)[0].at("reference").as_string());
  }
  CHECK(seen[1] == api.reference("PA05010000002", "mail"));
  CHECK(seen[0] != seen[1]);
  const Told end = api.get(tail + "?after=" + std::to_string(cursor));
  CHECK(found(end).empty());
  CHECK(end.at("cursor") == cursor);
}

TEST_CASE("a cursor moves past events that the filter leaves out") {
  ApiFixture api;
  api.load_customers();
  const std::int64_t row = api.run();
  api.send(row, "sms", domain::DeliveryEvent::answered_accepted);
  const Told told = api.get("/api/v1/deliveries/tail?after=1&channel=mail");
  CHECK(found(told).empty());
  CHECK(told.at("cursor") == 2);
  const Told accepted = api.get("/api/v1/deliveries/tail?state=accepted&channel=sms");
  CHECK(found(accepted).size() == 2);
  CHECK(as_text(found(accepted)[0].at("address")) == domain::mask_telephone("+84912345678"));
}

TEST_CASE("a tail that asks for what there is not is refused") {
  ApiFixture api;
  CHECK(api.get("/api/v1/deliveries/tail?state=lost").exit() == 2);
  CHECK(api.get("/api/v1/deliveries/tail?limit=0").exit() == 2);
  CHECK(api.get("/api/v1/deliveries/tail?limit=1001").exit() == 2);
  CHECK(api.get("/api/v1/deliveries/tail?after=x").exit() == 2);
  CHECK(api.get("/api/v1/deliveries/tail?channel=fax").exit() == 5);
}
