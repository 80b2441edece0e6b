#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "tests/daemon/server/api_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

using Keys = std::vector<std::string>;

const std::string kPath = "/api/v1/suppressions";

const boost::json::array& rows_of(const Told& told) { return told.at("suppressions").as_array(); }

}  // namespace

TEST_CASE("a suppression is added, told with its promised members, and masked unless revealed") {
  ApiFixture api;
  api.load_customers();
  const Told told =
      api.post(kPath, R"({"subject":"0912 345 678","scope":"sms","until":"2026-12-31","note":"rang us"})");
  CHECK(told.keys() == Keys{"schema", "fate", "id", "kind", "customer_code", "address", "scope", "class",
                            "reason", "note", "since", "until", "who", "active", "erased"});
  CHECK(told.text("schema") == "triand.suppression/v1");
  CHECK(told.text("fate") == "added");
  CHECK(told.text("address") == "0912 *** 678");
  // To the end of the last day, where the service is.
  CHECK(told.text("until") == "2027-01-01T00:00:00+07:00");
  CHECK(api.changes == 1);
  CHECK(api.audited().back() == "lan suppression.add 0912 *** 678 sms opted_out");
  CHECK(api.post(kPath, R"({"subject":"0912345678","scope":"sms","until":"2026-12-31"})").text("fate") ==
        "unchanged");
  const Told listed = api.get(kPath);
  REQUIRE(rows_of(listed).size() == 1);
  CHECK(rows_of(listed)[0].at("address") == "0912 *** 678");
  CHECK(rows_of(listed)[0].at("note") == "***");
  CHECK(rows_of(api.get(kPath + "?reveal=1"))[0].at("address") == "+84912345678");
  CHECK(api.audited().back() == "lan suppression.reveal list ");
  api.caller.role = server::Role::viewer;
  CHECK(rows_of(api.get(kPath + "?reveal=1"))[0].at("address") == "0912 *** 678");
}

TEST_CASE("what cannot be suppressed is a usage error, and an unknown customer is not found") {
  ApiFixture api;
  api.load_customers();
  for (const char* body :
       {R"({"subject":"12345"})", R"({"subject":"0912345678/0987654321"})", R"({})",
        R"({"subject":"0912345678","scope":"fax"})", R"({"subject":"0912345678","scope":"email"})",
        R"({"subject":"0912345678","reason":"erased"})", R"({"subject":"0912345678","until":"2026-12-17"})",
        R"({"subject":"0912345678","class":"x"})"}) {
    CAPTURE(body);
    CHECK(api.post(kPath, body).exit() == 2);
  }
  CHECK(api.post(kPath, R"({"subject":"PA05019999999"})").exit() == 5);
  CHECK(api.post(kPath + "/remove", R"({"subject":"0912345678"})").exit() == 5);
  CHECK(rows_of(api.get(kPath)).empty());
  CHECK(api.changes == 0);
}

TEST_CASE("support may add, an operator may remove and import, a viewer may only look") {
  ApiFixture api;
  api.load_customers();
  const std::string body = R"({"subject":"PA05010000001"})";
  api.caller.role = server::Role::viewer;
  CHECK(api.post(kPath, body).exit() == 4);
  CHECK(api.get(kPath).exit() == 0);
  api.caller.role = server::Role::support;
  CHECK(api.post(kPath, body).exit() == 0);
  CHECK(api.post(kPath + "/remove", body).exit() == 4);
  CHECK(api.upload(kPath + "/import?file=a.csv", "phone\n").exit() == 4);
  api.caller.role = server::Role::operator_;
  CHECK(api.post(kPath + "/remove", body).exit() == 0);
  CHECK(api.post("/api/v1/customers/PA05010000001/erase", R"({"confirm":"PA05010000001"})").exit() == 4);
}

TEST_CASE("one address is looked up with what held before") {
  ApiFixture api;
  api.load_customers();
  api.post(kPath, R"({"subject":"an@example.vn"})");
  // One mailbox in any letter case.
  CHECK(api.post(kPath + "/remove", R"({"subject":"AN@Example.vn","reason":"a mistake"})").text("schema") ==
        "triand.suppressions/v1");
  const Told told = api.post(kPath + "/find", R"({"subject":"an@example.vn"})");
  CHECK(rows_of(told).empty());
  REQUIRE(told.at("former").as_array().size() == 1);
  CHECK(told.at("former").as_array()[0].at("end_reason") == "a mistake");
  CHECK(told.at("former").as_array()[0].at("active") == false);
  api.caller.role = server::Role::viewer;
  CHECK(api.post(kPath + "/find", R"({"subject":"an@example.vn"})")
            .at("former")
            .as_array()[0]
            .at("end_reason") == "***");
}

TEST_CASE("of two suppressions of one address the one that is named goes, and no stronger one with it") {
  ApiFixture api;
  REQUIRE(api.post(kPath, R"({"subject":"0912345678"})").exit() == 0);
  REQUIRE(api.post(kPath, R"({"subject":"0912345678","class":"advertising"})").exit() == 0);
  REQUIRE(api.world->reader()->suppressions(0, 10).size() == 2);
  const std::string which = R"({"subject":"0912345678","scope":"all","class":"advertising"})";
  const Told told = api.post(kPath + "/remove", which);
  REQUIRE(told.exit() == 0);
  REQUIRE(rows_of(told).size() == 1);
  CHECK(rows_of(told)[0].at("class") == "all");
  CHECK(api.world->reader()->suppressions(0, 10).size() == 1);
  CHECK(api.post(kPath + "/remove", which).exit() == 5);
  CHECK(api.post(kPath + "/remove", R"({"subject":"0912345678","class":"x"})").exit() == 2);
}

