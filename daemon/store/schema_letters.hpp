#pragma once

#include <string_view>

namespace triand::store {

// What printer and post have said of the letters of each batch.
inline constexpr std::string_view kLetterBatches = R"sql(
CREATE TABLE letter_batch (
  name TEXT PRIMARY KEY,      -- the provider id of its deliveries
  printed INTEGER NOT NULL,   -- letters
  posted INTEGER NOT NULL,
  returned INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  settled INTEGER NOT NULL    -- letters that at least one of the last three was said of
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace triand::store
