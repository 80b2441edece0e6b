#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/daemon/ctl/fake_service.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

const std::string kRunning =
    R"({"schema":"triand.job/v1","job":"j-1","kind":"import","state":"running",)"
    R"("progress":{"done":400,"total":1000,"unit":"rows"},"result":null,"error":null})";

std::string done(const std::string& rejected, const std::string& set_aside) {
  return R"({"schema":"triand.job/v1","job":"j-1","kind":"import","state":"done",)"
         R"("progress":{"done":1000,"total":1000,"unit":"rows"},"result":{"schema":"triand.import/v1","import":7,)"
         R"("read":1000,"taken":998,"repaired":5,"rejected":)" +
         rejected + R"(,"unchanged":0,"repairs":{"phone_prefix":5},"rejections":{},"set_aside":)" +
         set_aside + R"(,"rejects_file":null},"error":null})";
}

const std::string kRejects =
    "customer_code,fate,line,column,reason,suggestion\n,rejected,3,customer_code,missing,\n";

struct ImportService : FakeService {
  explicit ImportService(const std::string& rejected = "0", const std::string& set_aside = "{}") {
    handle(
        "POST", "/api/v1/imports",
        [](server::Request&) {
          return server::Response::json({{"job", "j-1"}}, 202);
        },
        true);
    answer("GET", "/api/v1/jobs/{id}", {kRunning, done(rejected, set_aside)});
    handle("GET", "/api/v1/imports/{id}/rejects",
           [](server::Request&) { return server::Response::text(kRejects, "text/csv"); });
    start();
  }
};

}  // namespace

TEST_CASE("a list is streamed to the service byte for byte, named and with its options") {
  ImportService service;
  std::string bytes = "customer_code\n";
  while (bytes.size() < (5U << 20)) bytes += "PA0501" + std::to_string(bytes.size()) + "\n";
  const std::string list = service.file("danh sách & co.csv", bytes);
  const Ran ran =
      service.run({"customers", "import", list, "--unit", "PA05", "--dry-run", "--sheet", "T 1", "--json"});
  CHECK(ran.exit == 0);
  CHECK(ran.err.empty());
  CHECK(ran.document().at("schema").as_string() == "triand.import/v1");
  CHECK(ran.document().at("rejects_file").is_null());
  CHECK(service.asked().front() ==
        "POST /api/v1/imports?file=danh%20s%C3%A1ch%20%26%20co.csv&unit=PA05&sheet=T%201&dry_run=1");
  CHECK(service.asked().size() == 3);
  CHECK(service.folder.files() == 1);  // the socket: no spool file is left
}

TEST_CASE("columns that the header does not tell are told with the list") {
  ImportService service;
  const std::string list = service.file("a.csv", "Mã số,Ghi=chú\n");
  CHECK(
      service
          .run({"customers", "import", "--column", "Mã số=customer_code", "--column", "Ghi=chú=extra", list})
          .exit == 0);
  CHECK(service.asked().front() ==
        "POST /api/v1/imports?file=a.csv&columns=%7B%22M%C3%A3%20s%E1%BB%91%22%3A%22customer_code%22%2C"
        "%22Ghi%3Dch%C3%BA%22%3A%22extra%22%7D");
  CHECK(service.run({"customers", "import", list, "--column", "phone"}).exit == 2);
  CHECK(service.run({"customers", "import", list, "--column", "=phone"}).exit == 2);
}

TEST_CASE("the bytes that arrive are the bytes of the file") {
  ImportService service;
  std::string bytes(3 << 20, '\0');
  for (std::size_t at = 0; at < bytes.size(); ++at) bytes[at] = static_cast<char>(at * 7 + at / 1000);
  std::string arrived;
  FakeService other;
  other.handle(
      "POST", "/api/v1/imports",
      [&arrived](server::Request& request) {
        arrived = FakeService::text_of(request.upload_file);
        return server::Response::json({{"schema", "triand.import/v1"}, {"import", 1}, {"rejected", 0}});
      },
      true);
  other.start();
  CHECK(other.run({"customers", "import", other.file("a.csv", bytes)}).exit == 0);
  CHECK(arrived == bytes);
}

