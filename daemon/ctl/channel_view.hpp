#pragma once

#include <boost/json/array.hpp>

#include "daemon/ctl/session.hpp"

namespace triand::ctl {

// The channels of a triand.channels/v1 document, a line each.
void print_channels(Session& session, const boost::json::array& channels);

}  // namespace triand::ctl
