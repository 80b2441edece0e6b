#include <catch2/catch.hpp>

#include "tests/daemon/ctl/fake_service.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

const std::string kOne =
    R"("id":7,"kind":"phone","customer_code":"","address":"0912 *** 678","scope":"sms","class":"advertising",)"
    R"("reason":"do_not_call","note":"***","since":"2026-12-18T08:00:00+07:00","until":null,"who":"lan",)"
    R"("active":true,"erased":false)";

struct SuppressionService : FakeService {
  SuppressionService() {
    answer("POST", "/api/v1/suppressions",
           {R"({"schema":"triand.suppression/v1","fate":"added",)" + kOne + "}"});
    answer("POST", "/api/v1/suppressions/remove",
           {R"({"schema":"triand.suppressions/v1","suppressions":[],"next":null,"removed":true})"});
    answer(
        "POST", "/api/v1/suppressions/find",
        {R"({"schema":"triand.suppressions/v1","suppressions":[],"next":null,"former":[{)" + kOne + "}]}"});
    answer("GET", "/api/v1/suppressions",
           {R"({"schema":"triand.suppressions/v1","suppressions":[{)" + kOne + R"(}],"next":7})"});
    handle(
        "POST", "/api/v1/suppressions/import",
        [](server::Request&) {
          return server::Response::json({{"schema", "triand.suppression-import/v1"},
                                         {"import", "s-1-1"},
                                         {"read", 3},
                                         {"taken", 2},
                                         {"added", 2},
                                         {"extended", 0},
                                         {"unchanged", 0},
                                         {"rejected", 1},
                                         {"rejections", {{"wrong_length", 1}}},
                                         {"rejects_file", nullptr}});
        },
        true);
    handle("GET", "/api/v1/imports/{id}/rejects", [](server::Request&) {
      return server::Response::text("phone,fate,line,column,reason,suggestion\r\n1,rejected,4,,,\r\n",
                                    "text/csv");
    });
    answer("POST", "/api/v1/customers/{code}/erase",
           {R"({"schema":"triand.erasure/v1","customer_code":"PA05010001234","deliveries_withdrawn":1})"});
    start();
  }
};

}  // namespace

TEST_CASE("a suppression is added with exactly what was said, also from standard input") {
  SuppressionService service;
  const Ran ran =
      service.run({"suppressions", "add", "0912345678", "--scope", "sms", "--class", "advertising",
                   "--reason", "do_not_call", "--until", "2026-12-31", "--note", "rang us"});
  CHECK(ran.exit == 0);
  CHECK(service.last_body() ==
        R"({"subject":"0912345678","scope":"sms","class":"advertising","reason":"do_not_call",)"
        R"("until":"2026-12-31","note":"rang us"})");
  CHECK(ran.out.find("0912 *** 678") != std::string::npos);
  CHECK(ran.out.find("sms, advertising only") != std::string::npos);
  CHECK(ran.out.find("for good") != std::string::npos);
  CHECK(service.run({"suppressions", "add", "-", "--json"}, "0912345678\n").document().at("fate") == "added");
  CHECK(service.last_body() == R"({"subject":"0912345678"})");
}

TEST_CASE("suppressions are listed page by page, and looked up by one address") {
  SuppressionService service;
  const Ran page = service.run({"suppressions", "list", "--limit", "1", "--before", "9", "--reveal"});
  CHECK(page.exit == 0);
  CHECK(service.asked().back() == "GET /api/v1/suppressions?limit=1&before=9&reveal=1");
  CHECK(page.err.find("--before 7") != std::string::npos);
  const Ran one = service.run({"suppressions", "list", "0912345678"});
  CHECK(service.last_body() == R"({"subject":"0912345678","reveal":false})");
  CHECK(one.out.find("None.") != std::string::npos);
  CHECK(one.out.find("Before:") != std::string::npos);
  CHECK(service.run({"suppressions", "list", "--limit", "0"}).exit == 2);
  CHECK(service.run({"suppressions", "remove", "0912345678", "--scope", "sms"}).exit == 0);
  CHECK(service.last_body() == R"({"subject":"0912345678","scope":"sms"})");
}

TEST_CASE("an import of suppressions with rejected rows ends with 3 and leaves them in a file") {
  SuppressionService service;
  const std::string list = service.file("dnc.csv", "phone\n0912345678\n0912345679\n1\n");
  const Ran ran = service.run({"suppressions", "import", list, "--reason", "do_not_call", "--json"});
  CHECK(ran.exit == 3);
  CHECK(service.asked().front() == "POST /api/v1/suppressions/import?file=dnc.csv&reason=do_not_call");
  CHECK(service.asked().back() == "GET /api/v1/imports/s-1-1/rejects");
  const std::string rejects(ran.document().at("rejects_file").as_string());
  CHECK(FakeService::text_of(rejects).find("rejected,4") != std::string::npos);
  CHECK(service.run({"suppressions", "import", service.work / "none.csv"}).exit == 2);
}

TEST_CASE("an erasure needs the code a second time, or nothing is asked of the service") {
  SuppressionService service;
  CHECK(service.run({"customers", "erase", "PA05010001234"}).exit == 2);
  CHECK(service.run({"customers", "erase", "PA05010001234", "--confirm", "PA05010001235"}).exit == 2);
  CHECK(service.asked().empty());
  const Ran ran =
      service.run({"customers", "erase", "PA05010001234", "--confirm", "PA05010001234", "--json"});
  CHECK(ran.exit == 0);
  CHECK(ran.document().at("deliveries_withdrawn") == 1);
  CHECK(service.asked().back() == "POST /api/v1/customers/PA05010001234/erase");
}