TEST_CASE("rejected rows are exit code 3 and lie in the rejects file") {
  ImportService service("2");
  const std::string list = service.file("pa05.csv", "customer_code\n1\n");
  const Ran ran = service.run({"customers", "import", list, "--json"});
  CHECK(ran.exit == 3);
  const std::string expected = service.work / "pa05.rejects.csv";
  CHECK(ran.document().at("rejects_file").as_string() == expected);
  CHECK(FakeService::text_of(expected) == kRejects);
  CHECK(service.work.files() == 2);
  const Ran again = service.run({"customers", "import", list});
  CHECK(again.exit == 3);
  CHECK(again.out.find(expected) != std::string::npos);
}

TEST_CASE("rows with a cell set aside are in the rejects file, and the exit code is 0") {
  ImportService service("0", R"({"bad_number":3})");
  const std::string target = service.work / "chosen.csv";
  const Ran ran = service.run(
      {"customers", "import", service.file("pa05.csv", "customer_code\n1\n"), "--rejects", target, "--json"});
  CHECK(ran.exit == 0);
  CHECK(ran.document().at("rejects_file").as_string() == target);
  CHECK(FakeService::text_of(target) == kRejects);
}

TEST_CASE("a file that holds no rejects is overwritten only with --yes, and the list never") {
  ImportService service("2");
  const std::string list = service.file("pa05.csv", "customer_code\n1\n");
  const std::string precious = service.file("pa05.rejects.csv", "precious\n");
  const Ran refused = service.run({"customers", "import", list});
  CHECK(refused.exit == 2);
  CHECK(service.asked().empty());
  CHECK(FakeService::text_of(precious) == "precious\n");
  CHECK(service.run({"customers", "import", list, "--yes"}).exit == 3);
  CHECK(FakeService::text_of(precious) == kRejects);
  CHECK(service.run({"customers", "import", list, "--rejects", list, "--yes"}).exit == 2);
  CHECK(service.run({"customers", "import", list, "--rejects", service.work / "no/such/file"}).exit == 2);
}

TEST_CASE("a rejects file that cannot be written does not hide what the import did") {
  ImportService service("2");
  const std::string list = service.file("pa05.csv", "customer_code\n1\n");
  const Ran ran = service.run({"customers", "import", list, "--rejects", "/proc/rejects.csv", "--json"});
  CHECK(ran.exit == 1);
  CHECK(ran.document().at("rejected").as_int64() == 2);
  CHECK(ran.document().at("rejects_file").is_null());
  CHECK(ran.error().at("error").as_string() == "cannot-write");
}

TEST_CASE("a list that is missing, a directory or empty is refused before anything is sent") {
  ImportService service;
  CHECK(service.run({"customers", "import", service.work / "missing.csv"}).exit == 2);
  CHECK(service.run({"customers", "import", service.work.path()}).exit == 2);
  CHECK(service.run({"customers", "import", service.file("empty.csv", "")}).exit == 2);
  CHECK(service.run({"customers", "import", "/dev/null"}).exit == 2);
  CHECK(service.asked().empty());
}

TEST_CASE("progress is drawn on a terminal only, and never with --quiet") {
  ImportService service;
  const std::string list = service.file("pa05.csv", "customer_code\n1\n");
  CHECK(service.run({"customers", "import", list}).err.empty());
  service.err_terminal = true;
  CHECK(service.run({"customers", "import", list, "--quiet"}).err.empty());
}

TEST_CASE("on a terminal the progress is drawn and wiped") {
  ImportService service;
  service.err_terminal = true;
  const Ran ran = service.run({"customers", "import", service.file("pa05.csv", "customer_code\n1\n")});
  CHECK(ran.err.find("400 of 1.000 rows") != std::string::npos);
  CHECK(ran.err.substr(ran.err.size() - 4) == "\r\x1b[K");
  CHECK(ran.out.find("\x1b") == std::string::npos);
}

TEST_CASE("a failed import passes the service's error on") {
  FakeService service;
  service.handle(
      "POST", "/api/v1/imports",
      [](server::Request&) {
        return server::Response::json({{"job", "j-1"}}, 202);
      },
      true);
  service.answer(
      "GET", "/api/v1/jobs/{id}",
      {R"({"schema":"triand.job/v1","job":"j-1","kind":"import","state":"failed","result":null,)"
       R"("error":{"schema":"triand.error/v1","exit":2,"error":"no-such-sheet","message":"m","hint":"h"}})"});
  service.start();
  const Ran ran = service.run({"customers", "import", service.file("a.xlsx", "PK"), "--json"});
  CHECK(ran.exit == 2);
  CHECK(ran.error().at("error").as_string() == "no-such-sheet");
}

