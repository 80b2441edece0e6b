#include <catch2/catch.hpp>

#include "daemon/store/campaign_writer.hpp"
#include "tests/daemon/server/console_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

bool has(const server::Response& page, const std::string& words) {
  return page.body.find(words) != std::string::npos;
}

void record(ConsoleFixture& console, const std::string& who, const std::string& action,
            const std::string& subject, const std::string& reason = "") {
  console.write([&](store::WriteSession& session) {
    store::write_audit(session, who, action, subject, reason, console.now);
  });
}

}  // namespace

TEST_CASE("the audit is shown newest first, with its words, its subject and its reason") {
  ConsoleFixture console;
  console.add_account("quan-tri", "admin");
  console.log_in("quan-tri");
  record(console, "lan", "customer.reveal", "PA05010000001", "khách hỏi <số>");
  record(console, "minh", "something.new", "x");
  const auto page = console.get_page("/console/audit");
  CHECK(page.status == 200);
  for (const char* words : {"xem đầy đủ dữ liệu khách hàng", "PA05010000001", "khách hỏi &lt;số&gt;",
                            "18/12/2026 08:00", "something.new", "đăng nhập"})
    CHECK(has(page, words));
  CHECK(page.body.find("something.new") < page.body.find("customer.reveal"));
  CHECK_FALSE(has(page, "PA05010000001 · triand"));
}

TEST_CASE("the audit is narrowed by who, what and since when, and says what it cannot read") {
  ConsoleFixture console;
  console.add_account("quan-tri", "admin");
  console.log_in("quan-tri");
  console.now -= std::chrono::hours(48);
  record(console, "lan", "campaign.approve", "first");
  console.now += std::chrono::hours(48);
  record(console, "lan", "campaign.cancel", "second");
  record(console, "minh", "campaign.cancel", "third");
  const auto of_lan = console.get_page("/console/audit?who=lan&action=campaign");
  CHECK(has(of_lan, "first"));
  CHECK(has(of_lan, "second"));
  CHECK_FALSE(has(of_lan, "third"));
  CHECK(has(of_lan, "value=\"lan\""));
  const auto recent = console.get_page("/console/audit?who=lan&since=2026-12-18");
  CHECK_FALSE(has(recent, "first"));
  CHECK(has(recent, "second"));
  const auto mistyped = console.get_page("/console/audit?since=hom+qua");
  CHECK(mistyped.status == 400);
  CHECK(has(mistyped, "role=\"alert\""));
  CHECK(has(mistyped, "name=\"since\""));
}

TEST_CASE("a long audit is read page by page, with its filter") {
  ConsoleFixture console;
  console.add_account("quan-tri", "admin");
  console.log_in("quan-tri");
  for (int at = 0; at < 130; ++at) record(console, "lan", "customer.show", "no-" + std::to_string(at) + "-");
  const auto first = console.get_page("/console/audit?who=lan");
  CHECK(has(first, "no-129-"));
  CHECK_FALSE(has(first, "no-29-"));
  const std::string mark = "rel=\"next\" href=\"";
  const std::size_t at = first.body.find(mark);
  REQUIRE(at != std::string::npos);
  std::string address = first.body.substr(at + mark.size());
  address = address.substr(0, address.find('"'));
  address.replace(address.find("&amp;"), 5, "&");
  CHECK(address.find("who=lan") != std::string::npos);
  const auto second = console.get_page(address);
  CHECK(has(second, "no-29-"));
  CHECK(has(second, "no-0-"));
  CHECK_FALSE(has(second, "no-30-"));
  CHECK_FALSE(has(second, "rel=\"next\""));
}

TEST_CASE("only an administrator reads the audit") {
  ConsoleFixture console;
  console.add_account("duyet", "approver");
  console.log_in("duyet");
  CHECK_FALSE(has(console.get_page("/"), "/console/audit"));
  CHECK(console.get_page("/console/audit").status == 403);
}
