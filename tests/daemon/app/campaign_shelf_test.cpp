#include "daemon/app/campaign_shelf.hpp"

#include <algorithm>
#include <memory>

#include <catch2/catch.hpp>

#include "tests/daemon/schedule/moments.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::app {
namespace {

using namespace std::chrono_literals;

// Campaigns by SMS in one database, and the shelf of a service that was started after all of them were planned.
struct Shelf {
  Shelf() {
    ChannelSettings channel;
    channel.facts = {"sms", "sms", domain::AddressKind::telephone, templates::MessageForm::text};
    settings.channels.push_back(std::move(channel));
    settings.zone = schedule::viet_nam();
  }

  // One in that state, whose window closes so long after `now`; its row.
  std::int64_t campaign(const std::string& name, const std::string& state, std::chrono::hours closes,
                        const std::string& channel = "sms") {
    return store.run([&](store::WriteSession& session) {
      store::NewPlan plan = store.header();
      plan.name = name;
      plan.source = "campaign: " + name +
                    "\ntitle: Tri ân\nwindow: {from: 12-18, to: 12-21}\n"
                    "hotline: '19006769'\nmessages: {" +
                    channel + ": s}\nroutes:\n  - send: [" + channel + "]\n";
      plan.closes_at = store.now + closes;
      const std::int64_t row = store::begin_plan(session, plan, store.now);
      const std::vector<store::PinnedMessage> messages = {
          {store.channels.at("sms"), "vi", "text", "sms.txt", "Kính gửi {{ full_name }}, cảm ơn."}};
      store::pin_messages(session, row, messages);
      store::finish_plan(session, row, "{}", 0);
      auto& stand = session.prepare("UPDATE campaign SET state = ? WHERE id = ?");
      stand.bind(1, state);
      stand.bind(2, row);
      stand.exec();
      return row;
    });
  }

  [[nodiscard]] std::vector<std::int64_t> closed(std::chrono::hours ago) {
    store::Reader reader(store.path());
    return rows_of(shelf.closed_since(reader, store.now - ago, store.now));
  }
  [[nodiscard]] std::vector<std::int64_t> active() {
    store::Reader reader(store.path());
    return rows_of(
        shelf.active(reader, store.now, [this](const std::string& why) { faults.push_back(why); }));
  }

  static std::vector<std::int64_t> rows_of(const std::vector<std::shared_ptr<dispatch::CampaignRun>>& runs) {
    std::vector<std::int64_t> out;
    for (const auto& run : runs) out.push_back(run->row());
    std::sort(out.begin(), out.end());
    return out;
  }

  store::StoreFixture store{1};
  Settings settings;
  ChannelRows rows = store.channels;
  domain::SuppressionIndex suppressions{store::Reader(store.path()).subject_hash()};
  CampaignShelf shelf{settings, rows, suppressions};
  std::vector<std::string> faults;
};

using Rows = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("a campaign that is over is known for as long as its gateways may yet be asked") {
  Shelf shelf;
  const auto open = shelf.campaign("a-2026", "finished", 1h);
  const auto just_closed = shelf.campaign("b-2026", "finished", -1h);
  const auto yesterday = shelf.campaign("c-2026", "finished", -40h);
  const auto long_ago = shelf.campaign("d-2026", "finished", -50h);
  CHECK(shelf.closed(48h) == Rows{just_closed, yesterday});
  CHECK(shelf.closed(60h) == Rows{just_closed, yesterday, long_ago});
  CHECK(shelf.closed(0h) == Rows{});
  // Only the one whose window is open may go on.
  CHECK(shelf.active() == Rows{open});
}

TEST_CASE("one that never went out, goes on or was cancelled is not asked about behind its window") {
  Shelf shelf;
  for (const char* state : {"planned", "approved", "running", "cancelled"})
    (void)shelf.campaign(std::string(state) + "-2026", state, -1h);
  const auto finished = shelf.campaign("finished-2026", "finished", -1h);
  CHECK(shelf.closed(48h) == Rows{finished});
}

TEST_CASE("one that the settings have no channel for any more is left out, and the others are not") {
  Shelf shelf;
  (void)shelf.campaign("a-2026", "finished", -1h, "pigeon");
  const auto known = shelf.campaign("b-2026", "finished", -1h);
  CHECK(shelf.closed(48h) == Rows{known});
  CHECK(shelf.faults.empty());
}

TEST_CASE("what is known of a closed campaign is what asking needs: its window, channels and number") {
  Shelf shelf;
  const auto row = shelf.campaign("a-2026", "finished", -1h);
  store::Reader reader(shelf.store.path());
  const auto runs = shelf.shelf.closed_since(reader, shelf.store.now - 48h, shelf.store.now);
  REQUIRE(runs.size() == 1);
  const auto& run = *runs.front();
  CHECK(run.row() == row);
  CHECK(run.uses(shelf.rows.at("sms")));
  CHECK_FALSE(run.falls_back_from(shelf.rows.at("sms")));
  CHECK(run.window().closes_at() == schedule::vn(2026, 12, 22, 0, 0));
  // Of it nothing is compiled twice.
  CHECK(shelf.shelf.closed_since(reader, shelf.store.now - 48h, shelf.store.now).front() == runs.front());
}

TEST_CASE("a campaign that has been over for days takes no memory, and is compiled anew for whoever looks") {
  Shelf shelf;
  const auto lately = shelf.campaign("a-2026", "finished", -40h);
  const auto long_ago = shelf.campaign("b-2026", "finished", -80h);
  const auto cancelled = shelf.campaign("c-2026", "cancelled", -80h);
  store::Reader reader(shelf.store.path());
  const auto held = [&](std::int64_t id) -> std::weak_ptr<const CampaignDraft> {
    for (const auto& row : reader.campaigns())
      if (row.id == id) return shelf.shelf.draft(reader, row);
    return {};
  };
  const auto run_of = [&](std::int64_t id) -> std::weak_ptr<dispatch::CampaignRun> {
    for (const auto& run : shelf.shelf.closed_since(reader, shelf.store.now - 100h, shelf.store.now))
      if (run->row() == id) return run;
    return {};
  };
  const auto recent = held(lately), old = held(long_ago), stopped = held(cancelled);
  const auto recent_run = run_of(lately), old_run = run_of(long_ago);
  // Without a look at what is active everything stays.
  REQUIRE_FALSE(old.expired());
  REQUIRE_FALSE(stopped.expired());
  REQUIRE_FALSE(old_run.expired());
  CHECK(shelf.active() == Rows{});
  CHECK_FALSE(recent.expired());
  CHECK_FALSE(recent_run.expired());
  CHECK(old.expired());
  CHECK(stopped.expired());
  CHECK(old_run.expired());
  CHECK_FALSE(held(long_ago).expired());
}

}  // namespace triand::app
