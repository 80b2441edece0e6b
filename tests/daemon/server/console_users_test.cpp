#include <catch2/catch.hpp>

#include "tests/daemon/server/console_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

const std::string kUsers = "/console/users";
const std::string kNew = "another good password";

bool has(const server::Response& page, const std::string& words) {
  return page.body.find(words) != std::string::npos;
}

// The console with an administrator logged in.
struct UsersConsole : ConsoleFixture {
  UsersConsole() {
    caller = {"root", server::Role::admin, true, {}, true};
    add_account("quan-tri", "admin");
    log_in("quan-tri");
  }

  server::Response add(const std::string& name, const std::string& role, const std::string& units = "",
                       const std::string& again = kNew) {
    return post_page(
        kUsers, {{"name", name}, {"role", role}, {"units", units}, {"password", kNew}, {"again", again}});
  }

  boost::json::object user(const std::string& name) {
    const Told told = get("/api/v1/users");
    for (const auto& item : told.at("users").as_array())
      if (item.as_object().at("name").as_string() == name) return item.as_object();
    throw std::logic_error("no such user");
  }
};

}  // namespace

TEST_CASE("an administrator adds a user, who logs in with what was typed") {
  UsersConsole console;
  const auto added = console.add("minh", "operator", "pa05, PM");
  CHECK(added.status == 303);
  CHECK(ConsoleFixture::header(added, "Location") == kUsers + "/minh");
  CHECK(boost::json::serialize(console.user("minh").at("units")) == R"(["PA05","PM"])");
  CHECK(console.audited().back() == "quan-tri user.add minh operator PA05 PM");
  const auto page = console.get_page(kUsers);
  for (const char* words : {"minh", "vận hành", "PA05 PM", "mọi đơn vị"}) CHECK(has(page, words));
  console.cookies.clear();
  CHECK(console.log_in("minh", kNew).status == 303);
}

TEST_CASE("a user who is not added is told why, and the page keeps all but the password") {
  UsersConsole console;
  const auto unlike = console.add("minh", "approver", "PA05", "another good pasword");
  CHECK(unlike.status == 400);
  CHECK(has(unlike, "Hai lần nhập mật khẩu không giống nhau."));
  CHECK(has(unlike, "value=\"minh\""));
  CHECK(has(unlike, "value=\"PA05\""));
  CHECK(has(unlike, "<option value=\"approver\" selected"));
  CHECK_FALSE(has(unlike, kNew));
  CHECK(console.add("Lân", "viewer").status == 400);
  CHECK(console.add("minh", "root").status == 400);
  CHECK(console.add("minh", "viewer", "XX99").status == 404);
  CHECK(console.add("minh", "admin", "PA05").status == 400);
  CHECK(console.add("QUAN-TRI", "viewer").status == 409);
  CHECK(console.add("another", "viewer").status == 400);  // in its own password
  CHECK(console.get("/api/v1/users").at("users").as_array().size() == 1);
}

TEST_CASE("a changed role, units, password or standing is a user's from the next request on") {
  UsersConsole console;
  console.add_account("minh", "operator", {"PA05"});
  const std::string minh = kUsers + "/minh";
  CHECK(has(console.get_page(minh), "value=\"PA05\""));

  CHECK(console.post_page(minh, {{"order", "role"}, {"role", "approver"}, {"units", ""}}).status == 303);
  CHECK(as_text(console.user("minh").at("role")) == "approver");
  CHECK(console.user("minh").at("units").as_array().empty());

  CHECK(console.post_page(minh, {{"order", "passwd"}, {"password", kNew}, {"again", kNew}}).status == 303);
  CHECK(console.audited().back() == "quan-tri user.passwd minh ");
  CHECK(console.post_page(minh, {{"order", "passwd"}, {"password", kNew}, {"again", "x"}}).status == 400);
  CHECK(console.post_page(minh, {{"order", "passwd"}, {"password", "short"}, {"again", "short"}}).status ==
        400);

  CHECK(has(console.get_page(minh), "value=\"disable\""));
  CHECK(console.post_page(minh, {{"order", "disable"}}).status == 303);
  CHECK(console.user("minh").at("disabled") == true);
  CHECK(has(console.get_page(minh), "value=\"enable\""));
  CHECK(console.post_page(minh, {{"order", "disable"}}).status == 409);
  CHECK(console.post_page(minh, {{"order", "enable"}}).status == 303);
  console.cookies.clear();
  CHECK(console.log_in("minh", kNew).status == 303);
}

TEST_CASE("a session ends with the role that it began with") {
  UsersConsole console;
  console.add_account("minh", "viewer");
  const auto administrator = console.cookies;
  const std::string form_token = console.token;
  console.cookies.clear();
  console.log_in("minh");
  const auto session = console.cookies;
  CHECK(console.get_page("/").status == 200);
  console.cookies = administrator;
  console.token = form_token;
  console.now += std::chrono::minutes(1);
  CHECK(console.post_page(kUsers + "/minh", {{"order", "role"}, {"role", "support"}, {"units", ""}}).status ==
        303);
  console.cookies = session;
  CHECK(console.get_page("/").status == 303);
}

TEST_CASE("the last administrator stays one") {
  UsersConsole console;
  const std::string own = kUsers + "/quan-tri";
  for (const ConsoleFixture::Fields& fields :
       {ConsoleFixture::Fields{{"order", "role"}, {"role", "viewer"}, {"units", ""}},
        ConsoleFixture::Fields{{"order", "disable"}}}) {
    const auto refused = console.post_page(own, fields);
    CHECK(refused.status == 422);
    CHECK(has(refused, "you are the last administrator"));
  }
  CHECK(as_text(console.user("quan-tri").at("role")) == "admin");
  CHECK(console.get_page(kUsers).status == 200);
}

TEST_CASE("nobody but an administrator sees users or changes one") {
  UsersConsole console;
  console.add_account("minh", "viewer");
  for (const char* role : {"viewer", "support", "operator", "approver"}) {
    CAPTURE(role);
    const std::string name = std::string("the-") + role;
    console.add_account(name, role);
    console.cookies.clear();
    console.log_in(name);
    CHECK_FALSE(has(console.get_page("/"), kUsers));
    CHECK(console.get_page(kUsers).status == 403);
    CHECK(console.get_page(kUsers + "/minh").status == 403);
    CHECK(console.add("new", "admin").status == 403);
    CHECK(console.post_page(kUsers + "/minh", {{"order", "role"}, {"role", "admin"}}).status == 403);
    CHECK(console.post_page(kUsers + "/" + name, {{"order", "role"}, {"role", "admin"}}).status == 403);
  }
  CHECK(as_text(console.user("minh").at("role")) == "viewer");
}

TEST_CASE("foreign forms and users that are not there change nothing") {
  UsersConsole console;
  console.add_account("minh", "viewer");
  const auto before = console.audited().size();
  CHECK(console.post_page(kUsers + "/minh", {{"order", "disable"}, {"token", std::string(64, '0')}}).status ==
        403);
  CHECK(
      console.post_page(kUsers + "/minh", {{"order", "disable"}}, {{"Origin", "https://evil.test"}}).status ==
      403);
  CHECK(console.post_page(kUsers + "/minh", {{"order", "tokens"}}).status == 400);
  CHECK(console.post_page(kUsers + "/nobody", {{"order", "disable"}}).status == 404);
  CHECK(console.get_page(kUsers + "/nobody").status == 404);
  CHECK(console.audited().size() == before);
}
