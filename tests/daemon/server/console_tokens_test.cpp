#include <catch2/catch.hpp>

#include "tests/daemon/server/console_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

const std::string kOwn = "/console/tokens";
const std::string kOfMinh = "/console/users/minh/tokens";

bool has(const server::Response& page, const std::string& words) {
  return page.body.find(words) != std::string::npos;
}

std::string token_on(const server::Response& page) {
  const std::size_t at = page.body.find("<code>triand_");
  return at == std::string::npos ? std::string() : page.body.substr(at + 6, 71);
}

}  // namespace

TEST_CASE("everybody makes a token on a page of his own, sees it once and revokes it") {
  ConsoleFixture console;
  console.add_account("minh", "viewer", {"PA05"});
  console.log_in("minh");
  CHECK(has(console.get_page("/console/password"), "href=\"/console/tokens\""));
  CHECK(has(console.get_page(kOwn), "Chưa có token nào."));
  const auto made = console.post_page(kOwn, {{"order", "make"}, {"name", "báo cáo"}, {"until", ""}});
  CHECK(made.status == 200);
  const std::string token = token_on(made);
  CHECK(token.size() == 71);
  CHECK(console.audited().back() == "minh user.token minh báo cáo");
  const auto later = console.get_page(kOwn);
  CHECK(token_on(later).empty());
  for (const char* words : {"báo cáo", "18/12/2027", "chưa dùng"}) CHECK(has(later, words));
  // The page with the token, asked for again, makes no other one.
  CHECK(console.post_page(kOwn, {{"order", "make"}, {"name", "báo cáo"}, {"until", ""}}).status == 409);
  CHECK(console.get_page("/").status == 200);

  CHECK(console.post_page(kOwn, {{"order", "revoke"}, {"id", "1"}}).status == 303);
  CHECK(console.world->reader()->tokens_in_force().empty());
  CHECK(console.post_page(kOwn, {{"order", "revoke"}, {"id", "1"}}).status == 404);
  CHECK(console.post_page(kOwn, {{"order", "revoke"}, {"id", "../users"}}).status == 404);
  CHECK(console.post_page(kOwn, {{"order", ""}}).status == 400);
}

TEST_CASE("a stolen session makes no token in the moment in which its owner changes the password") {
  ConsoleFixture console;
  console.add_account("minh", "viewer");
  console.log_in("minh");
  const std::string hash = console.world->reader()->log_in_account("minh")->password_hash;
  // Committed, and nobody has read it yet: the session still opens pages.
  console.write([&](store::WriteSession& session) {
    store::set_own_password(session, "minh", hash, "$y$new", console.now);
  });
  REQUIRE(console.get_page(kOwn).status == 200);
  const auto late = console.post_page(kOwn, {{"order", "make"}, {"name", "job"}, {"until", ""}});
  CHECK(late.status == 422);
  CHECK(token_on(late).empty());
  CHECK(has(late, "role=\"alert\""));
  CHECK(console.world->reader()->tokens_in_force().empty());
  console.world->accounts_changed();
  CHECK(console.get_page(kOwn).status == 303);
}

TEST_CASE("an administrator makes and revokes tokens of other accounts; nobody else does") {
  ConsoleFixture console;
  console.add_account("quan-tri", "admin");
  console.add_account("minh", "operator");
  console.log_in("quan-tri");
  CHECK(has(console.get_page("/console/users/minh"), "href=\"" + kOfMinh + "\""));
  CHECK(console.post_page(kOfMinh, {{"order", "make"}, {"name", "job"}, {"until", "x"}}).status == 400);
  CHECK_FALSE(
      token_on(console.post_page(kOfMinh, {{"order", "make"}, {"name", "job"}, {"until", ""}})).empty());
  CHECK(console.get_page("/console/users/nobody/tokens").status == 404);

  console.cookies.clear();
  console.log_in("minh");
  CHECK(has(console.get_page(kOwn), "job"));
  CHECK(console.get_page("/console/users/quan-tri/tokens").status == 403);
  CHECK(console.post_page("/console/users/quan-tri/tokens", {{"order", "make"}, {"name", "x"}}).status ==
        403);
  CHECK(console.post_page(kOwn, {{"order", "revoke"}, {"id", "1"}, {"token", std::string(64, '0')}}).status ==
        403);
  CHECK(console.world->reader()->tokens_in_force().size() == 1);
}
