#pragma once

#include <string>

#include "daemon/schedule/time_zone.hpp"
#include "daemon/server/report/report_data.hpp"

namespace triand::server {

// The closing report as one HTML page that needs nothing else: pictures are SVG, each with its table. Names of the list
// are escaped; no telephone, email or name of a customer stands in it.
[[nodiscard]] std::string html_report(const ReportData& data, const schedule::TimeZone& zone);

}  // namespace triand::server
