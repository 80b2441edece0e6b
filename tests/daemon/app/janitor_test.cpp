#include "daemon/app/janitor.hpp"

#include <thread>

#include <catch2/catch.hpp>

#include "daemon/store/kept_value.hpp"
#include "tests/daemon/schedule/moments.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::app {
namespace {

using namespace std::chrono_literals;

constexpr auto kDay = 24h;
constexpr const char* kLastStep =
    "former_values_removed_on";  // kept once a look is through with the campaigns

// A campaign that is over, whose window closed so long ago, and portals that say whether they know.
struct Ended {
  explicit Ended(std::chrono::hours ago) {
    store.approve();
    for (const auto& claimed : store.take(3).deliveries)
      store.answer(claimed, domain::DeliveryEvent::answered_accepted);
    store.run([&](store::WriteSession& session) {
      REQUIRE(store::finish_if_done(session, store.campaign, store.now));
      auto& closed = session.prepare("UPDATE campaign SET closes_at = ?");
      closed.bind(1, store::to_ms(store.now - ago));
      closed.exec();
    });
  }

  // What is found due, and done, in one look.
  void look() {
    store.run([](store::WriteSession& session) { store::keep_value(session, kLastStep, ""); });
    Janitor janitor({.customers = 1000 * kDay, .deliveries = 100 * kDay}, "", *store.writer, readers, zone,
                    store::Reader(store.path()).subject_hash(), EventLog());
    janitor.set_notices_gone([this](std::int64_t campaign) {
      asked.push_back(campaign);
      return gone;
    });
    janitor.look(std::chrono::steady_clock::now());
    const auto limit = std::chrono::steady_clock::now() + 120s;
    while (store.run([](store::WriteSession& session) { return store::kept_value(session, kLastStep); })
               .empty()) {
      REQUIRE(std::chrono::steady_clock::now() < limit);
      std::this_thread::yield();
    }
  }

  // Whether the campaign's deliveries are in its archive and nowhere else.
  [[nodiscard]] bool archived() const {
    const auto archive = store::Reader(store.path()).archive(store.campaign);
    const auto left =
        store::open_for_reading(store.path())->execAndGet("SELECT count(*) FROM delivery").getInt();
    REQUIRE((left == 0 || left == 3));
    REQUIRE((left == 0) == (archive && archive->finished_at != store::TimePoint()));
    return left == 0;
  }

  store::StoreFixture store{3};
  store::ReaderPool readers{store.path()};
  schedule::TimeZone zone = schedule::viet_nam();
  bool gone = false;                // what the portals say
  std::vector<std::int64_t> asked;  // about which campaigns they were
};

}  // namespace

TEST_CASE("deliveries that are due wait for portals that must take their notices back first") {
  Ended campaign(129 * kDay);
  campaign.look();
  CHECK(campaign.asked == std::vector{campaign.store.campaign});
  CHECK_FALSE(campaign.archived());
  // Still not.
  campaign.look();
  CHECK(campaign.asked.size() == 2);
  CHECK_FALSE(campaign.archived());
  campaign.gone = true;
  campaign.look();
  CHECK(campaign.archived());
  // About what is archived nobody is asked.
  campaign.look();
  CHECK(campaign.asked.size() == 3);
}

TEST_CASE("a portal that has taken nothing back for thirty days holds up no deletion") {
  Ended campaign(131 * kDay);
  campaign.look();
  // It was told once more.
  CHECK(campaign.asked == std::vector{campaign.store.campaign});
  CHECK(campaign.archived());
}

TEST_CASE("portals are asked to take nothing back before retention is over") {
  Ended campaign(99 * kDay);
  campaign.look();
  CHECK(campaign.asked.empty());
  CHECK_FALSE(campaign.archived());
}

}  // namespace triand::app
