#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "daemon/server/console/page_frame.hpp"
#include "daemon/server/response.hpp"

namespace triand::server {

// Asked for again that often while a job runs, by the browser itself.
inline constexpr int kJobRefreshSeconds = 2;

// How far a job is and what became of it: `job` is triand.job/v1.
[[nodiscard]] Response job_page(const PageFrame& frame, const boost::json::object& job);

// "/console/jobs/abc-1", and what its file is asked for by.
[[nodiscard]] std::string job_address(const std::string& id);
[[nodiscard]] std::string job_file_address(const std::string& id);

// What a browser shall call a job's file: "tri-an-2026-report.xlsx".
[[nodiscard]] std::string job_file_name(const boost::json::object& job);

}  // namespace triand::server
