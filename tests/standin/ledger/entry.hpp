#pragma once

#include <cstdint>

#include <boost/json/object.hpp>

#include "tests/standin/clock.hpp"
#include "tests/standin/message.hpp"

namespace triand::standin {

// One line of the ledger: a message and how often a real gateway would have delivered it.
struct Entry {
  Message message;  // as it was accepted first
  TimePoint first_at;
  TimePoint last_at;
  std::uint64_t times = 0;       // accepted: each one is a delivery
  std::uint64_t recognised = 0;  // repeats the gateway knew and did not deliver again
};

[[nodiscard]] boost::json::object to_json(const Entry& entry);

}  // namespace triand::standin
