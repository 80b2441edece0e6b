#include <catch2/catch.hpp>

#include <atomic>
#include <barrier>
#include <thread>

#include <SQLiteCpp/SQLiteCpp.h>

#include "daemon/store/account_writer.hpp"
#include "daemon/store/schema.hpp"
#include "daemon/store/store_error.hpp"
#include "tests/daemon/store/store_fixture.hpp"

using namespace triand;
using namespace triand::store;
using Words = std::vector<std::string>;

namespace {

struct Accounts : StoreFixture {
  Accounts() : StoreFixture(1) {}

  void add(const std::string& name, const std::string& role, Words units = {}, const std::string& hash = "") {
    run([&](WriteSession& session) { add_account(session, {name, role, units, hash}, {"root", now}); });
  }
  void set_role(const std::string& name, const std::string& role, std::optional<Words> units = std::nullopt,
                const std::string& who = "root") {
    run([&](WriteSession& session) { set_account_role(session, name, role, units, {who, now}); });
  }
  void disable(const std::string& name, bool disabled = true, const std::string& who = "root") {
    run([&](WriteSession& session) { set_account_disabled(session, name, disabled, {who, now}); });
  }
  AccountRow row(const std::string& name) {
    Reader reader(path());
    for (const AccountRow& one : reader.accounts())
      if (one.name == name) return one;
    throw std::logic_error("no such account");
  }
  // "WHO ACTION SUBJECT REASON", oldest first.
  Words audits(AuditQuestion question = {.limit = 1000}) {
    Reader reader(path());
    Words out;
    for (const AuditRow& one : reader.audit(question))
      out.insert(out.begin(), one.who + " " + one.action + " " + one.subject + " " + one.reason);
    return out;
  }
};

}  // namespace

TEST_CASE("an account is kept with its role, units and who made it") {
  Accounts store;
  store.add("lan", "operator", {"PA22", "PA05"}, "$y$hash");
  const AccountRow row = store.row("lan");
  CHECK(row.role == "operator");
  CHECK(row.units == Words{"PA05", "PA22"});
  CHECK(row.has_password);
  CHECK_FALSE(row.disabled);
  CHECK(row.created_by == "root");
  CHECK(row.created_at == from_ms(to_ms(store.now)));
  CHECK(row.changed_by == "root");
  CHECK(store.audits() == Words{"root user.add lan operator PA22 PA05"});
}

TEST_CASE("an account whose unit does not exist is not made, nor one of the same name in other letter case") {
  Accounts store;
  CHECK_THROWS_AS(store.add("lan", "operator", {"PA05", "XX99"}), NotFound);
  CHECK(Reader(store.path()).accounts().empty());
  store.add("lan", "operator");
  CHECK_THROWS_AS(store.add("lan", "viewer"), WrongState);
  CHECK_THROWS_AS(store.add("LAN", "viewer"), WrongState);
  CHECK(store.audits().size() == 1);
}

TEST_CASE("a password is set and taken away; the audit never holds it") {
  Accounts store;
  store.add("lan", "viewer");
  const auto set = [&](const std::string& hash) {
    store.run([&](WriteSession& session) { set_account_password(session, "lan", hash, {"an", store.now}); });
  };
  set("$y$new");
  CHECK(store.row("lan").has_password);
  CHECK(store.row("lan").changed_by == "an");
  set("");
  CHECK_FALSE(store.row("lan").has_password);
  CHECK(store.audits() ==
        Words{"root user.add lan viewer", "an user.passwd lan ", "an user.passwd lan taken away"});
  CHECK_THROWS_AS(store.run([&](WriteSession& session) {
    set_account_password(session, "nobody", "$y$x", {"an", store.now});
  }),
                  NotFound);
}

TEST_CASE("a role keeps its units unless others are given") {
  Accounts store;
  store.add("lan", "support", {"PA05"});
  store.set_role("lan", "operator");
  CHECK(store.row("lan").role == "operator");
  CHECK(store.row("lan").units == Words{"PA05"});
  store.set_role("lan", "operator", Words{"PA22"});
  CHECK(store.row("lan").units == Words{"PA22"});
  CHECK_THROWS_AS(store.set_role("lan", "viewer", Words{"XX99"}), NotFound);
  CHECK(store.row("lan").role == "operator");
  CHECK(store.row("lan").units == Words{"PA22"});
  CHECK_THROWS_AS(store.set_role("lan", "admin"), Refused);
  store.set_role("lan", "admin", Words{});
  CHECK(store.row("lan").units.empty());
  CHECK(store.audits().back() == "root user.role lan admin");
}

