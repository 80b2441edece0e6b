#pragma once

#include "daemon/server/console/page_desk.hpp"

namespace triand::server {

// Whom not to write to: the newest, what holds for one customer or address, and forms to add one and to take one back.
void add_suppression_pages(const PageDesk& desk);

}  // namespace triand::server
