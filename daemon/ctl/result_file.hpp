#pragma once

#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "daemon/ctl/file_draft.hpp"
#include "daemon/ctl/session.hpp"

namespace triand::ctl {

// The format that a file's name asks for ("tri-an.xlsx": "xlsx"); a Failure when it is none of these or there is no
// folder for it.
[[nodiscard]] std::string format_of(const std::string& file, const std::vector<std::string>& formats);

// Waits for a job of the service that makes a file and fetches it into the draft, whole; the job's document without what
// was needed for that. The caller gives the draft its place.
[[nodiscard]] boost::json::object fetch_result(Session& session, boost::json::object answer,
                                               const std::string& what, FileDraft& draft);

}  // namespace triand::ctl
