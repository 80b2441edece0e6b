#pragma once

#include "daemon/server/console/page_desk.hpp"

namespace triand::server {

// /console/lists: a customer list is sent, checked, its columns put right, loaded, and taken back.
void add_list_pages(const PageDesk& desk);

}  // namespace triand::server
