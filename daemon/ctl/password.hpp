#pragma once

#include <string>

#include "daemon/ctl/session.hpp"

namespace triand::ctl {

// A new password for an account: asked for twice at a terminal, where it is not shown; else read from standard input,
// one line, or the same line twice. Never an argument: those stand in the shell's history and in `ps`. Throws a usage
// failure that does not repeat it.
[[nodiscard]] std::string new_password(Session& session, const std::string& account);

}  // namespace triand::ctl
