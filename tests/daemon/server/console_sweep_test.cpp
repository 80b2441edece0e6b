#include <catch2/catch.hpp>

#include "tests/daemon/server/whole_console.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

// The pages of the console as the table has them, so that none can be forgotten here.
struct Pages {
  explicit Pages(const ConsoleFixture& console) {
    for (const server::Route& route : console.router.routes())
      if (is_page_of_console(route)) (route.method == "GET" ? gets : posts).push_back(route);
  }

  std::vector<server::Route> gets;
  std::vector<server::Route> posts;
};

// An address of the pattern, with one word for each {name}.
std::string address(const std::string& pattern, const std::string& word) {
  std::string out;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] != '{') {
      out += pattern[at];
      continue;
    }
    out += word;
    at = pattern.find('}', at);
  }
  return out;
}

}  // namespace

TEST_CASE("no page of the console answers somebody who has not logged in") {
  ConsoleFixture console;
  console.load_customers();
  const Pages pages(console);
  REQUIRE(pages.gets.size() > 20);
  REQUIRE(pages.posts.size() > 20);
  const auto audited = console.audited();
  for (const server::Route& route : pages.gets) {
    INFO(route.pattern);
    const auto answer = console.get_page(address(route.pattern, "1"));
    CHECK((answer.status == 303 || answer.status == 401));
    CHECK(answer.body.find("PA05010000001") == std::string::npos);
    if (answer.status == 303) CHECK(ConsoleFixture::header(answer, "Location") == "/console/log-in");
  }
  for (const server::Route& route : pages.posts) {
    INFO(route.pattern);
    if (route.admits) {
      // Refused by the head, before the body is taken.
      server::Request head;
      head.method = "POST";
      const auto admission = route.admits(head);
      REQUIRE(admission.refusal);
      CHECK(admission.refusal->status == 303);
    } else {
      // The old password is asked for there.
      CHECK(route.pattern == "/console/password");
      CHECK(route.body_bytes == 16 * 1024);
    }
    CHECK(console.post_page(address(route.pattern, "1"), {{"reason", "x"}}).status == 303);
  }
  CHECK(console.audited() == audited);
}

TEST_CASE("no form of the console acts without the session's own token") {
  ConsoleFixture console;
  console.load_customers();
  console.add_account("chi", "admin");
  REQUIRE(console.log_in("chi").status == 303);
  const Pages pages(console);
  const auto audited = console.audited();
  for (const server::Route& route : pages.posts) {
    if (route.upload) continue;  // the next test
    INFO(route.pattern);
    for (const char* token : {"", "0000000000000000000000000000000000000000000000000000000000000000"})
      CHECK(console.post_page(address(route.pattern, "1"), {{"token", token}, {"reason", "x"}}).status ==
            403);
  }
  CHECK(console.audited() == audited);
}

TEST_CASE("no form with a file is taken without the session's own token, and nothing of it is kept") {
  WholeConsole console;
  console.load_customers();
  console.add_account("chi", "admin");
  REQUIRE(console.log_in("chi").status == 303);
  const Pages pages(console);
  const auto audited = console.audited();
  const std::size_t files = console.folder.files();
  const std::string own = ConsoleFixture::form_part("token", console.token);
  const auto file_for = [](const server::Route& route) {
    const char* field = route.pattern == "/console/lists" ? "list" : "chosen";
    return ConsoleFixture::form_part(field, "customer_code\nPA05010000009\n", "; filename=\"a.csv\"");
  };
  std::size_t forms = 0;
  for (const server::Route& route : pages.posts) {
    if (!route.upload) continue;
    ++forms;
    INFO(route.pattern);
    const std::string file = file_for(route);
    for (const std::string& token : {std::string(), ConsoleFixture::form_part("token", ""),
                                     ConsoleFixture::form_part("token", std::string(64, '0')),
                                     ConsoleFixture::form_part("token", console.token.substr(1))}) {
      INFO(token);
      CHECK(console.send_parts(route.pattern, token + file).status == 403);
    }
    // Behind the file it comes too late.
    CHECK(console.send_parts(route.pattern, file + own).status == 403);
    CHECK(console.send_parts(route.pattern, own + file, {{"Sec-Fetch-Site", "cross-site"}}).status == 403);
  }
  CHECK(forms == 3);
  CHECK(console.folder.files() == files);
  CHECK(console.imported.empty());
  CHECK(console.audited() == audited);
  // With the token each is looked at, and a list is kept.
  for (const server::Route& route : pages.posts)
    if (route.upload) CHECK(console.send_parts(route.pattern, own + file_for(route)).status != 403);
  CHECK(console.folder.files() > files);
}

TEST_CASE("no page of the console fails for any role, whatever its address names") {
  ConsoleFixture console;
  console.load_customers();
  const Pages pages(console);
  for (const char* role : {"viewer", "support", "operator", "approver", "admin"}) {
    console.add_account(role, role);
    console.cookies.clear();
    REQUIRE(console.log_in(role).status == 303);
    for (const server::Route& route : pages.gets) {
      for (const char* word : {"1", "0", "-1", "99999999999999999999", "khong-co", "%C3%A1%0A"}) {
        INFO(role << " " << route.pattern << " " << word);
        const auto answer = console.get_page(address(route.pattern, word));
        CHECK(answer.status < 500);
        // Where a page leads on to, too, is one line.
        for (const auto& [name, value] : answer.headers)
          CHECK(value.find_first_of("\r\n") == std::string::npos);
      }
    }
  }
}
