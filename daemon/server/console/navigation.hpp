#pragma once

#include "daemon/server/console/html.hpp"
#include "daemon/server/console/page_frame.hpp"

namespace triand::server {

// The console's parts that this account may see, each a link; the one that is shown is marked.
void put_navigation(Html& html, const PageFrame& frame);

}  // namespace triand::server
