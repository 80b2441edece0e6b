#pragma once

#include <boost/json/object.hpp>

#include "daemon/server/console/html.hpp"
#include "daemon/server/console/phrase.hpp"

namespace triand::server {

// What came of a list, or would come (a triand.import/v1 document): the numbers, what somebody has to correct, what was
// repaired, what should be known of the file, and the rows to correct.
void put_list_report(Html& html, const boost::json::object& report, Language language);

// How far a job is (a triand.job/v1 document).
void put_job_progress(Html& html, const boost::json::object& job, Language language);

}  // namespace triand::server
