#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "daemon/ctl/session.hpp"

namespace triand::ctl {

// Sends a file as the body of a POST, with a progress bar; the service's answer.
[[nodiscard]] boost::json::object upload(Session& session, const std::string& target,
                                         const std::string& file);

}  // namespace triand::ctl
