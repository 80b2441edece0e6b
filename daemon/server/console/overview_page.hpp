#pragma once

#include "daemon/server/console/overview.hpp"
#include "daemon/server/console/page_frame.hpp"

namespace triand::server {

inline constexpr const char* kOverviewAddress = "/console/overview";
// What refresh.js asks for while the page is open.
inline constexpr const char* kOverviewPartAddress = "/console/overview/live";

[[nodiscard]] Response overview_page(const PageFrame& frame, const Overview& overview);
[[nodiscard]] Response overview_part(const Request& request, const PageFrame& frame,
                                     const Overview& overview);

}  // namespace triand::server
