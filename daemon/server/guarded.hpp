#pragma once

#include "daemon/server/handoff.hpp"
#include "daemon/server/log.hpp"
#include "daemon/server/route.hpp"

namespace triand::server {

// Runs a route's handler; an exception is logged under a reference number, and the caller is told the number only.
[[nodiscard]] Response guarded(const Route& route, Request& request, const Log& log);

// Asks a route whether it admits a request, of which it has seen the head; exceptions as above. Without `admits` it
// does.
[[nodiscard]] Admission guarded_admission(const Route& route, const Request& request, const Log& log);

// Starts a route's later handler, which answers through `handoff`. The handler gets a reference to `request`,
// which must live until then. Exceptions as above.
void answer_later(const Route& route, Request& request, const Log& log, Handoff<Response>& handoff);

// What a caller is told about trouble that is ours; logs what it was. Any thread.
[[nodiscard]] ApiError internal_error(std::string_view what, std::string_view where, const Log& log);

}  // namespace triand::server
