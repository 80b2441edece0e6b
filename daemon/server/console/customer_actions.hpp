#pragma once

#include "daemon/server/console/page_desk.hpp"

namespace triand::server {

// What the support desk does about one customer, each a form of the customer's page: to send a delivery again, to decide
// a doubt, to stop writing, to take that back, to note a call.
void add_customer_actions(const PageDesk& desk);

}  // namespace triand::server
