#pragma once

#include <string>

#include "daemon/server/console/look_up.hpp"
#include "daemon/server/console/page_frame.hpp"

namespace triand::server {

// The support desk's home: one box.
[[nodiscard]] Response home_page(const PageFrame& frame);

// What a query names when it is not exactly one customer: nobody, several, or only what archives know. `named`: names
// may be shown.
[[nodiscard]] Response found_page(const PageFrame& frame, const std::string& query, const LookUp& found,
                                  bool named);

}  // namespace triand::server
