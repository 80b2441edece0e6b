#include <catch2/catch.hpp>

#include <SQLiteCpp/Statement.h>

#include "daemon/store/waiting_sql.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::store {
namespace {

using namespace std::chrono_literals;
using domain::DeliveryEvent;
using Since = std::map<std::string, TimePoint>;

struct Waiting : StoreFixture {
  Waiting() : StoreFixture(6) {
    planned = now;
    now += 1min;
    approve();
  }
  [[nodiscard]] Since since(TimePoint at) const { return Reader(path()).waiting_since(campaign, at); }
  void try_again(const ClaimedDelivery& claimed, TimePoint due) {
    AttemptRecord record;
    record.delivery = claimed.id;
    record.lease = claimed.lease;
    record.event = DeliveryEvent::answered_deferred;
    record.reason = domain::Reason::throttled;
    record.at = now;
    record.now = now;
    record.due = due;
    run([&](WriteSession& session) { (void)record_attempt(session, record); });
  }

  TimePoint planned;
};

}  // namespace

TEST_CASE("what was planned waits since its approval, and no more once it is claimed") {
  Waiting store;
  CHECK(store.since(store.now + 1h) == Since{{"sms", store.now}});
  CHECK(store.since(store.now - 1ms).empty());
  (void)store.take(4);
  CHECK(store.since(store.now + 1h) == Since{{"sms", store.now}});
  (void)store.take(2);
  CHECK(store.since(store.now + 1h).empty());
}

TEST_CASE("nothing waits before the window has opened") {
  Waiting store;
  const TimePoint opens = store.now + 30min;
  store.run([&](WriteSession& session) {
    auto& later = session.prepare("UPDATE campaign SET opens_at = ?");
    later.bind(1, to_ms(opens));
    later.exec();
  });
  CHECK(store.since(opens - 1min).empty());
  CHECK(store.since(opens + 1min) == Since{{"sms", opens}});
}

TEST_CASE("what is tried again waits from its time on, what fell back since then, each channel for itself") {
  Waiting store;
  const auto claimed = store.take(6).deliveries;
  REQUIRE(claimed.size() == 6);
  store.try_again(claimed[0], store.now + 20min);
  store.try_again(claimed[1], store.now + 10min);
  CHECK(store.since(store.now + 9min).empty());
  CHECK(store.since(store.now + 1h) == Since{{"sms", store.now + 10min}});
  const TimePoint before = store.now;
  store.now += 5min;
  store.answer(claimed[2], DeliveryEvent::answered_rejected, domain::Reason::bad_number,
               store.channels.at("email"));
  CHECK(store.since(store.now + 1h) == Since{{"email", store.now}, {"sms", before + 10min}});
}

TEST_CASE(
    "whoever was withdrawn at the front of a queue waits no more, and the next one is found without a scan") {
  Waiting store;
  store.run([&](WriteSession& session) {
    auto& first = session.prepare(
        "UPDATE delivery SET updated_at = CASE WHEN customer_id IN (1, 2) THEN 0 ELSE ?1 END, state = CASE "
        "WHEN "
        "customer_id IN (1, 2) THEN 4 ELSE state END");
    first.bind(1, to_ms(store.now + 2min));
    first.exec();
  });
  CHECK(store.since(store.now + 1h) == Since{{"sms", store.now + 2min}});
  const auto database = open_for_reading(store.path());
  for (const char* sql : {kFirstInQueue, kFirstToTryAgain}) {
    SQLite::Statement plan(*database, std::string("EXPLAIN QUERY PLAN ") + sql);
    while (plan.executeStep()) {
      const std::string step = plan.getColumn(3).getString();
      INFO(step);
      // The channels are a handful.
      CHECK((step.find("SCAN") == std::string::npos || step.starts_with("SCAN h ")));
      CHECK(step.find("TEMP B-TREE") == std::string::npos);
    }
  }
}

}  // namespace triand::store
