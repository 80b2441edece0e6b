#pragma once

#include "daemon/server/console/page_desk.hpp"

namespace triand::server {

// Every family of pages besides log-in and look-up puts its pages there.
void add_families(const PageDesk& desk);

}  // namespace triand::server
