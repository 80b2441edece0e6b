#include <catch2/catch.hpp>

#include "tests/daemon/ctl/fake_service.hpp"

using namespace triand;
using namespace triand::tests;
using Words = std::vector<std::string>;

TEST_CASE("an error of the service becomes trianctl's exit code and is passed on as it is") {
  FakeService service;
  const auto [exit, status] =
      GENERATE(table<int, unsigned>({{1, 500}, {2, 400}, {4, 403}, {5, 404}, {6, 409}, {7, 503}, {8, 422}}));
  const std::string document = R"({"schema":"triand.error/v1","exit":)" + std::to_string(exit) +
                               R"(,"error":"some-name","message":"it is so","hint":"do this"})";
  service.answer("GET", "/api/v1/status", {document}, status);
  service.start();
  const Ran people = service.run({"status"});
  CHECK(people.exit == exit);
  CHECK(people.out.empty());
  CHECK(people.err == "trianctl: it is so\n  do this\n");
  const Ran program = service.run({"status", "--json"});
  CHECK(program.exit == exit);
  CHECK(program.out.empty());
  CHECK(program.err == document + "\n");
}

TEST_CASE("a service that is not there is exit code 7 with a remedy") {
  FakeService service;
  const Ran people = service.run({"status"});
  CHECK(people.exit == 7);
  CHECK(people.err.find("systemctl status triand") != std::string::npos);
  const auto error = service.run({"--json", "status"}).error();
  CHECK(error.at("schema").as_string() == "triand.error/v1");
  CHECK(error.at("exit").as_int64() == 7);
}

TEST_CASE("a service that dies before it answers is exit code 7") {
  FakeService service;
  service.options.limits.workers = 1;
  server::Route route;
  route.method = "GET";
  route.pattern = "/api/v1/status";
  route.runs = server::Runs::on_network;
  // A file that is shorter than it promised breaks the answer off.
  const std::string path = service.file("answer", std::string(1 << 20, 'x'));
  route.handler = [path](server::Request&) { return server::Response::of_file(path, "application/json"); };
  service.router.add(route);
  service.options.limits.write_time = std::chrono::milliseconds(1);
  service.start();
  const Ran ran = service.run({"status", "--json"});
  // Either the whole junk came, or it broke off: never a success.
  CHECK((ran.exit == 7 || ran.exit == 1));
  CHECK(ran.out.empty());
}

TEST_CASE("usage errors are exit code 2, and JSON where JSON was asked for") {
  FakeService service;
  const Words words = GENERATE(
      Words{}, Words{"bogus"}, Words{"campaign"}, Words{"campaign", "bogus"}, Words{"customers", "show"},
      Words{"customers", "show", "A", "B"}, Words{"status", "--bogus"}, Words{"status", "extra"},
      Words{"campaign", "cancel", "tri-an-2026"}, Words{"campaign", "cancel", "a", "--confirm", "b"},
      Words{"deliveries", "resolve", "X", "--as", "maybe"}, Words{"deliveries", "resolve", "X"},
      Words{"deliveries", "tail", "--state", "lost"}, Words{"channels", "test", "sms"},
      Words{"completion", "tcsh"}, Words{"campaign", "check", "/does/not/exist"},
      Words{"letters", "ack", "/does/not/exist"}, Words{"config", "check", "/does/not/exist"});
  const Ran people = service.run(words);
  CHECK(people.exit == 2);
  CHECK(people.out.empty());
  CHECK(people.err.rfind("trianctl: ", 0) == 0);
  Words with_json = words;
  with_json.emplace_back("--json");
  const auto error = service.run(with_json).error();
  CHECK(error.at("schema").as_string() == "triand.error/v1");
  CHECK(error.at("exit").as_int64() == 2);
  CHECK_FALSE(error.at("message").as_string().empty());
}

TEST_CASE("an unknown command is named") {
  FakeService service;
  CHECK(service.run({"bogus"}).err.find("there is no command bogus") != std::string::npos);
  CHECK(service.run({"campaign", "bogus"}).err.find("there is no command bogus") != std::string::npos);
}

TEST_CASE("global options are taken before and after the command") {
  FakeService service;
  service.answer("GET", "/api/v1/campaigns", {R"({"schema":"triand.campaigns/v1","campaigns":[]})"});
  service.start();
  const std::string document = "{\"schema\":\"triand.campaigns/v1\",\"campaigns\":[]}\n";
  CHECK(service.run({"--json", "campaign", "status"}).out == document);
  CHECK(service.run({"campaign", "--json", "status"}).out == document);
  CHECK(service.run({"campaign", "status", "--json"}).out == document);
  CHECK(service.run({"campaign", "status", "--json", "--socket", service.work / "nothing"}).exit == 7);
}

TEST_CASE("Ctrl-C is exit code 130") {
  FakeService service;
  service.answer("GET", "/api/v1/campaigns/{id}", {kCampaign});
  service.start();
  service.interrupt = [&] { return service.asked().size() >= 2; };
  const Ran ran = service.run({"campaign", "watch", "tri-an-2026", "--json"});
  CHECK(ran.exit == 130);
  CHECK(ran.error().at("exit").as_int64() == 130);
}

TEST_CASE("an answer that is no document is a failure, not a success") {
  FakeService service;
  service.handle("GET", "/api/v1/status", [](server::Request&) { return server::Response::text("hello"); });
  service.start();
  CHECK(service.run({"status"}).exit == 1);
}

TEST_CASE("every command's help has an example and the global options") {
  FakeService service;
  const Words words = GENERATE(
      Words{"status"}, Words{"customers", "import"}, Words{"customers", "show"}, Words{"campaign", "check"},
      Words{"campaign", "plan"}, Words{"campaign", "preview"}, Words{"campaign", "approve"},
      Words{"campaign", "status"}, Words{"campaign", "watch"}, Words{"campaign", "pause"},
      Words{"campaign", "resume"}, Words{"campaign", "cancel"}, Words{"campaign", "balance"},
      Words{"deliveries", "find"}, Words{"deliveries", "show"}, Words{"deliveries", "tail"},
      Words{"deliveries", "resolve"}, Words{"channels", "list"}, Words{"channels", "show"},
      Words{"channels", "pause"}, Words{"channels", "resume"}, Words{"channels", "authorize"},
      Words{"channels", "test"}, Words{"letters", "list"}, Words{"letters", "release"},
      Words{"letters", "ack"}, Words{"users", "add"}, Words{"users", "passwd"}, Words{"users", "role"},
      Words{"users", "disable"}, Words{"users", "enable"}, Words{"users", "list"}, Words{"audit", "list"},
      Words{"config", "check"}, Words{"completion"});
  Words asking = words;
  asking.emplace_back("--help");
  const Ran ran = service.run(asking);
  CHECK(ran.exit == 0);
  CHECK(ran.err.empty());
  std::string command = "Example:\n  trianctl";
  for (const std::string& word : words) command += " " + word;
  CHECK(ran.out.find(command) != std::string::npos);
  CHECK(ran.out.find("--socket PATH") != std::string::npos);
}
