#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/object.hpp>

#include "daemon/server/console/kept_lists.hpp"
#include "daemon/server/console/page_frame.hpp"
#include "daemon/server/console/page_notice.hpp"

namespace triand::server {

// A list can be sent here; those that the visitor has sent and not loaded yet, and the imports of everybody (the
// triand.imports/v1 document).
[[nodiscard]] Response lists_page(const PageFrame& frame, const boost::json::object& imports,
                                  const std::vector<std::pair<std::string, KeptList>>& kept,
                                  const PageNotice& notice);

// Asks whether one import shall be taken back: `import` is its member of that document.
[[nodiscard]] Response undo_page(const PageFrame& frame, const boost::json::object& import,
                                 const PageNotice& notice);

}  // namespace triand::server
