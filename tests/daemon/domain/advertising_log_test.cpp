#include "daemon/domain/advertising_log.hpp"

#include <catch2/catch.hpp>

namespace triand::domain {

using namespace std::chrono_literals;

TEST_CASE("an address gets three advertisements in any 24 hours, whichever campaigns they are of") {
  AdvertisingLog log;
  const AdvertisingLog::Time noon{480'000h};
  CHECK_FALSE(log.not_before(1, 10, noon));
  log.left(1, 10, noon);
  log.left(1, 11, noon + 1h);
  CHECK_FALSE(log.not_before(1, 12, noon + 2h));
  log.left(1, 12, noon + 2h);
  REQUIRE(log.not_before(1, 13, noon + 3h));
  CHECK(*log.not_before(1, 13, noon + 3h) == noon + 24h);
  CHECK_FALSE(log.not_before(2, 13, noon + 3h));
  // The window moves on: at noon the first is a day old, an hour later the second.
  CHECK(log.not_before(1, 13, noon + 24h - 1s));
  CHECK_FALSE(log.not_before(1, 13, noon + 24h));
  log.left(1, 13, noon + 24h);
  CHECK(*log.not_before(1, 14, noon + 24h) == noon + 25h);
}

TEST_CASE("a message that is tried again counts once, and one that did not leave not at all") {
  AdvertisingLog log;
  const AdvertisingLog::Time noon{480'000h};
  for (const std::int64_t delivery : {10, 11, 12, 12, 12}) log.left(1, delivery, noon);
  // It is one of the three itself.
  CHECK_FALSE(log.not_before(1, 12, noon));
  CHECK(log.not_before(1, 13, noon));
  log.did_not_leave(1, 11);
  log.did_not_leave(1, 99);
  log.did_not_leave(2, 11);
  CHECK_FALSE(log.not_before(1, 13, noon));
}

}  // namespace triand::domain
