#pragma once

#include "daemon/server/console/page_desk.hpp"

namespace triand::server {

// For managers: what is being sent, how far it is, and what needs a person.
void add_overview_pages(const PageDesk& desk);

}  // namespace triand::server
