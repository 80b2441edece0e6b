#pragma once

#include <string>

#include "daemon/ctl/session.hpp"

namespace triand::ctl {

// `config check`: runs `triand --config FILE --check`, which writes to our own standard output and error, and
// returns its exit code. The service need not run.
int check_config(Session& session, const std::string& file);

}  // namespace triand::ctl
