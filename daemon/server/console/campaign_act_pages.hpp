#pragma once

#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "daemon/server/console/page_frame.hpp"
#include "daemon/server/console/page_notice.hpp"
#include "daemon/server/response.hpp"

namespace triand::server {

// What will be done to a campaign, shown before it is done; `campaign` is triand.campaign/v1. Each form posts to the
// page's own address. `fault`: why it was not done, when it was tried.

// `accept_shortfall`, of its own, where the forecast or the API says that something will not fit; `plan`, the number of
// the plan that is shown. A list that was changed after the approval has a page of the same address.
[[nodiscard]] Response approve_page(const PageFrame& frame, const boost::json::object& campaign,
                                    const PageNotice& fault);

// `channel`, `unit`, `reason`. `units`: which the visitor may choose; empty: all.
[[nodiscard]] Response pause_page(const PageFrame& frame, const boost::json::object& campaign,
                                  const std::vector<std::string>& units, const PageNotice& fault);

// The same fields; each pause that the visitor may lift is a form of its own.
[[nodiscard]] Response resume_page(const PageFrame& frame, const boost::json::object& campaign,
                                   const std::vector<std::string>& units, const PageNotice& fault);

// `confirm`, the campaign's id typed once more, and `reason`.
[[nodiscard]] Response cancel_page(const PageFrame& frame, const boost::json::object& campaign,
                                   const PageNotice& fault);

}  // namespace triand::server
