#pragma once

#include <boost/json/object.hpp>

#include "daemon/ctl/session.hpp"

namespace triand::ctl {

// What a list's owner should know, a line each: the `notices` of a document.
void print_notices(Session& session, const boost::json::object& document);

}  // namespace triand::ctl
