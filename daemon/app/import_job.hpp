#pragma once

#include <functional>
#include <string>

#include "daemon/app/settings.hpp"
#include "daemon/server/caller.hpp"
#include "daemon/server/jobs.hpp"
#include "daemon/store/writer.hpp"

namespace triand::app {

struct ImportJobWorld {
  const Settings& settings;
  store::Writer& writer;
  std::string rejects_folder;
  std::function<schedule::WallTime()> now;
};

struct ImportRequest {
  std::string path;  // the list, in a file of its own
  std::string file;  // the name that people know it by
  std::string unit;  // for rows that name none; or empty
  bool dry_run = false;
};

// Where the rejects of an import are, if it had any.
[[nodiscard]] std::string rejects_path(const std::string& folder, const std::string& import);

// Loads a customer list on a job thread. The result is the triand.import/v1 document, with a `rejects_file` that is
// null and a member `has_rejects`: whoever asked fetches the file and knows where it puts it.
[[nodiscard]] server::JobResult import_customers(const ImportJobWorld& world, const ImportRequest& request,
                                                 const server::Caller& caller, server::Progress& progress);

}  // namespace triand::app
