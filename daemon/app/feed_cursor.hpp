#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace triand::app {

// How far a portal has read the feed of notices: "NUMBER", or "NUMBER-BEGUN" while it reads what stood when it began
// from 0. Who began anew has lost nothing by what was removed before, though it has not come as far yet.
struct FeedCursor {
  std::int64_t after = 0;  // the number of the last change that it was given
  std::int64_t begun = 0;  // that of the newest one when it began; never below `after`

  // Nullopt: it is none. The empty one begins from 0.
  [[nodiscard]] static std::optional<FeedCursor> read(std::string_view text);
  [[nodiscard]] std::string text() const;
};

}  // namespace triand::app
