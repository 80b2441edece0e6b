#include <catch2/catch.hpp>

#include "tests/daemon/ctl/fake_service.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

const std::string kUser =
    R"({"schema":"triand.user/v1","name":"minh","role":"operator","units":["PA05","PM"],"password":true,)"
    R"("disabled":false,"created_by":"root","created_at":"2026-12-01T08:00:00+07:00","changed_by":"lan",)"
    R"("changed_at":"2026-12-18T08:00:00+07:00"})";
const std::string kPassword = "correct horse";

struct UserService : FakeService {
  UserService() {
    answer("GET", "/api/v1/users", {R"({"schema":"triand.users/v1","users":[)" + kUser + "]}"});
    answer("POST", "/api/v1/users", {kUser});
    for (const char* verb : {"passwd", "role", "disable", "enable"})
      answer("POST", "/api/v1/users/{name}/" + std::string(verb), {kUser});
    answer("GET", "/api/v1/audit",
           {R"({"schema":"triand.audit/v1","entries":[{"id":7,"at":"2026-12-18T08:00:00+07:00","who":"lan",)"
            R"("action":"campaign.pause","subject":"tri-an-2026","reason":"bell"}],"cursor":7})"});
    start();
  }
};

}  // namespace

TEST_CASE("accounts are a table") {
  UserService service;
  const Ran ran = service.run({"users", "list"});
  CHECK(ran.exit == 0);
  CHECK(ran.out ==
        "NAME  ROLE      UNITS    PASSWORD  STATE    CHANGED              BY\n"
        "minh  operator  PA05 PM  yes       enabled  2026-12-18 08:00:00  lan\n");
  CHECK(service.run({"users", "list", "--json"}).document().at("schema").as_string() == "triand.users/v1");
}

TEST_CASE("a password is read from standard input, once or twice the same, and never shown") {
  UserService service;
  for (const std::string& input :
       {kPassword, kPassword + "\n", kPassword + "\r\n", kPassword + "\n" + kPassword + "\n"}) {
    const Ran ran =
        service.run({"users", "add", "minh", "--role", "operator", "--unit", "PA05", "--unit", "PM"}, input);
    CHECK(ran.exit == 0);
    CHECK(service.last_body() ==
          R"({"name":"minh","role":"operator","units":["PA05","PM"],"password":"correct horse"})");
    CHECK((ran.out + ran.err).find(kPassword) == std::string::npos);
  }
  CHECK(service.run({"users", "passwd", "minh"}, kPassword).exit == 0);
  CHECK(service.asked().back() == "POST /api/v1/users/minh/passwd");
  CHECK(service.last_body() == R"({"password":"correct horse"})");
}

TEST_CASE(
    "standard input that holds no password, or more than one, is a usage error before the service is asked") {
  UserService service;
  for (const std::string& input :
       {std::string(), std::string("\n"), kPassword + "\nanother horse\n", kPassword + "\n\n",
        kPassword + "\n" + kPassword + "\n" + kPassword + "\n"}) {
    const Ran ran = service.run({"users", "add", "minh", "--role", "viewer"}, input);
    CHECK(ran.exit == 2);
    CHECK(ran.err.find(kPassword) == std::string::npos);
  }
  CHECK(service.asked().empty());
}

TEST_CASE("at a terminal a password is asked for twice") {
  UserService service;
  service.in_terminal = true;
  service.secrets = {kPassword, kPassword};
  CHECK(service.run({"users", "passwd", "minh"}).exit == 0);
  CHECK(service.prompts == std::vector<std::string>{"New password of minh: ", "The same again: "});
  CHECK(service.last_body() == R"({"password":"correct horse"})");
  service.secrets = {kPassword, "another horse"};
  CHECK(service.run({"users", "passwd", "minh"}).exit == 2);
  service.secrets = {""};
  CHECK(service.run({"users", "passwd", "minh"}).exit == 2);
  service.secrets = {""};
  service.interrupt = [] { return true; };
  CHECK(service.run({"users", "passwd", "minh"}).exit == 130);
  CHECK(service.asked().size() == 1);
}

TEST_CASE("a password is never an argument, and a system user needs none") {
  UserService service;
  CHECK(service.run({"users", "add", "minh", "--role", "viewer", "--password", kPassword}).exit == 2);
  CHECK(service.run({"users", "passwd", "minh", kPassword}).exit == 2);
  CHECK(service.asked().empty());
  CHECK(service.run({"users", "add", "minh", "--role", "viewer", "--no-password"}).exit == 0);
  CHECK(service.last_body() == R"({"name":"minh","role":"viewer","no_password":true})");
  CHECK(service.run({"users", "passwd", "minh", "--no-password"}).exit == 0);
  CHECK(service.last_body() == R"({"no_password":true})");
}

TEST_CASE("a role is changed with its units, without them, or for every unit") {
  UserService service;
  CHECK(service.run({"users", "role", "minh", "approver"}).exit == 0);
  CHECK(service.asked().back() == "POST /api/v1/users/minh/role");
  CHECK(service.last_body() == R"({"role":"approver"})");
  CHECK(service.run({"users", "role", "--unit", "PA05", "minh", "approver"}).exit == 0);
  CHECK(service.last_body() == R"({"role":"approver","units":["PA05"]})");
  CHECK(service.run({"users", "role", "minh", "admin", "--all-units"}).exit == 0);
  CHECK(service.last_body() == R"({"role":"admin","units":[]})");
  CHECK(service.run({"users", "role", "minh", "admin", "--all-units", "--unit", "PA05"}).exit == 2);
  CHECK(service.run({"users", "role", "minh", "emperor"}).exit == 2);
  CHECK(service.run({"users", "add", "minh", "--no-password"}).exit == 2);
}

TEST_CASE("an account is disabled and enabled by its name, whatever is in it") {
  UserService service;
  CHECK(service.run({"users", "disable", "minh"}).exit == 0);
  CHECK(service.asked().back() == "POST /api/v1/users/minh/disable");
  CHECK(service.run({"users", "enable", "a b"}).exit == 0);
  CHECK(service.asked().back() == "POST /api/v1/users/a b/enable");
}

TEST_CASE("the audit is a table, and says how to go on") {
  UserService service;
  const Ran ran = service.run({"audit", "list"});
  CHECK(ran.exit == 0);
  CHECK(service.asked().back() == "GET /api/v1/audit?limit=100");
  CHECK(ran.out ==
        "AT                   WHO  ACTION          SUBJECT      REASON\n"
        "2026-12-18 08:00:00  lan  campaign.pause  tri-an-2026  bell\n");
  CHECK(ran.err == "there is more: the same with --cursor 7\n");
  CHECK(service
            .run({"audit", "list", "--since", "2026-12-18", "--who", "lan", "--action", "campaign", "--limit",
                  "5", "--cursor", "7", "--json"})
            .document()
            .at("schema")
            .as_string() == "triand.audit/v1");
  CHECK(service.asked().back() ==
        "GET /api/v1/audit?limit=5&cursor=7&since=2026-12-18&who=lan&action=campaign");
  CHECK(service.run({"audit", "list", "--limit", "0"}).exit == 2);
  CHECK(service.run({"audit", "list", "--cursor", "x"}).exit == 2);
}
