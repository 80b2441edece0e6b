#pragma once

#include <string>
#include <vector>

#include "daemon/ctl/session.hpp"

namespace triand::ctl {

struct ImportOptions {
  std::string file;
  std::string unit;
  std::string rejects;
  std::string sheet;
  std::string encoding;
  std::vector<std::string> columns;  // "Mã số=customer_code"
  bool dry_run = false;
};

// `customers import`: sends the list, waits for the import, fetches the rejects; returns the exit code.
int import_customers(Session& session, const ImportOptions& options);

}  // namespace triand::ctl
