#pragma once

#include "daemon/server/console/page_desk.hpp"

namespace triand::server {

// The accounts, for administrators: who there is, a new one, another role or units, a password, the way out and back in.
void add_user_pages(const PageDesk& desk);

}  // namespace triand::server
