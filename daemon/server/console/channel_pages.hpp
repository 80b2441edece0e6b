#pragma once

#include "daemon/server/console/page_desk.hpp"

namespace triand::server {

// The channels: how each stands, and for operators its pause, its way on and a test message.
void add_channel_pages(const PageDesk& desk);

}  // namespace triand::server
