#pragma once

#include <cstdint>
#include <string>

#include "daemon/store/time.hpp"

namespace triand::store {

struct CampaignRow {
  std::int64_t id = 0;
  std::string name;
  std::string state;  // planned, approved, running, finished, cancelled; a pause is told by `pauses`
  std::string file;
  std::string source;
  TimePoint opens_at;
  TimePoint closes_at;
  std::string window_text;
  std::string planned_by;
  TimePoint planned_at;
  std::string approved_by;
  std::string summary;
  std::int64_t planned_cost = 0;
  std::string ended_by;  // who cancelled it; empty where the service saw its end
  TimePoint ended_at;    // 1970: it has not ended
  std::string end_reason;
};

}  // namespace triand::store
