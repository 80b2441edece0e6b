#include <sys/stat.h>

#include <cstdlib>

#include <catch2/catch.hpp>

#include "tests/daemon/ctl/fake_service.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

const std::string kDelivery =
    R"({"reference":"7K2M9QX4T8","campaign":"tri-an-2026","customer_code":"PA05010001234","channel":"sms",)"
    R"("address":"0912***678","state":"in_doubt","reason":"interrupted","updated_at":"2026-12-18T08:14:00+07:00",)"
    R"("attempts":1,"provider_id":""})";
const std::string kChannels =
    R"({"schema":"triand.channels/v1","channels":[{"channel":"sms","kind":"sms","state":"held",)"
    R"("reason":"outside_hours","rate":"100/s","queued":1234567,"sending":0},{"channel":"zalo","kind":"zalo",)"
    R"("state":"ready","reason":"","rate":"","queued":0,"sending":12}]})";

std::string tail(const std::string& cursor, const std::string& deliveries) {
  return R"({"schema":"triand.tail/v1","cursor":)" + cursor + R"(,"deliveries":[)" + deliveries + "]}";
}

}  // namespace

TEST_CASE("the status is one screen that ends with what needs attention") {
  FakeService service;
  service.answer(
      "GET", "/api/v1/status",
      {R"({"schema":"triand.status/v1","service":{"version":"0.1.0","started_at":"2026-12-18T06:00:00+07:00",)"
       R"("database":"/var/lib/triand/triand.db","adopted":true,"recording":true},"channels":[],)"
       R"("campaigns":[)" +
       kCampaign +
       R"(],"attention":[{"what":"sms has no balance","since":"2026-12-18T07:00:00+07:00","remedy":"top it up"}]})"});
  service.start();
  const Ran ran = service.run({"status"});
  CHECK(ran.exit == 0);
  CHECK(ran.out.find("triand 0.1.0, running since 2026-12-18 06:00:00\n") == 0);
  CHECK(ran.out.find("No channels.") != std::string::npos);
  CHECK(ran.out.find("1.234.567") != std::string::npos);
  CHECK(ran.out.find("  sms has no balance  2026-12-18 07:00:00  top it up\n") != std::string::npos);
}

TEST_CASE("a query can come from standard input, where no shell history keeps it") {
  FakeService service;
  service.answer("POST", "/api/v1/deliveries/find",
                 {R"({"schema":"triand.deliveries/v1","deliveries":[)" + kDelivery + "]}"});
  service.start();
  const Ran ran = service.run({"deliveries", "find", "-", "--reveal"}, "0912345678 \r\n");
  CHECK(ran.exit == 0);
  CHECK(service.last_body() == R"({"query":"0912345678","reveal":true})");
  CHECK(ran.out ==
        "REFERENCE   CAMPAIGN     CUSTOMER       CHANNEL  ADDRESS     STATE     REASON       UPDATED         "
        "     "
        "ATTEMPTS\n"
        "7K2M9QX4T8  tri-an-2026  PA05010001234  sms      0912***678  in doubt  interrupted  2026-12-18 "
        "08:14:00  "
        "       1\n");
  CHECK(service.run({"deliveries", "find", "-"}, "\n").exit == 2);
}

TEST_CASE("a delivery is shown with its text and its history") {
  FakeService service;
  std::string document = kDelivery;
  document.pop_back();
  document = R"({"schema":"triand.delivery/v1",)" + document.substr(1) +
             R"(,"text":"Kính gửi\nAn","subject":"","history":[{"at":"2026-12-18T08:14:00+07:00",)"
             R"("event":"attempt","state":"in_doubt","reason":"timeout","detail":"no answer"}]})";
  service.answer("GET", "/api/v1/deliveries/{reference}", {document});
  service.start();
  const Ran ran = service.run({"deliveries", "show", "7K2M9QX4T8", "--reveal"});
  CHECK(service.asked().back() == "GET /api/v1/deliveries/7K2M9QX4T8?reveal=1");
  CHECK(ran.out.find("\nText\n  Kính gửi\n  An\n") != std::string::npos);
  CHECK(ran.out.find("  2026-12-18 08:14:00  attempt  in doubt  timeout  no answer\n") != std::string::npos);
}

TEST_CASE("following the log asks from where it was and prints each change once") {
  FakeService service;
  service.answer("GET", "/api/v1/deliveries/tail",
                 {tail("10", kDelivery), tail("10", ""), tail("11", kDelivery), tail("11", "")});
  service.start();
  service.interrupt = [&] { return service.asked().size() >= 4; };
  const Ran ran = service.run({"deliveries", "tail", "--follow", "--channel", "sms", "--state", "in_doubt"});
  CHECK(ran.exit == 130);
  CHECK(std::count(ran.out.begin(), ran.out.end(), '\n') == 2);
  const auto asked = service.asked();
  CHECK(asked[0] == "GET /api/v1/deliveries/tail?limit=50&channel=sms&state=in_doubt");
  CHECK(asked[1] == "GET /api/v1/deliveries/tail?limit=1000&after=10&channel=sms&state=in_doubt");
  CHECK(asked[3] == "GET /api/v1/deliveries/tail?limit=1000&after=11&channel=sms&state=in_doubt");
}

