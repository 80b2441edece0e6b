#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "daemon/schedule/moment.hpp"

namespace triand::plan {

// When a channel's messages, or all of them, will have been handed over.
struct Forecast {
  std::optional<schedule::WallTime> finishes_at;  // none: there is nothing to send, or it does not fit
  bool fits = true;
  std::int64_t shortfall = 0;  // messages that the window leaves no time for
  bool operator==(const Forecast&) const = default;
};

// Of parts that send at the same time: the last one's finish, the sum of what does not fit.
[[nodiscard]] Forecast together(std::span<const Forecast> parts);

}  // namespace triand::plan
