#pragma once

#include "daemon/server/console/page_desk.hpp"

namespace triand::server {

// /console/campaigns/plan: a campaign file is chosen, or its text typed; it is checked, and planned.
void add_campaign_file_pages(const PageDesk& desk);

}  // namespace triand::server
