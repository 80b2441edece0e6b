#pragma once

#include "daemon/server/console/customer_view.hpp"
#include "daemon/server/console/html.hpp"
#include "daemon/server/console/page_frame.hpp"

namespace triand::server {

// What the customer has agreed to and refused, with forms for whoever may stop writing or take that back; they post
// below the customer's `address`.
void put_consent(Html& html, const PageFrame& frame, const std::string& address, const CustomerView& view);

}  // namespace triand::server
