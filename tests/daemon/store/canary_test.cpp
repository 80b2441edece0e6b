#include "daemon/store/canary.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <stdexcept>

#include "daemon/store/housekeeping.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::store {

using domain::DeliveryEvent;
using domain::Reason;
using namespace std::chrono_literals;

namespace {

// A campaign of that many recipients, half of each unit, with a canary, running.
class WithCanary : public StoreFixture {
 public:
  WithCanary(int customers, std::int64_t size, double stop_above, bool receipts = false)
      : StoreFixture(customers) {
    const std::int64_t sms = channels.at("sms");
    run([&](WriteSession& session) {
      put_canary(session, campaign,
                 {.size = size,
                  .stop_above = stop_above,
                  .wait = 10min,
                  .answers = {sms},
                  .receipts = receipts ? std::set<std::int64_t>{sms} : std::set<std::int64_t>{}});
    });
    approve();
    (void)keep();
  }

  Housekeeping keep(TimePoint at = {}) {
    return run([&](WriteSession& session) { return keep_house(session, at == TimePoint() ? now : at); });
  }

  // Claims and answers that many, the first `failing` of them as failed. Returns what was claimed.
  std::vector<ClaimedDelivery> send(int limit, int failing, Reason reason = Reason::bad_number) {
    auto claimed = take(limit).deliveries;
    for (const auto& one : claimed)
      failing-- > 0 ? answer(one, DeliveryEvent::answered_rejected, reason)
                    : answer(one, DeliveryEvent::answered_accepted);
    return claimed;
  }

  // The same in one transaction, as the writer gathers what comes at the same time. `by_turns`: PA05, PA22, PA05 …
  void send_at_once(int limit, const std::function<bool(int at)>& fails, bool by_turns = false) {
    std::map<std::string, std::vector<ClaimedDelivery>> units;
    std::vector<ClaimedDelivery> order;
    // A claim takes from few queues, and the next one from those that were left behind.
    for (const int half : {limit / 2, limit / 2})
      for (const auto& one : take(half).deliveries) {
        if (!by_turns) order.push_back(one);
        units[one.customer.customer.unit].push_back(one);
      }
    if (by_turns)
      for (std::size_t at = 0; at < std::min(units["PA05"].size(), units["PA22"].size()); ++at)
        for (const char* unit : {"PA05", "PA22"}) order.push_back(units[unit][at]);
    run([&](WriteSession& session) {
      for (std::size_t at = 0; at < order.size(); ++at) {
        const bool failed = fails(static_cast<int>(at));
        AttemptRecord record;
        record.delivery = order[at].id;
        record.lease = order[at].lease;
        record.event = failed ? DeliveryEvent::answered_rejected : DeliveryEvent::answered_accepted;
        record.reason = failed ? Reason::bad_number : Reason::none;
        record.at = now;
        record.now = now;
        (void)record_attempt(session, record);
      }
    });
  }

  void receipt(const ClaimedDelivery& delivery, DeliveryEvent event) {
    LaterWord word;
    word.delivery = delivery.id;
    word.event = event;
    word.reason = event == DeliveryEvent::receipt_failed ? Reason::unreachable : Reason::none;
    word.now = now;
    run([&](WriteSession& session) { (void)apply_later_word(session, word); });
  }

  int resume() {
    return run([&](WriteSession& session) {
      return clear_pause(session, campaign, 0, 0, "an", "looked at it", now);
    });
  }

  [[nodiscard]] std::vector<PauseRow> pauses() const { return Reader(path()).pauses(); }
  [[nodiscard]] int canary_state() const { return Reader(path()).canary(campaign)->state; }
};

}  // namespace

TEST_CASE("only the canary goes before its verdict, of every unit some") {
  WithCanary store(100, 10, 0.2);
  const auto claimed = store.take(100);
  CHECK(claimed.deliveries.size() == 10);
  CHECK(claimed.canary_left == 0);
  CHECK(claimed.fresh == 90);
  std::map<std::string, int> units;
  for (const auto& one : claimed.deliveries) ++units[one.customer.customer.unit];
  CHECK(units == std::map<std::string, int>{{"PA05", 5}, {"PA22", 5}});
  CHECK(store.take(100).deliveries.empty());
  // No answer yet, no verdict; not after a long time either.
  CHECK(store.keep(store.now + 30min).canaries.empty());
  CHECK(store.take(100).deliveries.empty());
  CHECK(store.counters_are_exact());
}

