#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "daemon/server/console/kept_lists.hpp"
#include "daemon/server/console/page_frame.hpp"
#include "daemon/server/console/page_notice.hpp"

namespace triand::server {

// What the dry run of a list that was sent found: what each column became, with a select to change it; what has to be
// corrected, with counts; the rows to correct; and the button that loads the very same file. `job` is the triand.job/v1
// document of the dry run. While it runs the page asks for itself again, and so does the other.
[[nodiscard]] Response list_check_page(const PageFrame& frame, const KeptList& list,
                                       const boost::json::object& job, const PageNotice& notice);

// How far a load or the taking back of one is, or what came of it: the triand.job/v1 document.
[[nodiscard]] Response list_job_page(const PageFrame& frame, const boost::json::object& job);

// The field of a column's select, by its place from 0.
[[nodiscard]] std::string column_field(std::size_t place);

}  // namespace triand::server
