#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "daemon/app/settings.hpp"
#include "daemon/server/caller.hpp"
#include "daemon/server/import_order.hpp"
#include "daemon/server/jobs.hpp"
#include "daemon/store/reader.hpp"
#include "daemon/store/writer.hpp"

namespace triand::app {

struct ImportJobWorld {
  const Settings& settings;
  store::Writer& writer;
  std::function<std::shared_ptr<store::Reader>()> reader;
  std::string rejects_folder;
  std::function<schedule::WallTime()> now;
};

using ImportRequest = server::ImportOrder;

// Where the rejects of an import are, if it had any.
[[nodiscard]] std::optional<std::string> find_rejects(const std::string& folder, const std::string& import);

// Loads a customer list on a job thread; not two at a time, unless they are dry runs. The result is the triand.import/v1 document, with a `rejects_file` that is
// null and a member `has_rejects`: whoever asked fetches the file and knows where it puts it.
[[nodiscard]] server::JobResult import_customers(const ImportJobWorld& world, const ImportRequest& request,
                                                 const server::Caller& caller, server::Progress& progress);

}  // namespace triand::app
