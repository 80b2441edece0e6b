#pragma once

#include <cstddef>
#include <string>

#include <boost/json/object.hpp>

#include "daemon/server/console/html.hpp"
#include "daemon/server/console/page_frame.hpp"
#include "daemon/server/console/resend_choice.hpp"

namespace triand::server {

// What whoever looks may do about one delivery, and why not: to send it again, to decide a doubt. The forms post below
// the customer's `address` and carry the newest event that the page shows, so that one sent twice is done once, and the
// version of the customer's data that a message would go by, so that none goes to an address that the page did not show.
// `place` tells the deliveries of a page apart.
void put_delivery_actions(Html& html, const PageFrame& frame, const std::string& address,
                          const boost::json::object& delivery, const ResendChoice& choice, std::size_t place);

}  // namespace triand::server
