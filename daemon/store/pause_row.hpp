#pragma once

#include <cstdint>
#include <string>

#include "daemon/store/time.hpp"

namespace triand::store {

struct PauseRow {
  std::int64_t campaign = 0;  // 0: every campaign
  std::string channel;        // empty: every channel
  std::string unit;           // empty: every unit
  std::string who;
  TimePoint at;
  std::string reason;
  std::string hold;
};

}  // namespace triand::store
