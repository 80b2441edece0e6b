#include "daemon/app/notice_watch.hpp"

#include <future>

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <catch2/catch.hpp>

#include "daemon/store/notice_log.hpp"
#include "daemon/store/recipient_shift.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::app {
namespace {

using namespace std::chrono_literals;
using channels::FailureClass;
using channels::Outcome;

// Customers who must not be written to any more, their notices, and portals that answer as the test says.
struct Portals {
  explicit Portals(int customers = 3) : store(customers) {
    store.approve();
    sms = store.channels.at("sms");
    email = store.channels.at("email");
    for (const auto& one : store.take(customers).deliveries) stand(one.id);
    watched = {{sms, "sms"}, {email, "email"}};
  }
  ~Portals() { pool.join(); }

  void stand(std::int64_t delivery) {
    store.run([&](store::WriteSession& session) {
      store::put_notice(session, delivery, 1, store.now);
      return 0;
    });
    deliveries.push_back(delivery);
  }

  // One look so long after the first, and everything that follows from it.
  void look(std::chrono::seconds later) {
    if (!watch)
      watch = std::make_unique<NoticeWatch>(
          pool.get_executor(), *store.writer, readers, watched,
          [this](const store::NoticeRow&, const domain::Customer&) {
            if (judged++ == 0) boost::asio::post(pool, [this] { between = judged; });
            if (judged == change_at) {
              reason = domain::Reason::opted_out;
              watch->something_changed();
            }
            return reason;
          },
          [this](std::int64_t channel, const channels::Withdrawal& withdrawal,
                 const channels::Channel::Done& done) {
            ++asked[channel];
            done(answer(channel, withdrawal));
          },
          [this](const std::string& words) { troubles.push_back(words); });
    watch->look(begin + later);
    for (int round = 0; round < 8; ++round) {
      std::promise<void> reached;
      boost::asio::post(pool, [&] { reached.set_value(); });
      reached.get_future().wait();
      store.run([](store::WriteSession&) { return 0; });
    }
  }

