#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "daemon/ctl/session.hpp"

namespace triand::ctl {

// Waits until a job of the service has ended, with a progress bar, and returns its result. A failed job is a
// Failure. An answer that names no job is taken for the result itself.
[[nodiscard]] boost::json::object await_job(Session& session, boost::json::object answer,
                                            const std::string& what);

}  // namespace triand::ctl