TEST_CASE("without --follow the log is one document") {
  FakeService service;
  service.answer("GET", "/api/v1/deliveries/tail", {tail("10", kDelivery)});
  service.start();
  CHECK(service.run({"deliveries", "tail", "--json"}).out == tail("10", kDelivery) + "\n");
}

TEST_CASE("a failed delivery is sent again") {
  FakeService service;
  service.answer("POST", "/api/v1/deliveries/{reference}/resend",
                 {R"({"schema":"triand.delivery/v1","reference":"7K2M9QX4T8","state":"queued"})"});
  service.start();
  const Ran ran = service.run({"deliveries", "resend", "7K2M9QX4T8"});
  CHECK(ran.exit == 0);
  CHECK(service.asked().back() == "POST /api/v1/deliveries/7K2M9QX4T8/resend");
  CHECK(ran.out == "7K2M9QX4T8: queued\n");
  CHECK(service.run({"deliveries", "resend"}).exit == 2);
}

TEST_CASE("a delivery in doubt is resolved as it was told") {
  FakeService service;
  service.answer("POST", "/api/v1/deliveries/{reference}/resolve",
                 {R"({"schema":"triand.delivery/v1","state":"delivered"})"});
  service.start();
  const Ran ran = service.run({"deliveries", "resolve", "7K2M9QX4T8", "--as", "delivered"});
  CHECK(ran.out == "7K2M9QX4T8: delivered\n");
  CHECK(service.last_body() == R"({"as":"delivered"})");
}

TEST_CASE("channels are listed, shown, paused, tested and authorized") {
  FakeService service;
  service.answer("GET", "/api/v1/channels", {kChannels});
  for (const char* verb : {"pause", "resume", "authorize", "test"}) {
    service.answer("POST", "/api/v1/channels/{name}/" + std::string(verb),
                   {R"({"channel":"zalo","state":"ready"})"});
  }
  service.start();
  CHECK(service.run({"channels", "list"}).out ==
        "CHANNEL  KIND  STATE  RATE      QUEUED  SENDING  REASON\n"
        "sms      sms   held   100/s  1.234.567        0  outside hours\n"
        "zalo     zalo  ready                 0       12\n");
  CHECK(service.run({"channels", "show", "zalo", "--json"}).document().at("schema").as_string() ==
        "triand.channel/v1");
  CHECK(service.run({"channels", "show", "fax"}).exit == 5);
  CHECK(service.run({"channels", "pause", "zalo", "--reason", "r"}).exit == 0);
  CHECK(service.last_body() == R"({"reason":"r"})");
  CHECK(service.run({"channels", "test", "zalo", "--to", "0912345678"}).exit == 0);
  CHECK(service.last_body() == R"({"to":"0912345678"})");
  const std::string tokens = R"({"access_token":"a","refresh_token":"r"})";
  CHECK(service.run({"channels", "authorize", "zalo"}, tokens + "\n").out ==
        "channel  zalo\nstate    ready\n");
  CHECK(service.last_body() == tokens);
}

TEST_CASE("tokens that are no JSON are refused and not repeated") {
  FakeService service;
  const Ran ran = service.run({"channels", "authorize", "zalo", "--json"}, "secret-token");
  CHECK(ran.exit == 2);
  CHECK(ran.err.find("secret-token") == std::string::npos);
}

TEST_CASE("letters are listed, released and acknowledged") {
  FakeService service;
  service.answer("GET", "/api/v1/letters",
                 {R"({"schema":"triand.letters/v1","batches":[{"batch":"b-1","state":"open","letters":1200,)"
                  R"("created":"2026-12-18T08:00:00+07:00","posted":3,"returned":1,"reprint_of":"b-0"}]})"});
  service.answer("POST", "/api/v1/letters/{batch}/release", {R"({"schema":"triand.job/v1","job":"r-1"})"});
  std::string order;
  service.handle("POST", "/api/v1/letters/{batch}/reprint", [&order](server::Request& request) {
    order = request.body;
    return server::Response::text(R"({"schema":"triand.job/v1","job":"r-2"})", "application/json");
  });
  const std::string printing = R"({"state":"running","progress":{"done":0,"total":0,"unit":""}})";
  service.answer("GET", "/api/v1/jobs/{id}",
                 {printing, R"({"state":"done","result":{"batch":"b-1","state":"released"}})", printing,
                  R"({"state":"done","result":{"batch":"b-2","letters":1,"left_out":[{"reference":"X",)"
                  R"("message":"it is delivered"}]}})"});
  service.answer("POST", "/api/v1/letters/ack",
                 {R"({"read":2,"applied":1,"rejected":1,"repeated":["Y"],)"
                  R"("faults":[{"line":2,"message":"there is no letter X"}]})"});
  service.start();
  CHECK(service.run({"letters", "list"}).out ==
        "BATCH  STATE                 LETTERS  POSTED  RETURNED  CREATED\n"
        "b-1    open, instead of b-0    1.200       3         1  2026-12-18 08:00:00\n");
  const Ran released = service.run({"letters", "release", "b-1"});
  CHECK(released.exit == 0);
  CHECK(released.out.find("released") != std::string::npos);
  CHECK(service.asked().back() == "GET /api/v1/jobs/r-1");
  const std::string text = "reference,status,date,reason\nX,posted,2026-12-19,\n";
  const Ran told = service.run({"letters", "ack", service.file("ack.csv", text)});
  CHECK(told.exit == 3);
  CHECK(told.err.find("ack.csv:2: there is no letter X\n") != std::string::npos);
  CHECK(told.out.find("1 rows were known before") != std::string::npos);
  CHECK(service.last_body() == text);
  const Ran reprint = service.run({"letters", "reprint", "b-1", "--reference", "X", "--reference", "Y"});
  CHECK(reprint.exit == 3);
  CHECK(reprint.err == "X: it is delivered\n");
  CHECK(service.asked().back() == "GET /api/v1/jobs/r-2");
  CHECK(order.find(R"("references":"X Y")") != std::string::npos);
}

