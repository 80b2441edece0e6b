#pragma once

#include "daemon/server/console/page_desk.hpp"

namespace triand::server {

// Who did what and who looked, newest first, for administrators.
void add_audit_pages(const PageDesk& desk);

}  // namespace triand::server
