#pragma once

#include "daemon/server/console/customer_view.hpp"
#include "daemon/server/console/html.hpp"
#include "daemon/server/console/page_frame.hpp"

namespace triand::server {

// What was written down of calls, newest first, and a form for one more that posts below the customer's `address`.
void put_call_notes(Html& html, const PageFrame& frame, const std::string& address, const CustomerView& view);

}  // namespace triand::server
