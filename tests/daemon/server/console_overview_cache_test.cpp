#include <atomic>
#include <future>
#include <stdexcept>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "daemon/server/console/overview_cache.hpp"

using namespace triand;
using namespace std::chrono_literals;
using server::Overview;
using server::OverviewCache;

namespace {

constexpr schedule::SteadyTime kNow{1000h};

Overview with(std::size_t not_shown) {
  Overview out;
  out.not_shown = not_shown;
  return out;
}

}  // namespace

TEST_CASE("an overview is reckoned once in two seconds, for each scope") {
  OverviewCache cache;
  std::size_t made = 0;
  const auto make = [&made] { return with(++made); };
  CHECK(cache.of("viewer", kNow, make)->not_shown == 1);
  CHECK(cache.of("viewer", kNow + 2s, make)->not_shown == 1);
  CHECK(cache.of("viewer\nPM", kNow + 2s, make)->not_shown == 2);
  CHECK(cache.of("viewer", kNow + 2001ms, make)->not_shown == 3);
  CHECK(cache.of("viewer\nPM", kNow + 4s, make)->not_shown == 2);
  CHECK(made == 3);
}

TEST_CASE("whoever asks while an overview is being reckoned waits for that one") {
  OverviewCache cache;
  std::atomic<int> made = 0;
  std::promise<void> begun;
  std::promise<void> go_on;
  auto first = std::async(std::launch::async, [&] {
    return cache.of("viewer", kNow, [&] {
      begun.set_value();
      go_on.get_future().wait();
      ++made;
      return with(7);
    });
  });
  begun.get_future().wait();
  std::vector<std::future<OverviewCache::Shared>> others;
  for (int other = 0; other < 4; ++other)
    others.push_back(std::async(std::launch::async, [&] {
      // However long it takes: it is not begun a second time meanwhile.
      return cache.of("viewer", kNow + 1h, [&] {
        ++made;
        return with(8);
      });
    }));
  go_on.set_value();
  CHECK(first.get()->not_shown == 7);
  for (auto& other : others) (void)other.get();
  // Those that came after it had ended found it too old, and one of them reckoned for all.
  CHECK(made <= 2);
}

TEST_CASE("a refusal and a failure are nobody's but theirs who asked") {
  OverviewCache cache;
  const auto refused = [] {
    Overview out;
    out.refused = server::ApiError{4, "not-allowed", "no", ""};
    return out;
  };
  CHECK(cache.of("viewer", kNow, refused)->refused);
  CHECK_FALSE(cache.of("viewer", kNow, [] { return with(1); })->refused);
  CHECK_THROWS_AS((void)cache.of("admin", kNow, []() -> Overview { throw std::runtime_error("the disk"); }),
                  std::runtime_error);
  CHECK(cache.of("admin", kNow, [] { return with(2); })->not_shown == 2);
}

TEST_CASE("who sees the same overview has the same role and the same units, in any order") {
  const auto scope = [](server::Role role, std::vector<std::string> units) {
    return server::overview_scope({"lan", role, false, std::move(units)});
  };
  using server::Role;
  CHECK(scope(Role::viewer, {"PM", "PA05"}) == scope(Role::viewer, {"PA05", "PM"}));
  CHECK(scope(Role::viewer, {}) == server::overview_scope({"minh", Role::viewer}));
  CHECK(scope(Role::viewer, {}) != scope(Role::viewer, {"PM"}));
  CHECK(scope(Role::viewer, {"PM"}) != scope(Role::viewer, {"PA05", "PM"}));
  CHECK(scope(Role::viewer, {}) != scope(Role::operator_, {}));
}
