#include <catch2/catch.hpp>

#include "daemon/server/account_book.hpp"
#include "daemon/server/system_user.hpp"
#include "tests/daemon/server/api_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

using Keys = std::vector<std::string>;

const std::string kPath = "/api/v1/users";
const std::string kPassword = "correct horse";

struct UsersApi : ApiFixture {
  UsersApi() {
    world->accounts_changed = [this] { book.load(*world->reader()); };
  }
  Told add(const std::string& name, const std::string& rest) {
    return post(kPath, R"({"name":")" + name + R"(",)" + rest + "}");
  }
  // What a system user of that name may do on the control socket.
  std::optional<server::Caller> at_the_socket(const std::string& name) {
    return server::caller_of(1000, 900, name, [this](const std::string& who) { return book.of(who); });
  }

  server::AccountBook book;
};

const std::string kNoPassword = R"("no_password":true)";

}  // namespace

TEST_CASE("an account is added, told without a hash, and is a role on the control socket at once") {
  UsersApi api;
  CHECK_FALSE(api.at_the_socket("minh"));
  const Told told = api.add("minh", R"("role":"operator","units":["pa05"],)" + kNoPassword);
  CHECK(told.keys() == Keys{"schema", "name", "role", "units", "password", "disabled", "created_by",
                            "created_at", "changed_by", "changed_at"});
  CHECK(told.text("schema") == "triand.user/v1");
  CHECK(boost::json::serialize(told.at("units")) == R"(["PA05"])");
  CHECK(told.at("password") == false);
  CHECK(told.text("created_by") == "lan");
  CHECK(told.text("created_at") == "2026-12-18T08:00:00+07:00");
  CHECK(api.audited().back() == "lan user.add minh operator PA05");
  const auto caller = api.at_the_socket("minh");
  REQUIRE(caller);
  CHECK(caller->role == server::Role::operator_);
  CHECK(caller->units == Keys{"PA05"});
  CHECK_FALSE(api.at_the_socket("MINH"));
}

TEST_CASE("no answer holds a password or its hash") {
  UsersApi api;
  const Told added = api.add("minh", R"("role":"viewer","password":")" + kPassword + "\"");
  CHECK(added.at("password") == true);
  const Told listed = api.get(kPath);
  CHECK(listed.text("schema") == "triand.users/v1");
  REQUIRE(listed.at("users").as_array().size() == 1);
  for (const Told& told : {added, listed}) {
    const std::string all = boost::json::serialize(told.document);
    CHECK(all.find("$y$") == std::string::npos);
    CHECK(all.find(kPassword) == std::string::npos);
  }
  for (const std::string& line : api.audited()) CHECK(line.find("$y$") == std::string::npos);
}

TEST_CASE("names that are none, wrong roles and weak passwords are usage errors that change nothing") {
  UsersApi api;
  const std::string role = R"("role":"viewer",)";
  for (const std::string& name :
       {std::string(), std::string(65, 'a'), std::string("a b"), std::string("a\\u0007"),
        std::string("a\\u0000b"), std::string("Lân"), std::string("-a")}) {
    CAPTURE(name);
    CHECK(api.add(name, role + kNoPassword).exit() == 2);
  }
  for (const char* wrong : {"", "root", "Admin", "operator "})
    CHECK(api.add("minh", R"("role":")" + std::string(wrong) + "\"," + kNoPassword).exit() == 2);
  for (const char* password : {"tiny", "12345678901", "my-Minh-password", "aaaaaaaaaaaaa"}) {
    const Told told = api.add("minh", role + R"("password":")" + password + "\"");
    CHECK(told.exit() == 2);
    CHECK(told.error().find(password) == std::string::npos);
  }
  CHECK(api.add("minh", R"("role":"viewer")").exit() == 2);  // neither
  CHECK(api.add("minh", role + kNoPassword + R"(,"password":"correct horse")").exit() == 2);
  CHECK(api.add("minh", role + kNoPassword + R"(,"units":"PA05")").exit() == 2);
  CHECK(api.add("minh", role + kNoPassword + R"(,"units":[5])").exit() == 2);
  CHECK(api.add("minh", R"("role":"admin","units":["PA05"],)" + kNoPassword).exit() == 2);
  CHECK(api.add("minh", role + R"("units":["XX99"],)" + kNoPassword).exit() == 5);
  CHECK(api.get(kPath).at("users").as_array().empty());
  CHECK(api.audited().empty());
}

TEST_CASE("an account is not added twice") {
  UsersApi api;
  CHECK(api.add("minh", R"("role":"viewer",)" + kNoPassword).exit() == 0);
  CHECK(api.add("Minh", R"("role":"admin",)" + kNoPassword).exit() == 6);
}

