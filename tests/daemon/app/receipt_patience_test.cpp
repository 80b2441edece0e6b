#include "daemon/app/receipt_patience.hpp"

#include <catch2/catch.hpp>

namespace triand::app {

using namespace std::chrono_literals;

TEST_CASE("a message without a receipt is given up as configured, else as the gateway's template says") {
  CHECK(receipt_patience(4h, true, 15s) == 4h);
  CHECK(receipt_patience(std::nullopt, true, 15s) == 15s);
  CHECK(receipt_patience(4h, false, std::nullopt) == 4h);
  CHECK_FALSE(receipt_patience(std::nullopt, false, 15s));
}

TEST_CASE("a message whose template nobody could ask for is given up as well") {
  CHECK(receipt_patience(std::nullopt, true, std::nullopt) == 2h);
}

}  // namespace triand::app
