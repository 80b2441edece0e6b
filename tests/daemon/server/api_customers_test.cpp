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
  CHECK(told.keys() == Keys{"schema", "customer_code", "full_name", "phone", "email", "address", "unit",
                            "segment", "language", "extra", "deliveries", "feedback", "not_written_to",
                            "unit_name", "province", "opt_out", "set_aside", "suppressions", "erased_at"});
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
