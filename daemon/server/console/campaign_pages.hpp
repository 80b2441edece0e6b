#pragma once

#include "daemon/server/console/page_desk.hpp"

namespace triand::server {

// Campaigns: their list, each one's plan and figures, its texts, and every act of its life, from the check of its file
// to its report. What takes long is a job, whose page is here too.
void add_campaign_pages(const PageDesk& desk);

}  // namespace triand::server
