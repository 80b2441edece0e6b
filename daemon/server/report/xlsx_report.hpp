#pragma once

#include <functional>
#include <string>

#include "daemon/schedule/time_zone.hpp"
#include "daemon/server/report/report_data.hpp"

namespace triand::server {

// Tells, one after the other, the rows whose data somebody has to correct.
using EachToMend = std::function<void(const std::function<void(const store::ListedDelivery&)>& tell)>;

// The closing report as a workbook at `path`: the figures, the table for the emulation review, the reasons, what to mend
// by unit, and the customers concerned (codes, no addresses). Throws std::system_error.
void write_xlsx_report(const ReportData& data, const schedule::TimeZone& zone, const std::string& path,
                       const EachToMend& each_to_mend);

}  // namespace triand::server