TEST_CASE("a role is changed from the next request on and keeps its units") {
  UsersApi api;
  api.add("minh", R"("role":"support","units":["PM"],)" + kNoPassword);
  CHECK(api.post(kPath + "/minh/role", R"({"role":"operator"})").exit() == 0);
  CHECK(api.at_the_socket("minh")->role == server::Role::operator_);
  CHECK(api.at_the_socket("minh")->units == Keys{"PM"});
  CHECK(api.post(kPath + "/minh/role", R"({"role":"admin"})").exit() == 8);
  CHECK(api.post(kPath + "/minh/role", R"({"role":"admin","units":[]})").exit() == 0);
  CHECK(api.at_the_socket("minh")->units.empty());
  CHECK(api.post(kPath + "/minh/role", R"({"role":"boss"})").exit() == 2);
  CHECK(api.post(kPath + "/minh/role", R"({"role":"viewer","units":["PA05","XX"]})").exit() == 5);
  CHECK(api.post(kPath + "/nobody/role", R"({"role":"viewer"})").exit() == 5);
}

TEST_CASE("who is disabled may do nothing until he is enabled again") {
  UsersApi api;
  api.add("minh", R"("role":"operator",)" + kNoPassword);
  CHECK(api.post(kPath + "/minh/disable").at("disabled") == true);
  CHECK_FALSE(api.at_the_socket("minh"));
  CHECK(api.post(kPath + "/minh/disable").exit() == 6);
  CHECK(api.post(kPath + "/minh/enable").exit() == 0);
  CHECK(api.at_the_socket("minh")->role == server::Role::operator_);
  CHECK(api.post(kPath + "/nobody/disable").exit() == 5);
  CHECK(api.audited().back() == "lan user.enable minh ");
}

TEST_CASE("the last administrator can neither disable nor demote himself") {
  UsersApi api;
  api.add("lan", R"("role":"admin",)" + kNoPassword);
  CHECK(api.post(kPath + "/lan/disable").exit() == 8);
  CHECK(api.post(kPath + "/lan/role", R"({"role":"approver"})").exit() == 8);
  CHECK(api.at_the_socket("lan")->role == server::Role::admin);
  api.add("minh", R"("role":"admin",)" + kNoPassword);
  CHECK(api.post(kPath + "/lan/role", R"({"role":"approver"})").exit() == 0);
}

TEST_CASE("two administrators who demote each other at the same moment leave one") {
  UsersApi api;
  api.caller.above_accounts = true;
  api.add("an", R"("role":"admin",)" + kNoPassword);
  api.add("minh", R"("role":"admin",)" + kNoPassword);
  // Both requests were let in while both were administrators.
  api.caller = {"an", server::Role::admin, true};
  CHECK(api.post(kPath + "/minh/role", R"({"role":"viewer"})").exit() == 0);
  api.caller = {"minh", server::Role::admin, true};
  for (const char* order : {"/an/role", "/minh/role"})
    CHECK(api.post(kPath + order, R"({"role":"admin","units":[]})").exit() == 8);
  CHECK(api.post(kPath + "/an/role", R"({"role":"viewer"})").exit() == 8);
  CHECK(api.post(kPath + "/an/disable").exit() == 8);
  CHECK(api.post(kPath + "/an/passwd", R"({"password":"correct horse"})").exit() == 8);
  CHECK(api.add("binh", R"("role":"admin",)" + kNoPassword).exit() == 8);
  CHECK(api.at_the_socket("an")->role == server::Role::admin);
  CHECK(api.at_the_socket("minh")->role == server::Role::viewer);
  CHECK(api.get(kPath).at("users").as_array().size() == 2);
}

TEST_CASE("a password's characters are counted as they are read, not as they were typed") {
  UsersApi api;
  // Eight letters, of which a keyboard made eighteen characters.
  const std::string typed = "e\u0302\u0301o\u0302\u0300a\u0306\u0301u\u031b\u0301e\u0302\u0300xyz";
  CHECK(api.add("minh", R"("role":"viewer","password":")" + typed + "\"").exit() == 2);
}

TEST_CASE("a password is set by an administrator and taken away again") {
  UsersApi api;
  api.add("minh", R"("role":"viewer",)" + kNoPassword);
  CHECK(api.post(kPath + "/minh/passwd", R"({"password":"correct horse"})").at("password") == true);
  CHECK(api.post(kPath + "/minh/passwd", R"({"password":"minh minh minh"})").exit() == 2);
  CHECK(api.post(kPath + "/minh/passwd", R"({})").exit() == 2);
  CHECK(api.post(kPath + "/minh/passwd", R"({"no_password":true})").at("password") == false);
  CHECK(api.post(kPath + "/nobody/passwd", R"({"password":"correct horse"})").exit() == 5);
  CHECK(api.audited().back() == "lan user.passwd minh taken away");
}

TEST_CASE("a role in the database that this program does not know gives nobody anything") {
  UsersApi api;
  api.write([&](store::WriteSession& session) {
    session.database().exec("INSERT INTO user (name, role) VALUES ('minh', 'emperor')");
  });
  api.book.load(*api.world->reader());
  CHECK_FALSE(api.at_the_socket("minh"));
}
