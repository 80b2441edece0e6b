#include "daemon/store/suppression_desk.hpp"

#include <catch2/catch.hpp>

#include "daemon/store/store_error.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::store {
namespace {

using namespace std::chrono_literals;
using domain::Reason;
using domain::SubjectKind;
using domain::Suppression;

Suppression phone(int number, domain::SuppressionTerms terms = {}) {
  return {{SubjectKind::telephone, StoreFixture::customer(number).phone}, terms, "a note"};
}

struct Bench {
  Bench() { open(); }
  void open() {
    desk = std::make_unique<SuppressionDesk>(*store.writer, store.path(), [this] { return store.now; });
  }
  Reason sms(int number) const {
    return desk->index().by_channel(StoreFixture::customer(number), {.now = store.now});
  }
  std::vector<SuppressionRow> rows() { return Reader(store.path()).suppressions(0, 100); }
  std::vector<std::string> audits() {
    auto database = open_for_reading(store.path());
    SQLite::Statement find(*database, "SELECT action || ' ' || subject FROM audit ORDER BY id");
    std::vector<std::string> out;
    while (find.executeStep()) out.push_back(find.getColumn(0).getString());
    return out;
  }

  StoreFixture store{3};
  std::unique_ptr<SuppressionDesk> desk;
};

}  // namespace

TEST_CASE("a suppression is stored, known at once, and known again after a restart") {
  Bench bench;
  CHECK(bench.desk->add(phone(1, {.reason = Reason::do_not_call}), "lan") == SuppressionFate::added);
  CHECK(bench.sms(1) == Reason::do_not_call);
  CHECK(bench.sms(2) == Reason::none);
  bench.open();
  CHECK(bench.sms(1) == Reason::do_not_call);
  const auto rows = bench.rows();
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].suppression == phone(1, {.reason = Reason::do_not_call}));
  CHECK(rows[0].who == "lan");
  CHECK(rows[0].since == bench.store.now);
  // The audit names nobody's address.
  CHECK(bench.audits() == std::vector<std::string>{"suppression.add 0910 *** 001"});
}

TEST_CASE("one added twice changes nothing, a longer one extends it and keeps what it was") {
  Bench bench;
  const auto until = bench.store.now + 24h;
  CHECK(bench.desk->add(phone(1, {.until = until}), "lan") == SuppressionFate::added);
  CHECK(bench.desk->add(phone(1, {.until = until}), "an") == SuppressionFate::unchanged);
  CHECK(bench.desk->add(phone(1, {.until = until - 1h}), "an") == SuppressionFate::unchanged);
  CHECK(bench.rows().at(0).who == "lan");
  CHECK(bench.desk->add(phone(1), "an") == SuppressionFate::extended);
  REQUIRE(bench.rows().size() == 1);
  CHECK(bench.rows()[0].suppression == phone(1));
  const auto key = bench.desk->index().hash()(SubjectKind::telephone, phone(1).subject.text);
  const auto former = Reader(bench.store.path()).former_suppressions_of(key);
  REQUIRE(former.size() == 1);
  CHECK(former[0].row.suppression.terms.until == until);
  CHECK(former[0].ended_by == "an");
  bench.store.now += 48h;
  CHECK(bench.sms(1) == Reason::opted_out);
}

TEST_CASE("another scope is another suppression, and each is removed alone or all together") {
  Bench bench;
  bench.desk->add(phone(1), "lan");
  bench.desk->add(phone(1, {.scope = domain::SuppressionScope::zalo}), "lan");
  CHECK(bench.rows().size() == 2);
  bench.desk->remove(phone(1).subject, {.scope = domain::SuppressionScope::all}, "lan", "a mistake");
  CHECK(bench.sms(1) == Reason::none);
  CHECK(bench.rows().size() == 1);
  bench.desk->remove(phone(1).subject, {}, "lan", "");
  CHECK(bench.rows().empty());
  CHECK_THROWS_AS(bench.desk->remove(phone(1).subject, {}, "lan", ""), NotFound);
  bench.open();
  CHECK(bench.desk->index().subjects() == 0);
  CHECK(bench.audits().size() == 4);
}

TEST_CASE("what is over when the service starts is not even loaded") {
  Bench bench;
  bench.desk->add(phone(1, {.until = bench.store.now + 1h}), "lan");
  bench.store.now += 2h;
  CHECK(bench.sms(1) == Reason::none);
  bench.open();
  CHECK(bench.desk->index().subjects() == 0);
  // Adding it anew makes it hold again.
  CHECK(bench.desk->add(phone(1, {.until = bench.store.now + 1h}), "lan") == SuppressionFate::extended);
  CHECK(bench.sms(1) == Reason::opted_out);
}

TEST_CASE("suppressions are read page by page, newest first") {
  Bench bench;
  for (int number = 1; number <= 3; ++number) bench.desk->add(phone(number), "lan");
  Reader reader(bench.store.path());
  const auto first = reader.suppressions(0, 2);
  REQUIRE(first.size() == 2);
  CHECK(first[0].suppression.subject == phone(3).subject);
  const auto second = reader.suppressions(first[1].id, 2);
  REQUIRE(second.size() == 1);
  CHECK(second[0].suppression.subject == phone(1).subject);
}

}  // namespace triand::store
