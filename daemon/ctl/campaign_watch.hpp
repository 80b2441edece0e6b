#pragma once

#include <string>

#include "daemon/ctl/session.hpp"

namespace triand::ctl {

// Follows the campaign at that address until it is finished or cancelled: a screen that is drawn anew on a
// terminal, else a line for each change. Returns the exit code.
int watch_campaign(Session& session, const std::string& target);

}  // namespace triand::ctl