TEST_CASE("a job that a new start of the service has forgotten is not taken for a batch that is not there") {
  FakeService service;
  service.answer("POST", "/api/v1/letters/{batch}/release", {R"({"schema":"triand.job/v1","job":"r-1"})"});
  service.handle("GET", "/api/v1/jobs/{id}", [](server::Request&) {
    return server::Response::error({5, "no-such-job", "there is no job of that id", ""});
  });
  service.start();
  const Ran ran = service.run({"letters", "release", "b-1"});
  CHECK(ran.exit == 7);
  CHECK(ran.err.find("does not know job r-1 any more") != std::string::npos);
}

TEST_CASE("a customer is shown with what was sent") {
  FakeService service;
  service.answer(
      "GET", "/api/v1/customers/{code}",
      {R"({"schema":"triand.customer/v1","customer_code":"PA05010001234","full_name":"Khách Hàng",)"
       R"("extra":{"gift":"lịch"},"deliveries":[)" +
       kDelivery +
       R"(],"notes":[{"id":7,"at":"2026-12-19T09:02:00+07:00","who":"lan","note":"hỏi về thư"}]})"});
  service.start();
  const Ran ran = service.run({"customers", "show", "PA05010001234"});
  CHECK(ran.out.find("full name      Khách Hàng\n") != std::string::npos);
  CHECK(ran.out.find("gift           lịch\n") != std::string::npos);
  CHECK(ran.out.find("7K2M9QX4T8") != std::string::npos);
  CHECK(ran.out.find("Notes of calls:") != std::string::npos);
  CHECK(ran.out.find("hỏi về thư") != std::string::npos);
}

TEST_CASE("a config is checked by the service's own program, whose exit code is passed on") {
  FakeService service;
  const std::string seen = service.work / "seen";
  const std::string program = service.file("triand", "#!/bin/sh\necho \"$@\" > " + seen + "\nexit 2\n");
  REQUIRE(::chmod(program.c_str(), 0755) == 0);
  const std::string config = service.file("triand.yaml", "database: x\n");
  const Ran ran = service.run({"config", "check", config, "--json"});
  CHECK(ran.exit == 2);
  CHECK(FakeService::text_of(seen) == "--config " + config + " --check\n");
  CHECK(ran.error().at("exit").as_int64() == 2);
}

TEST_CASE("bash completes commands and options after what is typed already") {
  FakeService service;
  const Ran script = service.run({"completion", "bash"});
  CHECK(script.exit == 0);
  const std::string file = service.file("completion.bash", script.out);
  const std::string result = service.work / "result";
  const std::string command = "bash -c 'source " + file +
                              "; COMP_WORDS=(trianctl --json campaign pa); COMP_CWORD=3; _trianctl; "
                              "echo ${COMPREPLY[@]} > " +
                              result +
                              "; COMP_WORDS=(trianctl campaign pause x --un); COMP_CWORD=4; _trianctl; " +
                              "echo ${COMPREPLY[@]} >> " + result + "'";
  REQUIRE(std::system(command.c_str()) == 0);
  CHECK(FakeService::text_of(result) == "pause\n--unit\n");
  CHECK(service.run({"completion", "zsh"}).out.find("bashcompinit") != std::string::npos);
  CHECK(service.run({"completion", "fish"}).out.find("-a import") != std::string::npos);
}

TEST_CASE("the manual page says what the commands say, and a reader of manual pages finds no fault in it") {
  FakeService service;
  const Ran page = service.run({"manual"});
  REQUIRE(page.exit == 0);
  CHECK(page.out.find(".SS campaign pause ID\n") != std::string::npos);
  CHECK(page.out.find(".B \\-\\-unit") != std::string::npos);
  CHECK(page.out.find("SS manual") == std::string::npos);
  CHECK(service.run({"--help"}).out.find("  manual ") == std::string::npos);
  const std::string file = service.file("trianctl.1", page.out);
  CHECK(std::system(("mandoc -T lint -W warning " + file).c_str()) == 0);
}
