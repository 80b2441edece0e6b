#pragma once

#include <cstddef>
#include <string>

#include "daemon/ctl/session.hpp"

namespace triand::ctl {

// `customers undo`, `customers imports` and `customers duplicates`; each returns the exit code.
int undo_import(Session& session, const std::string& import);
int list_imports(Session& session);
int find_duplicates(Session& session, std::size_t limit, bool reveal);

}  // namespace triand::ctl
