#pragma once

#include "config/block.hpp"
#include "daemon/intake/workbook/workbook_limits.hpp"

namespace triand::app {

// What a list may be, so that a hostile or broken one costs bounded memory, disk and time: the config's group
// `list_limits`. What it does not name keeps its default.
[[nodiscard]] intake::WorkbookLimits read_list_limits(config::Block block);

}  // namespace triand::app