TEST_CASE("the last administrator can neither disable nor demote himself") {
  Accounts store;
  store.add("lan", "admin");
  store.add("an", "admin");
  store.disable("an");
  CHECK_THROWS_AS(store.disable("lan", true, "lan"), Refused);
  CHECK_THROWS_AS(store.set_role("lan", "approver", std::nullopt, "lan"), Refused);
  CHECK(store.row("lan").role == "admin");
  CHECK_FALSE(store.row("lan").disabled);
  store.set_role("lan", "admin", std::nullopt, "lan");  // nothing is lost by that
  store.disable("an", false);
  store.set_role("lan", "approver", std::nullopt, "lan");
  CHECK(store.row("lan").role == "approver");
  // Root remains.
  store.disable("an");
  CHECK(store.row("an").disabled);
}

TEST_CASE("two administrators who demote each other at the same moment leave one") {
  Accounts store;
  store.add("an", "admin");
  store.add("lan", "admin");
  constexpr int kRounds = 50;
  for (int round = 0; round < kRounds; ++round) {
    std::barrier together(2);
    std::atomic<int> refused{0};
    const auto demote = [&](const std::string& name, const std::string& who) {
      together.arrive_and_wait();
      try {
        if (round % 2 == 0)
          store.set_role(name, "viewer", std::nullopt, who);
        else
          store.disable(name, true, who);
      } catch (const Refused&) {
        ++refused;
      }
    };
    std::thread one(demote, "lan", "an");
    std::thread other(demote, "an", "lan");
    one.join();
    other.join();
    CHECK(refused == 1);
    int left = 0;
    for (const char* name : {"an", "lan"}) {
      const AccountRow row = store.row(name);
      left += row.role == "admin" && !row.disabled ? 1 : 0;
    }
    REQUIRE(left == 1);
    for (const char* name : {"an", "lan"}) {
      store.set_role(name, "admin");
      if (store.row(name).disabled) store.disable(name, false);
    }
  }
}

TEST_CASE("who is no administrator any more changes no account, unless he is above them") {
  Accounts store;
  store.add("an", "admin");
  store.add("lan", "admin");
  store.disable("lan");
  const AccountChange by{"lan", store.now};
  const std::size_t audits = store.audits().size();
  CHECK_THROWS_AS(store.run([&](WriteSession& session) {
    add_account(session, {"minh", "admin"}, by);
  }),
                  Refused);
  CHECK_THROWS_AS(
      store.run([&](WriteSession& session) { set_account_password(session, "an", "$y$theirs", by); }),
      Refused);
  CHECK_THROWS_AS(store.disable("an", true, "lan"), Refused);
  CHECK_THROWS_AS(store.disable("lan", false, "lan"), Refused);
  CHECK(store.audits().size() == audits);
  CHECK_FALSE(store.row("an").has_password);
  // A system's root whose name an account has, too.
  store.run([&](WriteSession& session) {
    set_account_disabled(session, "lan", false, {.who = "lan", .now = store.now, .above_accounts = true});
  });
  CHECK_FALSE(store.row("lan").disabled);
}

TEST_CASE("no two changes of an account have the same time, whatever the clock does") {
  Accounts store;
  store.add("lan", "viewer");
  TimePoint last = store.row("lan").changed_at;
  for (const auto step : {std::chrono::hours(0), std::chrono::hours(-2), std::chrono::hours(0)}) {
    store.now += step;
    store.set_role("lan", "viewer");
    CHECK(store.row("lan").changed_at > last);
    last = store.row("lan").changed_at;
  }
  store.now += std::chrono::hours(3);
  store.set_role("lan", "viewer");
  CHECK(store.row("lan").changed_at == from_ms(to_ms(store.now)));
}