TEST_CASE("how far a canary is can be asked: what is left of it, and when it was last heard of") {
  WithCanary store(100, 10, 0.2);
  const auto queues = [&] {
    std::map<std::string, CanaryQueue> out;
    for (const CanaryQueue& one : Reader(store.path()).canary_queues(store.campaign)) out[one.unit] = one;
    return out;
  };
  CHECK(Reader(store.path()).canary(store.campaign)->wait == 10min);
  CHECK(queues().at("PA05").left == 5);
  CHECK_FALSE(queues().at("PA05").begun);
  CHECK_FALSE(queues().at("PA05").last_word);
  const auto claimed = store.take(10).deliveries;
  REQUIRE(claimed.size() == 10);
  CHECK(queues().at("PA05").left == 0);
  CHECK(queues().at("PA05").begun);
  // No word yet: what is on its way was written when it was planned.
  CHECK_FALSE(queues().at("PA05").last_word);
  store.now += 3min;
  for (const auto& one : claimed)
    if (one.customer.customer.unit == "PA22") store.answer(one, DeliveryEvent::answered_accepted);
  CHECK_FALSE(queues().at("PA05").last_word);
  CHECK(queues().at("PA22").last_word == store.now);
  // What falls back into a queue of its own may go, all of it.
  store.answer(
      *std::ranges::find_if(claimed, [](const auto& one) { return one.customer.customer.unit == "PA05"; }),
      DeliveryEvent::answered_rejected, Reason::not_a_zalo_user, store.channels.at("email"));
  bool found = false;
  for (const CanaryQueue& one : Reader(store.path()).canary_queues(store.campaign))
    if (one.channel == "email") {
      found = true;
      CHECK_FALSE(one.left);
      CHECK_FALSE(one.begun);
    }
  CHECK(found);
}

TEST_CASE("without a canary everything goes") {
  StoreFixture store(100);
  store.approve();
  const auto claimed = store.take(100);
  CHECK(claimed.deliveries.size() == 100);
  CHECK_FALSE(claimed.canary_left);
}

TEST_CASE("a good canary lets the rest go by itself") {
  WithCanary store(100, 10, 0.2);
  store.send(100, 2);
  CHECK(store.keep().canaries.size() == 1);
  CHECK(store.canary_state() == static_cast<int>(CanaryState::passed));
  CHECK(store.pauses().empty());
  CHECK(store.take(100).deliveries.size() == 90);
}

TEST_CASE("a bad canary pauses the campaign, says why, and a person lets it go on") {
  WithCanary store(100, 10, 0.2);
  store.send(100, 3);
  const auto told = store.keep().canaries;
  REQUIRE(told.size() == 1);
  CHECK(told[0].find("3 of 10 failed (30%), more than 20% may not") != std::string::npos);
  CHECK(told[0].find("bad_number 3") != std::string::npos);
  REQUIRE(store.pauses().size() == 1);
  CHECK(store.pauses()[0].hold == "failure_rate");
  CHECK(store.pauses()[0].channel.empty());
  CHECK(store.take(100).deliveries.empty());
  // It survives a restart.
  store.writer.reset();
  store.open();
  CHECK(store.take(100).deliveries.empty());
  CHECK(store.resume() == 1);
  CHECK(store.take(100).deliveries.size() == 90);
  // It is not judged twice.
  CHECK(store.keep().canaries.empty());
}

TEST_CASE("a canary that has failed already is not waited for") {
  WithCanary store(100, 10, 0.2);
  store.send(4, 3);
  CHECK(store.keep().canaries.size() == 1);
  CHECK(store.canary_state() == static_cast<int>(CanaryState::stopped));
}

TEST_CASE("a canary waits for receipts, but not for ever") {
  WithCanary store(100, 10, 0.1, true);
  const auto sent = store.send(100, 0);
  CHECK(store.keep().canaries.empty());
  for (int at = 0; at < 8; ++at) store.receipt(sent[at], DeliveryEvent::receipt_delivered);
  CHECK(store.keep().canaries.empty());
  SECTION("one more, and the last can spoil nothing") {
    store.receipt(sent[8], DeliveryEvent::receipt_delivered);
    CHECK(store.keep().canaries.size() == 1);
    CHECK(store.canary_state() == static_cast<int>(CanaryState::passed));
  }
  SECTION("both fail") {
    store.receipt(sent[8], DeliveryEvent::receipt_failed);
    CHECK(store.keep().canaries.empty());
    store.receipt(sent[9], DeliveryEvent::receipt_failed);
    CHECK(store.keep().canaries.size() == 1);
    CHECK(store.canary_state() == static_cast<int>(CanaryState::stopped));
  }
  SECTION("the time is over") {
    CHECK(store.keep(store.now + 11min).canaries.size() == 1);
    CHECK(store.canary_state() == static_cast<int>(CanaryState::passed));
  }
}