  [[nodiscard]] std::size_t untold(std::int64_t channel) const {
    return store::Reader(store.path()).untold_withdrawals(channel, 0, 1000).size();
  }
  [[nodiscard]] std::size_t standing() const {
    return store::Reader(store.path()).standing_notices(0, 10'000).size();
  }
  [[nodiscard]] std::vector<std::string> history(std::int64_t delivery) const {
    std::vector<std::string> out;
    for (const auto& row : store::Reader(store.path()).history(delivery)) out.push_back(row.detail);
    return out;
  }
  [[nodiscard]] std::string reference(std::size_t at) const {
    return store::Reader(store.path()).delivery_by_id(deliveries.at(at))->reference;
  }

  store::StoreFixture store;
  store::ReaderPool readers{store.path()};
  boost::asio::thread_pool pool{1};
  std::int64_t sms = 0;
  std::int64_t email = 0;
  NoticeWatch::Channels watched;
  domain::Reason reason = domain::Reason::opted_out;  // of everybody
  int judged = 0;
  int change_at = 0;  // then nobody may be written to any more
  int between = 0;  // how many had been judged when the worker came to what was asked of it during the first
  std::vector<std::int64_t> deliveries;
  std::function<Outcome(std::int64_t channel, const channels::Withdrawal&)> answer =
      [](std::int64_t, const channels::Withdrawal&) { return Outcome::accepted(""); };
  std::map<std::int64_t, int> asked;
  std::vector<std::string> troubles;
  std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();
  std::unique_ptr<NoticeWatch> watch;
};

}  // namespace

TEST_CASE("while many notices are looked through the worker has time for something else") {
  Portals portals(1200);
  portals.look(0s);
  CHECK(portals.judged == 1200);
  CHECK(portals.between > 0);
  CHECK(portals.between < 1200);
}

TEST_CASE("what changes while notices are looked through is looked for in those in front of it too") {
  Portals portals(700);
  portals.reason = domain::Reason::none;
  portals.change_at = 600;
  portals.look(0s);
  CHECK(portals.judged == 700);
  CHECK(portals.standing() == 599);
  portals.look(1s);
  CHECK(portals.standing() == 0);
}

TEST_CASE("a portal that refuses to take a notice back is told again until it does") {
  Portals portals;
  const std::string locked = portals.reference(0);
  portals.answer = [&](std::int64_t, const channels::Withdrawal& withdrawal) {
    return withdrawal.reference == locked
               ? Outcome::rejected(FailureClass::recipient, "refused", "locked", "")
               : Outcome::accepted("");
  };
  portals.look(0s);
  CHECK(portals.asked[portals.sms] == 3);
  CHECK(portals.untold(portals.sms) == 1);
  CHECK(portals.history(portals.deliveries[0]) == std::vector<std::string>{"the notice is taken back"});
  CHECK(portals.history(portals.deliveries[1]).back() == "the portal has taken the notice back");
  REQUIRE(portals.troubles.size() == 1);
  CHECK(portals.troubles[0].find("locked") != std::string::npos);

  // Not at once.
  portals.look(1s);
  CHECK(portals.asked[portals.sms] == 3);
  portals.answer = [](std::int64_t, const channels::Withdrawal&) { return Outcome::accepted(""); };
  portals.look(60s);
  CHECK(portals.asked[portals.sms] == 4);
  CHECK(portals.untold(portals.sms) == 0);
  CHECK(portals.history(portals.deliveries[0]).back() == "the portal has taken the notice back");
}

TEST_CASE("what a portal refuses does not keep what stands behind it from being taken back") {
  Portals portals(120);
  int refused = 0;
  portals.answer = [&](std::int64_t, const channels::Withdrawal&) {
    return ++refused <= 100 ? Outcome::rejected(FailureClass::recipient, "content_rejected", "422", "")
                            : Outcome::accepted("");
  };
  portals.look(0s);
  CHECK(portals.untold(portals.sms) == 120);
  portals.look(60s);
  CHECK(portals.untold(portals.sms) == 100);
  portals.look(120s);
  CHECK(portals.untold(portals.sms) == 0);
}

TEST_CASE("a portal that is away holds up no other, and a channel that is gone is left alone") {
  Portals portals(120);
  // Somebody whose leg went on to the other channel.
  const auto last = portals.store.run([&](store::WriteSession& session) {
    store::DeliveryRow row;
    (void)store::read_delivery(session, portals.deliveries.back(), row);
    store::QueueKey queue = store::queue_of(row.id);
    queue.channel = portals.email;
    return store::append_delivery(session, queue, row.customer, 0, store::to_ms(portals.store.now));
  });
  portals.stand(last);
  portals.answer = [&](std::int64_t channel, const channels::Withdrawal&) {
    return channel == portals.sms ? Outcome::deferred(FailureClass::transient, "gateway_down", "", "")
                                  : Outcome::accepted("");
  };
  portals.look(0s);
  CHECK(portals.untold(portals.sms) == 120);
  CHECK(portals.untold(portals.email) == 0);

  portals.watched.erase(portals.sms);
  portals.watch.reset();
  portals.asked.clear();
  portals.look(60s);
  CHECK(portals.asked.empty());
}

TEST_CASE("the notices of a campaign that is older than it may be kept are taken back before it goes") {
  Portals portals;
  portals.reason = domain::Reason::none;
  portals.answer = [](std::int64_t, const channels::Withdrawal&) {
    return Outcome::deferred(FailureClass::transient, "gateway_down", "", "");
  };
  portals.look(0s);
  CHECK(portals.asked.empty());
  CHECK_FALSE(portals.watch->end_campaign(portals.store.campaign));
  portals.look(1s);
  CHECK(portals.untold(portals.sms) == 3);
  const auto rows = store::Reader(portals.store.path()).notices(portals.sms, 0, 10);
  CHECK(rows.front().withdrawn == domain::Reason::retention);
  CHECK_FALSE(portals.watch->end_campaign(portals.store.campaign));
  portals.answer = [](std::int64_t, const channels::Withdrawal&) { return Outcome::accepted(""); };
  portals.look(60s);
  CHECK(portals.watch->end_campaign(portals.store.campaign));
  // Of another campaign there is nothing to be told, and nothing is told.
  CHECK(portals.watch->end_campaign(portals.store.campaign + 1));
}

}  // namespace triand::app
