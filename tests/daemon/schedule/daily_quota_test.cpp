#include "daemon/schedule/daily_quota.hpp"

#include <chrono>

#include <catch2/catch.hpp>

#include "tests/daemon/schedule/moments.hpp"

namespace triand::schedule {
namespace {

using namespace std::chrono_literals;

TEST_CASE("a quota is used up and begins anew at local midnight") {
  DailyQuota quota(viet_nam(), 1000);
  const WallTime noon = vn(2026, 12, 18, 12, 0);
  CHECK(quota.left(noon) == 1000);
  quota.take(noon, 600);
  CHECK(quota.left(noon) == 400);
  quota.take(vn(2026, 12, 18, 23, 59, 59), 400);
  CHECK(quota.left(vn(2026, 12, 18, 23, 59, 59)) == 0);
  CHECK(quota.resets_at(noon) == vn(2026, 12, 19, 0, 0));
  CHECK(quota.left(vn(2026, 12, 19, 0, 0)) == 1000);
  CHECK(quota.day(vn(2026, 12, 19, 0, 0)) == 20261219);
}

TEST_CASE("what was used before a restart counts") {
  const DailyQuota quota(viet_nam(), 1000, 20261218, 950);
  CHECK(quota.left(vn(2026, 12, 18, 12, 0)) == 50);
  CHECK(quota.left(vn(2026, 12, 19, 0, 0)) == 1000);
}

TEST_CASE("a clock that is set back over midnight gives no second quota") {
  DailyQuota quota(viet_nam(), 1000);
  quota.take(vn(2026, 12, 19, 0, 10), 1000);
  const WallTime back = vn(2026, 12, 18, 23, 50);
  CHECK(quota.left(back) == 0);
  CHECK(quota.day(back) == 20261219);
  CHECK(quota.resets_at(back) == vn(2026, 12, 20, 0, 0));
  quota.take(back, 5);
  CHECK(quota.used(vn(2026, 12, 19, 0, 10)) == 1005);
}

TEST_CASE("a quota that was made smaller than its use is used up, not negative") {
  DailyQuota quota(viet_nam(), 1000, 20261218, 800);
  quota.set_limit(500);
  CHECK(quota.left(vn(2026, 12, 18, 12, 0)) == 0);
  quota.set_limit(900);
  CHECK(quota.left(vn(2026, 12, 18, 12, 0)) == 100);
}

TEST_CASE("a quota ends with its month and year") {
  const DailyQuota quota(viet_nam(), 1000, 20261231, 1000);
  CHECK(quota.resets_at(vn(2026, 12, 31, 12, 0)) == vn(2027, 1, 1, 0, 0));
  CHECK(quota.left(vn(2027, 1, 1, 0, 0)) == 1000);
}

}  // namespace
}  // namespace triand::schedule
