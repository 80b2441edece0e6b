#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/daemon/ctl/fake_service.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

std::string with(std::string document, const std::string& what, const std::string& instead) {
  document.replace(document.find(what), what.size(), instead);
  return document;
}

}  // namespace

TEST_CASE("the faults of a campaign file are listed with their lines, and end with 2") {
  FakeService service;
  service.answer("POST", "/api/v1/campaigns/check",
                 {R"({"schema":"triand.check/v1","problems":[)"
                  R"({"file":"tri-an.yaml","line":4,"key":"window.to","message":"is before from"},)"
                  R"({"file":"sms.txt","line":0,"key":"","message":"is missing"}]})",
                  R"({"schema":"triand.check/v1","problems":[]})"});
  service.start();
  const std::string file = service.file("tri-an.yaml", "campaign: tri-an\n");
  const Ran faulty = service.run({"campaign", "check", file});
  CHECK(faulty.exit == 2);
  CHECK(faulty.out == "tri-an.yaml:4: window.to: is before from\nsms.txt: is missing\n");
  const auto body = boost::json::parse(service.last_body()).as_object();
  CHECK(body.at("file").as_string() == file);
  CHECK(body.at("text").as_string() == "campaign: tri-an\n");
  CHECK(service.run({"campaign", "check", file, "--json"}).exit == 0);
}

TEST_CASE("with --json the faults are on standard output and the error on standard error") {
  FakeService service;
  service.answer(
      "POST", "/api/v1/campaigns/check",
      {R"({"schema":"triand.check/v1","problems":[{"file":"a","line":1,"key":"k","message":"m"}]})"});
  service.start();
  const Ran ran = service.run({"campaign", "check", service.file("a.yaml", "x: y\n"), "--json"});
  CHECK(ran.exit == 2);
  CHECK(ran.document().at("problems").as_array().size() == 1);
  CHECK(ran.error().at("error").as_string() == "invalid-file");
}

TEST_CASE("a plan waits for its job and shows the campaign") {
  FakeService service;
  service.answer("POST", "/api/v1/campaigns/plan", {R"({"job":"j-9"})"}, 202);
  service.answer("GET", "/api/v1/jobs/{id}",
                 {R"({"state":"running","progress":{"done":1,"total":2,"unit":"customers"}})",
                  R"({"state":"done","result":)" + with(kCampaign, "running", "planned") + "}"});
  service.start();
  const std::string file = service.file("tri-an.yaml", "campaign: tri-an\n");
  const Ran people = service.run({"campaign", "plan", file});
  CHECK(people.exit == 0);
  CHECK(people.out.find("planned") != std::string::npos);
  CHECK(people.err.find("trianctl campaign approve tri-an-2026") != std::string::npos);
  CHECK(service.run({"campaign", "plan", file, "--json"}).document().at("state").as_string() == "planned");
}

TEST_CASE("the faults that keep a campaign from being planned are listed") {
  FakeService service;
  service.answer(
      "POST", "/api/v1/campaigns/plan",
      {R"({"schema":"triand.error/v1","exit":2,"error":"invalid-file","message":"2 faults","hint":"",)"
       R"("problems":[{"file":"a.yaml","line":3,"key":"k","message":"m"}]})"},
      400);
  service.start();
  const Ran ran = service.run({"campaign", "plan", service.file("a.yaml", "x: y\n")});
  CHECK(ran.exit == 2);
  CHECK(ran.err.find("a.yaml:3: k: m\n") != std::string::npos);
}

TEST_CASE("the balance shows every bucket, a line, the total, and that the sum is exact") {
  FakeService service;
  service.answer("GET", "/api/v1/campaigns/{id}", {kCampaign});
  service.start();
  const Ran ran = service.run({"campaign", "balance", "tri-an-2026"});
  CHECK(ran.exit == 0);
  CHECK(ran.out ==
        "Recipients of tri-an-2026, running\n"
        "  pending        34.567\n"
        "  sent          100.000\n"
        "  reached     1.000.000\n"
        "  unreached      50.000\n"
        "  in doubt            0\n"
        "  suppressed     40.000\n"
        "  duplicate      10.000\n"
        "  expired             0\n"
        "  cancelled           0\n"
        "              ---------\n"
        "  total       1.234.567\n"
        "the sum is exact\n");
}

TEST_CASE("a balance that does not add up is a failure") {
  FakeService service;
  service.answer("GET", "/api/v1/campaigns/{id}",
                 {with(kCampaign, "\"total\":1234567", "\"total\":1234568")});
  service.start();
  const Ran ran = service.run({"campaign", "balance", "tri-an-2026"});
  CHECK(ran.exit == 1);
  CHECK(ran.out.find("the sum is NOT exact: the buckets hold 1.234.567") != std::string::npos);
}

TEST_CASE("a campaign's status is calm and aligned") {
  FakeService service;
  service.answer("GET", "/api/v1/campaigns/{id}", {kCampaign});
  service.start();
  const Ran ran = service.run({"campaign", "status", "tri-an-2026"});
  CHECK(ran.out.find("forecast  finishes 2026-12-21 18:02:11, fits its window\n") != std::string::npos);
  CHECK(ran.out.find("cost      planned 9.000.000 VND, spent 1.234.567 VND\n") != std::string::npos);
  CHECK(ran.out.find("  sms      34.567       64 ") != std::string::npos);
  CHECK(ran.out.find('\x1b') == std::string::npos);
  CHECK(service.run({"campaign", "status", "tri-an-2026", "--json"}).out == kCampaign + "\n");
}

