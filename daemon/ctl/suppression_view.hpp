#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "daemon/ctl/session.hpp"

namespace triand::ctl {

// Suppressions as a table, newest first; "None." if there are none.
void print_suppressions(Session& session, const boost::json::array& suppressions);
// What an import of suppressions did.
void print_suppression_import(Session& session, const boost::json::object& document);

}  // namespace triand::ctl
