#pragma once

#include "config/block.hpp"
#include "templates/sms_limits.hpp"

namespace triand::channels {

// Reads the `limits` group of a description; absent: none.
[[nodiscard]] templates::SmsLimits read_limits(config::Block& description);

}  // namespace triand::channels
