#pragma once

#include <boost/json/array.hpp>

#include "daemon/ctl/session.hpp"

namespace triand::ctl {

// Accounts as a table; "No accounts." if there are none.
void print_users(Session& session, const boost::json::array& users);
// An account's API tokens as a table; "No tokens." if there are none.
void print_tokens(Session& session, const boost::json::array& tokens);
// Entries of the audit as a table, newest first; "Nothing." if there are none.
void print_audit(Session& session, const boost::json::array& entries);

}  // namespace triand::ctl