TEST_CASE("colour is for terminals that want it") {
  FakeService service;
  service.answer("GET", "/api/v1/campaigns/{id}", {kCampaign});
  service.start();
  service.out_terminal = true;
  CHECK(service.run({"campaign", "status", "x"}).out.find("\x1b[32mrunning\x1b[0m") != std::string::npos);
  CHECK(service.run({"campaign", "status", "x", "--no-color"}).out.find('\x1b') == std::string::npos);
}

TEST_CASE("commands on a campaign ask what they were told to ask") {
  FakeService service;
  for (const char* verb : {"approve", "pause", "resume", "cancel"}) {
    service.answer("POST", "/api/v1/campaigns/{id}/" + std::string(verb), {kCampaign});
  }
  service.start();
  CHECK(service.run({"campaign", "approve", "tri-an-2026", "--accept-shortfall"}).exit == 0);
  CHECK(service.last_body() == R"({"accept_shortfall":true})");
  CHECK(service.run({"campaign", "approve", "tri-an-2026", "--plan", "7"}).exit == 0);
  CHECK(service.last_body() == R"({"accept_shortfall":false,"plan":7})");
  CHECK(service.run({"campaign", "approve", "tri-an-2026", "--plan", "0"}).exit == 2);
  const Ran paused = service.run(
      {"campaign", "pause", "tri-an-2026", "--channel", "sms", "--unit", "PA05", "--reason", "sai tên"});
  CHECK(service.last_body() == R"({"channel":"sms","unit":"PA05","reason":"sai tên"})");
  CHECK(paused.out == "tri-an-2026: running\n");
  CHECK(service.run({"campaign", "resume", "tri-an-2026"}).exit == 0);
  CHECK(service.last_body() == "{}");
  CHECK(service.run({"campaign", "cancel", "tri-an-2026", "--confirm", "tri-an-2026"}).exit == 0);
  CHECK(service.last_body() == R"({"confirm":"tri-an-2026"})");
  CHECK(service.asked().back() == "POST /api/v1/campaigns/tri-an-2026/cancel");
}

TEST_CASE("watching prints a line for each change and ends when the campaign does") {
  FakeService service;
  const std::string finished = with(kCampaign, "running", "finished");
  service.answer("GET", "/api/v1/campaigns/{id}", {kCampaign, kCampaign, finished});
  service.start();
  const Ran ran = service.run({"campaign", "watch", "tri-an-2026"});
  CHECK(ran.exit == 0);
  CHECK(std::count(ran.out.begin(), ran.out.end(), '\n') == 2);
  CHECK(ran.out.rfind("tri-an-2026  running  1.200.000 of 1.234.567  pending 34.567", 0) == 0);
  CHECK(service.asked().size() == 3);
  service.out_terminal = true;
  const Ran screen = service.run({"campaign", "watch", "tri-an-2026"});
  CHECK(screen.out.find("]  97 %  1.200.000 of 1.234.567 recipients") != std::string::npos);
  service.out_terminal = false;
  const Ran json = service.run({"campaign", "watch", "tri-an-2026", "--json"});
  CHECK(json.document().at("state").as_string() == "finished");
}

TEST_CASE("a preview shows the messages as they will be sent") {
  FakeService service;
  service.answer("GET", "/api/v1/campaigns/{id}/preview",
                 {R"({"schema":"triand.preview/v1","messages":[{"channel":"sms","to":"+84912345678",)"
                  R"("subject":"","text":"Cam on\u001b[2J","parts":1,"coding":"gsm7"}]})"});
  service.start();
  const Ran ran =
      service.run({"campaign", "preview", "tri-an-2026", "--customer", "PA05 1", "--channel", "sms"});
  CHECK(service.asked().back() == "GET /api/v1/campaigns/tri-an-2026/preview?customer=PA05%201&channel=sms");
  CHECK(ran.out == "sms to +84912345678, parts 1 gsm7\n  Cam on [2J\n\n");
}

TEST_CASE("the files of a preview lie in their folder, whatever the service calls them") {
  FakeService service;
  service.answer(
      "POST", "/api/v1/campaigns/{id}/preview",
      {R"({"schema":"triand.preview/v1","customer_code":"../../code","messages":[{"channel":"sms","files":[)"
       R"({"name":"../../../escaped.txt","text":"a"},{"name":"/etc/escaped.txt","text":"b"},)"
       R"({"name":"x\u0000\n.txt","text":"c"}]}]})"});
  service.start();
  const Folder out;
  const std::filesystem::path folder = out / "deep/deeper/samples";
  const Ran ran = service.run(
      {"campaign", "preview", "tri-an-2026", "--customer", "PA05010000001", "--files", folder.string()});
  CHECK(ran.exit == 0);
  std::size_t files = 0;
  for (const auto& found : std::filesystem::recursive_directory_iterator(out.path())) {
    if (!found.is_regular_file()) continue;
    CHECK(found.path().parent_path() == folder);
    CHECK_FALSE(found.path().filename().string().starts_with('.'));
    ++files;
  }
  CHECK(files == 3);
}
