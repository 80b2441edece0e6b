#include "daemon/dispatch/own_stops.hpp"

#include <catch2/catch.hpp>

namespace triand::dispatch {
namespace {

using namespace std::chrono_literals;

constexpr schedule::SteadyTime kStart{1h};

store::PauseRow pause_of(std::int64_t campaign) {
  store::PauseRow out;
  out.campaign = campaign;
  return out;
}

}  // namespace

TEST_CASE("what was read before a stop was on disk does not undo it") {
  OwnStops own;
  const std::int64_t channel = own.stop_channel();
  const std::int64_t text = own.pause(pause_of(7));
  // Nobody has said yet that they are on disk.
  Stops found = own.complete({}, kStart + 9s);
  CHECK(found.channel);
  REQUIRE(found.pauses.size() == 1);
  CHECK(found.pauses.front().campaign == 7);

  own.written(channel, kStart + 1s);
  own.written(text, kStart + 3s);
  found = own.complete({}, kStart);
  CHECK(found.channel);
  CHECK(found.pauses.size() == 1);
  found = own.complete({}, kStart + 2s);
  CHECK_FALSE(found.channel);
  CHECK(found.pauses.size() == 1);
  found = own.complete({}, kStart + 3s);
  CHECK(found.pauses.empty());
}

TEST_CASE("what the store says stands beside what it cannot say yet, and alone afterwards") {
  OwnStops own;
  const std::int64_t text = own.pause(pause_of(7));
  Stops found = own.complete({.pauses = {pause_of(8)}, .channel = true}, kStart);
  CHECK(found.channel);
  CHECK(found.pauses.size() == 2);
  own.written(text, kStart);
  found = own.complete({.pauses = {pause_of(8)}, .channel = true}, kStart + 1s);
  CHECK(found.channel);
  CHECK(found.pauses.size() == 1);
}

}  // namespace triand::dispatch