TEST_CASE("a person need not wait for the verdict") {
  WithCanary store(100, 10, 0.2);
  (void)store.take(100);
  CHECK(store.run([&](WriteSession& session) { return release_canary(session, store.campaign, store.now); }));
  CHECK(store.take(100).deliveries.size() == 90);
  CHECK_FALSE(
      store.run([&](WriteSession& session) { return release_canary(session, store.campaign, store.now); }));
}

TEST_CASE("what customers decided, and whoever has no Zalo while the leg goes on, is no failure") {
  WithCanary store(100, 10, 0.2);
  store.send(5, 5, Reason::opted_out);
  auto claimed = store.take(5).deliveries;
  for (const auto& one : claimed)
    store.answer(one, DeliveryEvent::answered_rejected, Reason::not_a_zalo_user, store.channels.at("email"));
  CHECK(store.keep().canaries.empty());  // the five that fell back wait for email
  CHECK(store.pauses().empty());
  CHECK(store.canary_state() == static_cast<int>(CanaryState::sampling));
}

TEST_CASE("later too many failures among the last ones stop the channel, in the transaction that saw them") {
  WithCanary store(400, 20, 0.2);
  store.send(20, 0);
  CHECK(store.keep().canaries.size() == 1);
  store.send(100, 4);
  CHECK(store.pauses().empty());
  store.send(12, 0);  // the four are still among the last twenty
  CHECK(store.pauses().empty());
  store.send(3, 1);
  REQUIRE(store.pauses().size() == 0);
  store.send(20, 5);
  REQUIRE(store.pauses().size() == 1);
  CHECK(store.pauses()[0].hold == "failure_rate");
  CHECK(store.pauses()[0].who == "triand");
  CHECK(store.pauses()[0].reason.find("of the last 20 messages failed") != std::string::npos);
  CHECK(store.take(100).deliveries.empty());
  // Who was told in work that is undone has not heard of it.
  CHECK_THROWS_AS(store.run([&](WriteSession& session) {
    CHECK(session.take_stops().size() == 1);
    CHECK(session.take_stops().empty());
    throw std::runtime_error("no room");
  }),
                  std::runtime_error);
  const auto house = store.keep();
  CHECK(house.stopped.size() == 1);
  CHECK(store.keep().stopped.empty());
  // A person's word begins a new window.
  CHECK(store.resume() == 1);
  store.send(10, 4);
  CHECK(store.pauses().empty());
  store.send(2, 1);
  CHECK(store.pauses().size() == 1);
}

TEST_CASE("failures of one unit stop that unit alone") {
  WithCanary store(400, 20, 0.3);
  store.send(20, 0);
  (void)store.keep();
  // Half of one unit's messages fail: a quarter of the channel's.
  for (int round = 0; round < 8 && store.pauses().empty(); ++round) {
    bool fails = false;
    for (const auto& one : store.take(10).deliveries) {
      fails = !fails && one.customer.customer.unit == "PA05";
      fails ? store.answer(one, DeliveryEvent::answered_rejected, Reason::bad_number)
            : store.answer(one, DeliveryEvent::answered_accepted);
    }
  }
  REQUIRE(store.pauses().size() == 1);
  CHECK(store.pauses()[0].channel == "sms");
  CHECK(store.pauses()[0].unit == "PA05");
  const auto rest = store.take(50).deliveries;
  CHECK(rest.size() == 50);
  for (const auto& one : rest) CHECK(one.customer.customer.unit == "PA22");
  CHECK(store.counters_are_exact());
}

TEST_CASE("the window slides within a transaction as well") {
  WithCanary store(400, 20, 0.3);
  store.send(20, 0);
  (void)store.keep();
  // One failure in four, all in one commit: no twenty of them have too many.
  store.send_at_once(40, [](int at) { return at % 4 == 0; });
  CHECK(store.pauses().empty());
  // Twenty that fail, and twenty after them that do not.
  store.send_at_once(40, [](int at) { return at < 20; });
  REQUIRE(store.pauses().size() == 1);
  CHECK(store.pauses()[0].unit.empty());
  CHECK(store.pauses()[0].reason.find("20 of the last 20 messages failed") != std::string::npos);
}

