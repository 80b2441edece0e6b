#pragma once

#include <cstdint>
#include <string>

#include "daemon/store/time.hpp"

namespace triand::store {

struct ErasureView {
  TimePoint at;
  std::string who;
  std::int64_t version = 0;  // of the customer's data: this one and all before are gone
  bool lifted = false;       // lists may bring data again
};

}  // namespace triand::store
