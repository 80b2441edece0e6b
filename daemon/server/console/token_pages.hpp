#pragma once

#include "daemon/server/console/page_desk.hpp"

namespace triand::server {

// API tokens: everybody's own, and for administrators those of every account.
void add_token_pages(const PageDesk& desk);

}  // namespace triand::server
