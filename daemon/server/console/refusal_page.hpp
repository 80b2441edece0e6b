#pragma once

#include "daemon/server/console/api_answer.hpp"
#include "daemon/server/console/page_frame.hpp"
#include "daemon/server/response.hpp"

namespace triand::server {

// A page of what the API refused, with the API's status.
[[nodiscard]] Response refusal_page(const PageFrame& frame, const ApiError& error, unsigned status);

}  // namespace triand::server
