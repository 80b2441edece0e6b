#include "daemon/domain/canary_spread.hpp"

#include <catch2/catch.hpp>

#include <numeric>

using triand::domain::spread_canary;

using Counts = std::vector<std::int64_t>;

TEST_CASE("a canary is spread over all queues, one of each first, then by their size") {
  CHECK(spread_canary({900, 90, 10}, 100) == Counts{90, 9, 1});
  CHECK(spread_canary({5, 5}, 4) == Counts{2, 2});
  CHECK(spread_canary({10, 900, 90}, 2) == Counts{0, 1, 1});
  CHECK(spread_canary({3, 3, 3}, 2) == Counts{1, 1, 0});
}

TEST_CASE("a canary takes no more than there is, and nothing of what is empty") {
  CHECK(spread_canary({3, 0, 1}, 100) == Counts{3, 0, 1});
  CHECK(spread_canary({0, 0}, 5) == Counts{0, 0});
  CHECK(spread_canary({}, 5).empty());
  CHECK(spread_canary({7, 2}, 0) == Counts{0, 0});
}

TEST_CASE("a canary is as large as was asked for, whatever the queues") {
  for (std::int64_t size = 0; size <= 60; ++size) {
    const Counts planned = {17, 1, 1, 30, 0, 8};
    const Counts spread = spread_canary(planned, size);
    CHECK(std::accumulate(spread.begin(), spread.end(), std::int64_t{0}) == std::min<std::int64_t>(size, 57));
    for (std::size_t at = 0; at < planned.size(); ++at) CHECK(spread[at] <= planned[at]);
  }
}