TEST_CASE("an upload that the service refuses ends with its reason, not with a broken pipe") {
  FakeService service;
  server::Route route;
  route.method = "POST";
  route.pattern = "/api/v1/imports";
  route.upload = server::Upload{service.folder.path(), 1000};
  route.handler = [](server::Request&) { return server::Response::text("never"); };
  service.router.add(route);
  service.start();
  const Ran ran =
      service.run({"customers", "import", service.file("a.csv", std::string(8 << 20, 'x')), "--json"});
  CHECK(ran.exit == 2);
  CHECK(ran.error().at("error").as_string() == "too-large");
}

TEST_CASE("an import is taken back, and what had to stay ends with 3") {
  FakeService service;
  service.answer("POST", "/api/v1/imports/{id}/undo", {R"({"job":"j-1"})"}, 202);
  service.answer(
      "GET", "/api/v1/jobs/{id}",
      {R"({"state":"done","result":{"schema":"triand.import_undo/v1","import":"12","removed":1000,)"
       R"("restored":2,"kept":{"changed_since":3}}})"});
  service.start();
  const Ran ran = service.run({"customers", "undo", "12"});
  CHECK(ran.exit == 3);
  CHECK(service.asked().front() == "POST /api/v1/imports/12/undo");
  CHECK(ran.out ==
        "Import 12 was taken back: 1.000 customers removed, 2 restored\n"
        "3 are named or were changed by a later list and left alone\n");
}

TEST_CASE("a file that was loaded before, notices, a workbook's rejects and an encoding") {
  FakeService service;
  service.handle(
      "POST", "/api/v1/imports",
      [](server::Request&) {
        return server::Response::json(
            {{"schema", "triand.import/v1"},
             {"import", "13"},
             {"rejected", 0},
             {"same_file_as",
              {{"import", "12"}, {"state", "done"}, {"who", "lan"}, {"started_at", "2026-12-01"}}},
             {"notices", {{{"notice", "hidden_rows"}, {"message", "3 hidden rows were read"}}}}});
      },
      true);
  service.start();
  const Ran ran = service.run({"customers", "import", service.file("a.csv", "customer_code\n"), "--encoding",
                               "tcvn3", "--rejects", service.folder / "r.xlsx"});
  CHECK(ran.exit == 0);
  CHECK(service.asked().front() == "POST /api/v1/imports?file=a.csv&encoding=tcvn3&rejects=xlsx");
  CHECK(
      ran.out.find("The same file was loaded before: import 12, 2026-12-01, by lan; nothing has changed\n") !=
      std::string::npos);
  CHECK(ran.out.find("Note: 3 hidden rows were read\n") != std::string::npos);
}

TEST_CASE("imports and duplicates are tables") {
  FakeService service;
  service.answer(
      "GET", "/api/v1/imports",
      {R"({"schema":"triand.imports/v1","imports":[{"import":"2","file":"a.csv","state":"done","who":"lan",)"
       R"("started_at":"2026-12-01T08:00:00+07:00","read":1000,"inserted":null,"updated":7,"rejected":0}]})"});
  service.answer(
      "POST", "/api/v1/customers/duplicates",
      {R"({"schema":"triand.duplicates/v1","phone":{"groups":1,"customers":2,"first":[{"shared":"0912 *** 678",)"
       R"("customers":["PA1","PA2"]}]},"person":{"groups":0},"unit":{"groups":0}})"});
  service.start();
  const Ran imports = service.run({"customers", "imports"});
  CHECK(imports.exit == 0);
  CHECK(imports.out.find("1.000") != std::string::npos);
  const Ran duplicates = service.run({"customers", "duplicates", "--limit", "5", "--reveal"});
  CHECK(service.asked().back() == "POST /api/v1/customers/duplicates?limit=5&reveal=1");
  CHECK(duplicates.out ==
        "Telephones of several customers: 1, 2 customers\n"
        "  0912 *** 678  PA1 PA2\n"
        "Same name and address: 0\n"
        "Codes that lists gave to different units: 0\n");
}