TEST_CASE("a list is imported by a job whose rejects can be fetched") {
  ApiFixture api;
  api.load_customers();
  const Told told =
      api.upload(kPath + "/import?file=/x/dnc.csv&reason=do_not_call", "phone\n0912345678\n0912345679\n1\n");
  const auto job = api.job_end(told.text("job"));
  CHECK(job.at("state") == "done");
  const auto& result = job.at("result").as_object();
  CHECK(keys_of(result) == Keys{"schema", "import", "read", "taken", "added", "extended", "unchanged",
                                "rejected", "rejections", "sheet", "encoding", "notices", "rejects_file"});
  CHECK(result.at("read") == 3);
  CHECK(result.at("added") == 2);
  CHECK(result.at("rejected") == 1);
  CHECK(std::filesystem::exists(api.folder / ("rejects-" + as_text(result.at("import")) + ".csv")));
  CHECK(api.audited().back() == "lan suppression.import dnc.csv 2 taken, 1 rejected");
  CHECK(api.world->suppressions.index().subjects() == 2);
  const auto bad = api.job_end(api.upload(kPath + "/import?file=a.csv", "name\nAn\n").text("job"));
  CHECK(bad.at("error").at("exit") == 2);
  CHECK(api.upload(kPath + "/import?file=a.csv&reason=x", "phone\n").exit() == 2);
}

TEST_CASE("a customer's document and a resend know of suppressions") {
  ApiFixture api;
  api.load_customers();
  const auto campaign = api.run();
  api.send(campaign, "sms", domain::DeliveryEvent::answered_rejected, domain::Reason::timeout);
  api.post(kPath, R"({"subject":"0912345678","reason":"do_not_call"})");
  const Told told = api.get("/api/v1/customers/PA05010000001");
  REQUIRE(rows_of(told).size() == 1);
  CHECK(rows_of(told)[0].at("reason") == "do_not_call");
  const std::string resend = "/api/v1/deliveries/" + api.reference("PA05010000001", "sms") + "/resend";
  CHECK(api.post(resend, "{}").exit() == 8);
  api.post(kPath + "/remove", R"({"subject":"0912345678"})");
  CHECK(api.post(resend, "{}").exit() == 0);
}

TEST_CASE("an erasure asks for the code twice, and answers with what was done") {
  ApiFixture api;
  api.load_customers();
  api.run();
  const std::string path = "/api/v1/customers/PA05010000001/erase";
  CHECK(api.post(path, "{}").exit() == 2);
  CHECK(api.post(path, R"({"confirm":"PA05010000002"})").exit() == 2);
  CHECK(api.post("/api/v1/customers/PA05019999999/erase", R"({"confirm":"PA05019999999"})").exit() == 5);
  CHECK(api.get("/api/v1/customers/PA05010000001").text("full_name") == "Nguyễn Văn An");
  std::ofstream(api.folder / "rejects-1.csv") << "customer_code,full_name\r\npa05010000001,An\r\n";
  std::ofstream(api.folder / "rejects-2.csv") << "customer_code,full_name\r\nPA05010000002,Binh\r\n";
  const Told told = api.post(path, R"({"confirm":"pa05010000001"})");
  CHECK(told.at("rejects_files_removed") == 1);
  CHECK_FALSE(std::filesystem::exists(api.folder / "rejects-1.csv"));
  CHECK(std::filesystem::exists(api.folder / "rejects-2.csv"));
  CHECK(told.keys() == Keys{"schema", "customer_code", "erased_at", "erased_before", "deliveries_withdrawn",
                            "deliveries_on_the_way", "deliveries_kept", "rejects_files_removed"});
  CHECK(told.at("deliveries_withdrawn") == 1);
  CHECK(api.audited().back() == "lan customer.erase PA05010000001 ");
  const Told customer = api.get("/api/v1/customers/PA05010000001");
  for (const char* gone : {"full_name", "phone", "email", "address", "segment"})
    CHECK(customer.text(gone).empty());
  CHECK(customer.at("extra").as_object().empty());
  CHECK(customer.text("erased_at") == "2026-12-18T08:00:00+07:00");
}

TEST_CASE("a delivery of whose data was erased answers truthfully, without address and text") {
  ApiFixture api;
  api.load_customers();
  const auto campaign = api.run();
  api.send(campaign, "sms", domain::DeliveryEvent::answered_accepted, domain::Reason::none,
           "sent to +84912345678");
  const std::string path = "/api/v1/deliveries/" + api.reference("PA05010000001", "sms");
  CHECK(api.get(path + "?reveal=1").text("address") == "+84912345678");
  api.post("/api/v1/customers/PA05010000001/erase", R"({"confirm":"PA05010000001"})");
  const Told told = api.get(path + "?reveal=1");
  CHECK(told.at("erased") == true);
  CHECK(told.text("state") == "accepted");
  CHECK(told.text("address").empty());
  CHECK(told.at("text").is_null());
  CHECK(told.at("subject").is_null());
  CHECK(told.text("provider_id") == "gw-1");
  CHECK(told.response.body.find("84912345678") == std::string::npos);
  const Told found = api.post("/api/v1/deliveries/find", R"({"query":"PA05010000001","reveal":true})");
  REQUIRE(found.at("deliveries").as_array().size() == 1);
  CHECK(found.at("deliveries").as_array()[0].at("erased") == true);
  // The control: the other customer's delivery has its text.
  CHECK(api.get("/api/v1/deliveries/" + api.reference("PM05010000004", "sms")).at("text").is_string());
}
