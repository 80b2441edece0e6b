#include "daemon/plan/fluid_queue.hpp"

#include <catch2/catch.hpp>
#include <map>

using triand::plan::FluidQueue;

namespace {

std::map<std::size_t, double> drain(FluidQueue& queue, double amount) {
  std::map<std::size_t, double> units;
  queue.drain(amount, [&](std::size_t unit, std::size_t, double part) { units[unit] += part; });
  return units;
}

}  // namespace

TEST_CASE("units are drained so that all come to the same share") {
  FluidQueue queue(3, 1);
  queue.add(0, 0, 0, 100);
  queue.add(1, 0, 0, 50);
  auto first = drain(queue, 30);
  CHECK(first[0] == Approx(20));
  CHECK(first[1] == Approx(10));
  // A unit that comes later catches up before the others go on.
  queue.add(2, 0, 0, 10);
  auto second = drain(queue, 2);
  CHECK(second[2] == Approx(2));
  CHECK(second[0] == Approx(0).margin(1e-9));
  auto rest = drain(queue, 1000);
  CHECK(rest[0] == Approx(80));
  CHECK(rest[2] == Approx(8));
  CHECK(queue.left() == 0);
}

TEST_CASE("of some chains so much is taken as is wanted, the smaller rank first, and the others stay") {
  FluidQueue queue(2, 2);
  queue.add(0, 0, 7, 10);
  queue.add(1, 0, 7, 30);
  queue.add(1, 0, 8, 50);
  queue.add(0, 1, 7, 20);
  const auto wanted = [](std::size_t chain) { return chain == 7; };
  CHECK(queue.left_of(wanted) == Approx(60));
  std::map<std::size_t, double> units;
  const auto taken = [&](std::size_t unit, std::size_t chain, double part) {
    CHECK(chain == 7);
    units[unit] += part;
  };
  queue.take_of(wanted, 20, taken);
  CHECK(units[0] == Approx(5));
  CHECK(units[1] == Approx(15));
  queue.take_of(wanted, 1000, taken);
  CHECK(units[0] == Approx(30));
  CHECK(queue.left_of(wanted) == Approx(0).margin(1e-9));
  CHECK(queue.left() == Approx(50));
  CHECK(queue.left(1) == Approx(50));
}

TEST_CASE("a smaller rank is drained before the next, and each part keeps its followers") {
  FluidQueue queue(2, 2);
  queue.add(0, 1, 7, 10);
  queue.add(1, 0, 8, 10);
  queue.add(1, 0, 9, 30);
  std::map<std::size_t, double> chains;
  queue.drain(20, [&](std::size_t, std::size_t chain, double part) { chains[chain] += part; });
  CHECK(chains[8] == Approx(5));
  CHECK(chains[9] == Approx(15));
  CHECK(chains[7] == 0);
  CHECK(queue.left(0) == Approx(10));
  CHECK(queue.left(1) == Approx(20));
  queue.drain(25, [&](std::size_t, std::size_t chain, double part) { chains[chain] += part; });
  CHECK(chains[7] == Approx(5));
}