TEST_CASE("who came in before his account was changed changes none, and who has none is not asked") {
  Accounts store;
  store.add("an", "admin");
  store.add("lan", "viewer");
  AccountChange by{.who = "an", .now = store.now, .account_changed = store.row("an").changed_at};
  const auto set_role = [&](const std::string& role) {
    store.run([&](WriteSession& session) { set_account_role(session, "lan", role, std::nullopt, by); });
  };
  set_role("support");
  store.set_role("an", "admin");
  CHECK_THROWS_AS(set_role("operator"), Refused);
  CHECK(store.row("lan").role == "support");
  by.account_changed = store.row("an").changed_at;
  set_role("operator");
  by = {.who = "root", .now = store.now, .account_changed = TimePoint()};
  set_role("viewer");
  CHECK(store.row("lan").role == "viewer");
}

TEST_CASE("what is disabled already is not disabled again") {
  Accounts store;
  store.add("lan", "viewer");
  CHECK_THROWS_AS(store.disable("lan", false), WrongState);
  store.disable("lan");
  CHECK_THROWS_AS(store.disable("lan"), WrongState);
  store.disable("lan", false);
  CHECK(store.audits() ==
        Words{"root user.add lan viewer", "root user.disable lan ", "root user.enable lan "});
  CHECK_THROWS_AS(store.disable("nobody"), NotFound);
}

TEST_CASE("the audit is read newest first, by time, person and kind of action, a page at a time") {
  Accounts store;
  const auto note = [&](const std::string& who, const std::string& action, int minutes) {
    store.run([&](WriteSession& session) {
      write_audit(session, who, action, "x", "", store.now + std::chrono::minutes(minutes));
    });
  };
  note("lan", "campaign.plan", 0);
  note("an", "campaign.approve", 1);
  note("an", "campaigns.other", 2);
  note("lan", "customer.show", 3);
  CHECK(store.audits().size() == 4);
  CHECK(store.audits({.who = "lan", .limit = 9}) == Words{"lan campaign.plan x ", "lan customer.show x "});
  CHECK(store.audits({.action = "campaign", .limit = 9}) ==
        Words{"lan campaign.plan x ", "an campaign.approve x "});
  CHECK(store.audits({.action = "campaign.approve", .limit = 9}) == Words{"an campaign.approve x "});
  CHECK(store.audits({.action = "%", .limit = 9}).empty());
  CHECK(store.audits({.since = store.now + std::chrono::minutes(2), .limit = 9}) ==
        Words{"an campaigns.other x ", "lan customer.show x "});
  Reader reader(store.path());
  const auto first = reader.audit({.limit = 3});
  REQUIRE(first.size() == 3);
  CHECK(first.front().action == "customer.show");
  const auto rest = reader.audit({.before = first.back().id, .limit = 3});
  REQUIRE(rest.size() == 1);
  CHECK(rest.front().action == "campaign.plan");
}

TEST_CASE("a system user's role from before accounts is an account without a password, of every unit") {
  Accounts store;
  const std::string older = store.path() + ".older";
  {
    SQLite::Database database(older, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    constexpr int kBefore = 13;
    for (int at = 0; at < kBefore; ++at)
      database.exec(std::string(migrations()[static_cast<std::size_t>(at)]));
    database.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
    database.exec("PRAGMA user_version = " + std::to_string(kBefore));
    database.exec("INSERT INTO user (name, role) VALUES ('lan', 'operator')");
  }
  (void)open_for_writing(older);
  const auto rows = Reader(older).accounts();
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].name == "lan");
  CHECK(rows[0].role == "operator");
  CHECK(rows[0].units.empty());
  CHECK_FALSE(rows[0].has_password);
  CHECK_FALSE(rows[0].disabled);
  CHECK(rows[0].created_by.empty());
}

TEST_CASE("a log-in is judged by the account of exactly that name, its hash and its last change") {
  Accounts accounts;
  accounts.add("lan", "support", {}, "$y$hash");
  accounts.disable("lan");
  Reader reader(accounts.path());
  const auto account = reader.log_in_account("lan");
  REQUIRE(account);
  CHECK(account->password_hash == "$y$hash");
  CHECK(account->disabled);
  CHECK(account->changed_at == accounts.row("lan").changed_at);
  CHECK_FALSE(reader.log_in_account("LAN"));
  CHECK_FALSE(reader.log_in_account(""));
}
