#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/daemon/server/api_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

using Keys = std::vector<std::string>;

const std::string kPath = "/api/v1/customers/PA05010000001";

}  // namespace

TEST_CASE("a customer's document has the promised members in their order, then more") {
  ApiFixture api;
  api.load_customers();
  api.run();
  const Told told = api.get("/api/v1/customers/pa05010000001");
  CHECK(told.keys() == Keys{"schema",     "customer_code", "full_name",      "phone",     "email",
                            "address",    "unit",          "segment",        "language",  "extra",
                            "deliveries", "feedback",      "not_written_to", "unit_name", "province",
                            "opt_out",    "set_aside",     "suppressions",   "erased_at", "notes"});
  CHECK(told.text("schema") == "triand.customer/v1");
  CHECK(told.text("full_name") == "Nguyễn Văn An");
  CHECK(told.text("phone") == "+84912345678");
  CHECK(told.text("address") == "12 Trần Phú");
  CHECK(told.text("unit") == "PA05");
  CHECK(boost::json::serialize(told.at("extra")) == R"({"gift":"lịch"})");
  REQUIRE(told.at("deliveries").as_array().size() == 1);
  CHECK(as_text(told.at("deliveries").as_array()[0].at("reference")) ==
        api.reference("PA05010000001", "sms"));
  CHECK(told.at("deliveries").as_array()[0].at("address") == "+84912345678");
  CHECK(told.at("not_written_to").as_array().empty());
  CHECK(api.audited().back() == "lan customer.show PA05010000001 ");
}

TEST_CASE("whoever gets nothing in a campaign is told so, with the reason in words") {
  ApiFixture api;
  api.load_customers();
  api.run();
  const Told told = api.get("/api/v1/customers/PA05010000003");
  CHECK(told.at("deliveries").as_array().empty());
  const auto& none = told.at("not_written_to").as_array();
  REQUIRE(none.size() == 1);
  CHECK(keys_of(none[0].as_object()) ==
        Keys{"customer_code", "campaign", "bucket", "reason", "detail", "sentence", "sentence_vi"});
  CHECK(none[0].at("campaign") == "tri-an-2026");
  CHECK(none[0].at("bucket") == "duplicate");
  CHECK(none[0].at("reason") == "duplicate_customer");
  CHECK(none[0].at("detail") == "PA05010000001");
  CHECK(as_text(none[0].at("sentence")) ==
        std::string(domain::text_of(domain::Reason::duplicate_customer).english));
}

TEST_CASE("a viewer sees nobody whole") {
  ApiFixture api;
  api.load_customers();
  api.run();
  const std::size_t audits = api.audited().size();
  api.caller.role = server::Role::viewer;
  const Told told = api.get(kPath);
  CHECK(told.text("full_name") == "N. V. A.");
  CHECK(told.text("phone") == "0912 *** 678");
  CHECK(told.text("email") == "a***@example.vn");
  CHECK(told.text("address") == "1***");
  CHECK(boost::json::serialize(told.at("extra")) == R"({"gift":"***"})");
  const std::string all = boost::json::serialize(told.document);
  for (const char* whole : {"912345678", "Nguyễn", "an@example.vn", "Trần Phú", "lịch"})
    CHECK(all.find(whole) == std::string::npos);
  CHECK(api.audited().size() == audits);
}

TEST_CASE("a customer who is not known is not found") {
  ApiFixture api;
  api.load_customers();
  for (const char* code : {"PA05999999999", "x", "%20"})
    CHECK(api.get("/api/v1/customers/" + std::string(code)).exit() == 5);
}

TEST_CASE("a call is noted under the customer's code, newest first, and shown to whoever may see all") {
  ApiFixture api;
  api.load_customers();
  const std::string notes = kPath + "/notes";
  api.caller.role = server::Role::viewer;
  CHECK(api.post(notes, R"({"note":"x"})").exit() == 4);
  api.caller.role = server::Role::support;
  CHECK(api.post(notes, "{}").exit() == 2);
  CHECK(api.post(notes, R"({"note":"  "})").exit() == 2);
  CHECK(api.post(notes, R"({"note":")" + std::string(2001, 'x') + R"("})").exit() == 2);
  CHECK(api.post("/api/v1/customers/PA05019999999/notes", R"({"note":"x"})").exit() == 5);
  CHECK(api.audited().empty());
  const Told first = api.post(notes, R"({"note":" hỏi về thư "})");
  CHECK(first.keys() == Keys{"schema", "customer_code", "id", "at", "who", "note"});
  CHECK(first.text("schema") == "triand.call_note/v1");
  CHECK(api.audited().back() == "lan customer.note PA05010000001 hỏi về thư");
  REQUIRE(api.post(notes, R"({"note":"gọi lại"})").exit() == 0);
  const boost::json::array shown = api.get(kPath).at("notes").as_array();
  REQUIRE(shown.size() == 2);
  CHECK(keys_of(shown[0].as_object()) == Keys{"id", "at", "who", "note"});
  CHECK(as_text(shown[0].at("note")) == "gọi lại");
  CHECK(shown[0].at("who") == "lan");
  CHECK(as_text(shown[1].at("note")) == "hỏi về thư");
  CHECK(api.get("/api/v1/customers/PA05010000002").at("notes").as_array().empty());
  api.caller.role = server::Role::viewer;
  CHECK(api.get(kPath).at("notes").as_array()[0].at("note") == "***");
}

TEST_CASE("a note that is sent twice is kept once, the same words of a later call again") {
  ApiFixture api;
  api.load_customers();
  const std::string notes = kPath + "/notes";
  const auto id = api.post(notes, R"({"note":"hỏi về thư","after":0})").at("id").as_int64();
  CHECK(api.post(notes, R"({"note":"hỏi về thư","after":0})").at("id").as_int64() == id);
  CHECK(api.audited().size() == 1);
  const std::string later = R"({"note":"hỏi về thư","after":)" + std::to_string(id) + "}";
  CHECK(api.post(notes, later).at("id").as_int64() > id);
  CHECK(api.post(notes, R"({"note":"x","after":"1"})").exit() == 2);
}

TEST_CASE("an erasure takes what was written down about the person, and nothing is written down any more") {
  ApiFixture api;
  api.load_customers();
  api.send(api.run(), "sms", domain::DeliveryEvent::answered_rejected, domain::Reason::unreachable);
  const std::string reference = api.reference("PA05010000001", "sms");
  REQUIRE(api.post(kPath + "/notes", R"({"note":"con gái tên Mai"})").exit() == 0);
  REQUIRE(api.post("/api/v1/customers/PA05010000002/notes", R"({"note":"của người khác"})").exit() == 0);
  REQUIRE(api.post("/api/v1/deliveries/" + reference + "/resend", R"({"reason":"Mai gọi"})").exit() == 0);
  REQUIRE(api.post(kPath + "/erase", R"({"confirm":"PA05010000001"})").exit() == 0);
  const auto audited = api.audited();
  CHECK(std::find(audited.begin(), audited.end(), "lan customer.note PA05010000001 ") != audited.end());
  CHECK(std::find(audited.begin(), audited.end(), "lan delivery.resend " + reference + " ") != audited.end());
  CHECK(std::find(audited.begin(), audited.end(), "lan customer.note PA05010000002 của người khác") !=
        audited.end());
  for (const std::string& line : audited) CHECK(line.find("Mai") == std::string::npos);
  CHECK(api.get(kPath).at("notes").as_array()[0].at("note") == "");
  CHECK(api.post(kPath + "/notes", R"({"note":"gọi lại"})").exit() == 8);
}