TEST_CASE("a channel's window has the order of its messages, not that of the units") {
  WithCanary store(400, 20, 0.6);
  store.send(20, 0);
  (void)store.keep();
  // Every second message fails, those of one unit.
  store.send_at_once(
      40, [](int at) { return at % 2 == 0; }, true);
  REQUIRE(store.pauses().size() == 1);
  CHECK(store.pauses()[0].unit == "PA05");
}

TEST_CASE("one failure among a channel's few messages of a canary says nothing") {
  WithCanary store(100, 40, 0.1);
  auto claimed = store.take(100).deliveries;
  REQUIRE(claimed.size() == 40);
  // One falls back to email and fails there too: all of email's, and one in forty.
  store.answer(claimed[0], DeliveryEvent::answered_rejected, Reason::bad_number, store.channels.at("email"));
  for (std::size_t at = 1; at < claimed.size(); ++at)
    store.answer(claimed[at], DeliveryEvent::answered_accepted);
  const auto email = store.run([&](WriteSession& session) {
    return claim(session, {.campaign = store.campaign,
                           .channel = store.channels.at("email"),
                           .limit = 5,
                           .day = 20261218,
                           .now = store.now});
  });
  REQUIRE(email.deliveries.size() == 1);
  store.answer(email.deliveries[0], DeliveryEvent::answered_rejected, Reason::no_such_address);
  CHECK(store.keep().canaries.size() == 1);
  CHECK(store.canary_state() == static_cast<int>(CanaryState::passed));
}

TEST_CASE("a receipt that says it failed turns what was taken for good") {
  WithCanary store(400, 20, 0.2);
  store.send(20, 0);
  (void)store.keep();
  const auto sent = store.send(20, 0);
  for (int at = 0; at < 4; ++at) store.receipt(sent[at], DeliveryEvent::receipt_failed);
  CHECK(store.pauses().empty());
  store.receipt(sent[4], DeliveryEvent::receipt_failed);
  CHECK(store.pauses().size() == 1);
}

TEST_CASE("whoever goes first by the campaign's order is claimed first, over all units") {
  StoreFixture store(0);
  store.run([&](WriteSession& session) {
    const auto import = begin_import(session, "list.csv", "somebody", store.now);
    std::vector<domain::Customer> list;
    for (int number = 1; number <= 40; ++number) list.push_back(StoreFixture::customer(number));
    (void)put_customers(session, import, list, store.now);
    store.campaign = begin_plan(session, store.header(), store.now);
    std::vector<NewRecipient> recipients;
    std::vector<LaterDelivery> later;
    for (int number = 1; number <= 40; ++number) {
      NewRecipient one;
      one.customer = number;
      one.unit = number % 2 == 0 ? 1 : 2;
      one.route = 0;
      one.deliveries.push_back({store.channels.at("sms"), 0, 1});
      // The last eight are the large ones, six of them of one unit.
      one.later = number <= 32 || (number % 2 == 1 && number > 34);
      if (one.later) later.push_back({one.customer, one.unit, one.deliveries[0], true});
      recipients.push_back(one);
    }
    add_recipients(session, store.campaign, recipients, store.now);
    close_rank(session, store.campaign, 0);
    add_deliveries(session, store.campaign, later, store.now);
    close_rank(session, store.campaign, 1);
    finish_plan(session, store.campaign, "{}", 0);
  });
  store.approve();
  std::vector<std::int64_t> order;
  for (int round = 0; round < 60 && order.size() < 40; ++round)
    for (const auto& one : store.take(2).deliveries) order.push_back(one.customer.customer.id);
  REQUIRE(order.size() == 40);
  CHECK(std::set<std::int64_t>(order.begin(), order.begin() + 5) ==
        std::set<std::int64_t>{33, 34, 36, 38, 40});
  // After them both units go on evenly.
  int even = 0;
  for (int at = 5; at < 15; ++at) even += order[at] % 2 == 0 ? 1 : 0;
  CHECK(even >= 3);
  CHECK(even <= 7);
  CHECK(store.counters_are_exact());
}

}  // namespace triand::store
