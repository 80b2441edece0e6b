#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "daemon/store/time.hpp"

namespace triand::store {

// One list that was loaded.
struct ImportRow {
  std::int64_t id = 0;
  std::string file;
  std::string state;  // running, done, failed, interrupted, undoing, undone
  std::string who;
  TimePoint started_at;
  TimePoint finished_at;  // 1970: it has not ended
  std::string content;    // SHA-256 of the file in hex; empty: not known
  std::string report;     // JSON; empty when there is none
};

// Customers that may be one and the same.
struct DuplicateGroup {
  std::string shared;              // what they have in common, for people
  std::vector<std::string> codes;  // in ascending order
};

// How many there are of one kind, and the first of them.
struct Duplicates {
  std::int64_t groups = 0;
  std::int64_t customers = 0;
  std::vector<DuplicateGroup> first;
};

}  // namespace triand::store
