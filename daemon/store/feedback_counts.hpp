#pragma once

#include <cstdint>
#include <vector>

#include "daemon/store/write_session.hpp"

namespace triand::store {

// What the customers of one unit said about a campaign's messages. It stays when words and persons are gone.
struct UnitFeedback {
  std::int64_t unit = 0;  // row of the store
  std::int64_t ratings = 0;
  std::int64_t stars = 0;  // sum of the ratings, 1 to 5 each
  std::int64_t low = 0;    // ratings of 1 and 2: complaints
};

[[nodiscard]] std::vector<UnitFeedback> feedback_counts(WriteSession& session, std::int64_t campaign);

}  // namespace triand::store
