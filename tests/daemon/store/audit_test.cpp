#include <algorithm>
#include <random>

#include <catch2/catch.hpp>

#include <SQLiteCpp/Statement.h>

#include "daemon/store/audit_sql.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::store {
namespace {

using namespace std::chrono_literals;

// How the database goes about it, a step a line.
std::string steps(SQLite::Database& database, const std::string& sql) {
  SQLite::Statement plan(database, "EXPLAIN QUERY PLAN " + sql);
  std::string out;
  while (plan.executeStep()) out += plan.getColumn(3).getString() + "\n";
  return out;
}

// The same by looking at everything: what the question means.
std::vector<AuditRow> looked_through(std::vector<AuditRow> all, const AuditQuestion& question) {
  const auto newer = [](const AuditRow& one, const AuditRow& other) {
    return std::pair(one.at, one.id) > std::pair(other.at, other.id);
  };
  std::ranges::sort(all, newer);
  const auto end = std::ranges::find_if(all, [&](const AuditRow& row) { return row.id == question.before; });
  if (question.before > 0) all.erase(all.begin(), end + 1);
  std::erase_if(all, [&](const AuditRow& row) {
    const bool kind = row.action == question.action || row.action.starts_with(question.action + ".");
    return (question.since && row.at < *question.since) ||
           (!question.who.empty() && row.who != question.who) || (!question.action.empty() && !kind);
  });
  if (all.size() > static_cast<std::size_t>(question.limit))
    all.resize(static_cast<std::size_t>(question.limit));
  return all;
}

std::vector<std::int64_t> numbers(const std::vector<AuditRow>& rows) {
  std::vector<std::int64_t> out;
  for (const AuditRow& row : rows) out.push_back(row.id);
  return out;
}

}  // namespace

TEST_CASE("nothing that the audit is asked reads more of it than a run of an index, or sorts") {
  StoreFixture store(1);
  const auto database = open_for_reading(store.path());
  CHECK(steps(*database, kNextAction) ==
        "SEARCH audit USING COVERING INDEX audit_action (action>? AND action<?)\n");
  CHECK(steps(*database, kNextActionOf) ==
        "SEARCH audit USING COVERING INDEX audit_who (who=? AND action>? AND action<?)\n");
  CHECK(steps(*database, kNewestEntries) ==
        "SEARCH audit USING COVERING INDEX audit_action (action=? AND at>? AND at<?)\n");
  CHECK(steps(*database, kNewestEntriesOf) ==
        "SEARCH audit USING COVERING INDEX audit_who (who=? AND action=? AND at>? AND at<?)\n");
  CHECK(steps(*database, kEntry) == "SEARCH audit USING INTEGER PRIMARY KEY (rowid=?)\n");
  CHECK(steps(*database, kTimeOfEntry) == "SEARCH audit USING INTEGER PRIMARY KEY (rowid<?)\n");
  CHECK(steps(*database, kNotesOfCustomer) ==
        "SEARCH audit USING INDEX audit_subject (subject=? AND action=?)\n");
  // What an erasure or retention does for each customer.
  CHECK(steps(*database, kForgetWordsOfCustomer) ==
        "SEARCH audit USING INDEX audit_subject (subject=? AND action=?)\n");
  CHECK(steps(*database, kForgetWordsOfDeliveries) ==
        "SEARCH audit USING INDEX audit_subject (subject>? AND subject<?)\n");
  for (const char* sql : {kForgetWordsOfRemoval, kForgetWordsOfReprints}) {
    INFO(steps(*database, sql));
    CHECK(steps(*database, sql).find("SCAN") == std::string::npos);
  }
  // The control: what is looked for by what stands in no index reads the whole table.
  CHECK(steps(*database, "SELECT id FROM audit WHERE reason = ? ORDER BY at DESC, id DESC LIMIT ?") ==
        "SCAN audit\nUSE TEMP B-TREE FOR ORDER BY\n");
}

TEST_CASE("every filter of the audit finds what looking through all of it finds, page after page") {
  StoreFixture store(0);
  std::mt19937 dice(20261218);
  const auto any = [&](const auto& words) { return words[dice() % std::size(words)]; };
  const char* const people[] = {"an", "lan", "lan2", "minh"};
  const char* const actions[] = {"backup",        "campaign.approve", "campaign.plan", "campaigns",
                                 "customer.note", "customer.show",    "pause"};
  store.run([&](WriteSession& session) {
    // A clock that is set back now and then, and many entries of one moment.
    TimePoint now = store.now;
    for (int entry = 0; entry < 400; ++entry) {
      now += dice() % 40 == 0 ? -30min : static_cast<int>(dice() % 3) * 1min;
      write_audit(session, any(people), any(actions), "x", "", now);
    }
  });
  Reader reader(store.path());
  const std::vector<AuditRow> all = reader.audit({.limit = 1000});
  REQUIRE(all.size() == 400);
  CHECK(numbers(looked_through(all, {.limit = 1000})) == numbers(all));
  const char* const asked_people[] = {"", "an", "lan", "nobody"};
  const char* const asked_actions[] = {"",  "campaign", "campaign.plan", "customer", "campaig", "pause",
                                       "%", "."};
  int pages = 0;
  for (const char* who : asked_people)
    for (const char* action : asked_actions)
      for (const bool since : {false, true}) {
        AuditQuestion question{.who = who, .action = action, .limit = 7};
        if (since) question.since = store.now + 90min;
        INFO("who '" << who << "' action '" << action << "' since " << since);
        for (;;) {
          const std::vector<AuditRow> page = reader.audit(question);
          REQUIRE(numbers(page) == numbers(looked_through(all, question)));
          ++pages;
          if (page.size() < 7) break;
          question.before = page.back().id;
        }
      }
  CHECK(pages > 100);
  CHECK(reader.audit({.limit = 0}).empty());
}

TEST_CASE("a page goes on behind a number that no entry has") {
  StoreFixture store(0);
  store.run([&](WriteSession& session) {
    for (const char* action : {"backup", "pause", "resume"})
      write_audit(session, "an", action, "x", "", store.now += 1min);
  });
  Reader reader(store.path());
  CHECK(numbers(reader.audit({.before = 3, .limit = 5})) == std::vector<std::int64_t>{2, 1});
  CHECK(numbers(reader.audit({.before = 99, .limit = 5})) == std::vector<std::int64_t>{3, 2, 1});
  CHECK(reader.audit({.before = 1, .limit = 5}).empty());
}

}  // namespace triand::store
