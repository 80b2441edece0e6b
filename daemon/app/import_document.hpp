#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "daemon/intake/import_report.hpp"

namespace triand::app {

// The triand.import/v1 document of a report (contract, section 3). `rejects_file` is null: whoever asked fetches the file
// and knows where it puts it.
[[nodiscard]] boost::json::object import_document(const std::string& import,
                                                  const intake::ImportReport& report);

}  // namespace triand::app
