#pragma once

#include <cstdint>
#include <string>

#include "daemon/domain/reason.hpp"
#include "daemon/store/time.hpp"

namespace triand::store {

struct ChannelRow {
  std::int64_t id = 0;
  std::string name;
  std::string kind;
  domain::Reason stopped_reason = domain::Reason::none;
  std::string stopped_detail;
  TimePoint stopped_at;
};

}  // namespace triand::store
