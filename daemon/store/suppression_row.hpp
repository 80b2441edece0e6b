#pragma once

#include <cstdint>
#include <string>

#include "daemon/domain/suppression.hpp"
#include "daemon/store/time.hpp"

namespace triand::store {

struct SuppressionRow {
  std::int64_t id = 0;
  domain::Suppression suppression;  // without the subject's text after an erasure
  TimePoint since;
  std::string who;
};

// What held before it was extended or removed.
struct FormerSuppression {
  SuppressionRow row;  // its id is the suppression's
  TimePoint ended_at;
  std::string ended_by;
  std::string end_reason;
};

}  // namespace triand::store
