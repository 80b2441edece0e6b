#include "daemon/app/order_waiters.hpp"

#include <future>

#include <catch2/catch.hpp>

namespace triand::app {

using namespace std::chrono_literals;

TEST_CASE("whoever waits for orders goes on once those are given that were read behind his joining") {
  OrderWaiters waiters;
  const auto first = waiters.join();
  const auto read = waiters.joined();
  const auto second = waiters.join();
  CHECK(waiters.any(read));
  CHECK_FALSE(waiters.wait(first, 0ms));
  auto waits = std::async(std::launch::async, [&] { return waiters.wait(first, 60s); });
  waiters.given(read);
  CHECK(waits.get());
  CHECK_FALSE(waiters.any(read));
  CHECK_FALSE(waiters.wait(second, 0ms));
  waiters.given(waiters.joined());
  CHECK(waiters.wait(second, 0ms));
  // What was read earlier and comes later takes nothing back.
  waiters.given(read);
  CHECK(waiters.wait(second, 0ms));
}

TEST_CASE("nobody waits for a service that stops") {
  OrderWaiters waiters;
  const auto ticket = waiters.join();
  auto waits = std::async(std::launch::async, [&] { return waiters.wait(ticket, 60s); });
  waiters.close();
  CHECK(waits.get());
  CHECK(waiters.wait(waiters.join(), 60s));
}

}  // namespace triand::app
