#pragma once

#include "daemon/server/console/page_desk.hpp"

namespace triand::server {

// /console/templates: what lies in the templates' folder, and a bench at which a text is tried on customers while it is
// typed. Templates are files: nothing is stored here, a text is downloaded.
void add_template_pages(const PageDesk& desk);

}  // namespace triand::server
