#include <catch2/catch.hpp>

#include <filesystem>
#include <functional>

#include "tests/daemon/store/power_findings.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::store {
namespace {

// Short enough for every build: about 15 s of one processor under the sanitizers, all of it together.
constexpr std::int64_t kShort = 60;
constexpr std::int64_t kLong = 1000;

// A planned and approved campaign that is copied for each machine.
class Machines {
 public:
  explicit Machines(int customers) : store_(customers) {
    store_.approve();
    store_.writer.reset();
  }

  enum class Until { all_ran, harm };

  // Lets that many machines run, each until its power fails somewhere; for a control only until harm was seen.
  PowerFindings cut(std::int64_t machines, const std::function<void(PowerRun&)>& vary,
                    Until until = Until::all_ran) {
    PowerFindings out;
    const std::int64_t whole = operations_of_a_whole_run(vary);
    for (std::int64_t number = 1; number <= machines; ++number) {
      if (until == Until::harm && out.violations() > 0) break;
      PowerRun run = machine(static_cast<std::uint32_t>(number), vary);
      run.power.cut_at = 1 + static_cast<std::int64_t>(std::mt19937(run.power.seed)() % whole);
      run.power.tears = number % 2 == 0;
      inspect(run, run_until_dark(run), out);
    }
    return out;
  }

 private:
  PowerRun machine(std::uint32_t seed, const std::function<void(PowerRun&)>& vary) {
    PowerRun out;
    out.database = store_.path() + ".cut";
    for (const char* rest : {"", "-wal", "-shm"}) std::filesystem::remove(out.database + rest);
    std::filesystem::copy_file(store_.path(), out.database);
    out.campaign = store_.campaign;
    out.channels = store_.channels;
    out.now = store_.now;
    out.power.seed = seed;
    vary(out);
    return out;
  }

  std::int64_t operations_of_a_whole_run(const std::function<void(PowerRun&)>& vary) {
    const PowerEnd end = run_until_dark(machine(0, vary));
    REQUIRE_FALSE(end.dark);
    REQUIRE_FALSE(end.reports.empty());
    REQUIRE(end.reports.back().kind == PowerReport::Kind::finished);
    return end.reports.back().delivery;
  }

  StoreFixture store_;
};

void as_it_is(PowerRun&) {}
void only_normal(PowerRun& run) { run.only_normal = true; }

// The disk fails to sync now and then, the database's file more often than the log.
void failing_syncs(PowerRun& run) {
  run.readers = true;
  run.power.log_sync_fails = 0.02;
  run.power.database_sync_fails = 0.7;
}
void failing_syncs_unseen(PowerRun& run) {
  failing_syncs(run);
  run.blind_checkpoints = true;
}

void check_power_cuts(std::int64_t machines) {
  Machines all(60);
  const PowerFindings found = all.cut(machines, as_it_is);
  WARN("synchronous=FULL: " << found);
  CHECK(found.cuts >= machines / 2);
  CHECK(found.given > machines * 10);
  CHECK(found.violations() == 0);
  // Control: without a sync at each commit the same cuts are seen to do harm.
  const PowerFindings control = all.cut(machines / 3, only_normal);
  WARN("control, synchronous=NORMAL: " << control);
  CHECK(control.repeats > 0);
}

void check_failing_syncs(std::int64_t machines) {
  Machines all(120);
  const PowerFindings found = all.cut(machines, failing_syncs);
  WARN("syncs fail: " << found);
  CHECK(found.cuts >= machines / 3);
  CHECK(found.log_sync_failures > 0);
  CHECK(found.database_sync_failures > 0);
  CHECK(found.reopened > 0);
  CHECK(found.violations() == 0);
  // Control: with checkpoints that keep a failed sync to themselves the log is given up too early.
  const PowerFindings control = all.cut(kLong, failing_syncs_unseen, Machines::Until::harm);
  WARN("control, failures unseen: " << control);
  CHECK(control.violations() > 0);
}

}  // namespace

TEST_CASE("a power cut neither repeats a delivery nor forgets an outcome") { check_power_cuts(kShort); }
TEST_CASE("a sync that failed is not believed when the next one succeeds") {
  check_failing_syncs(kShort / 3);
}

TEST_CASE("a thousand power cuts neither repeat a delivery nor forget an outcome", "[.long]") {
  check_power_cuts(kLong);
}
TEST_CASE("failed syncs and power cuts together, often, neither repeat nor forget", "[.long]") {
  check_failing_syncs(kLong / 3);
}

}  // namespace triand::store
