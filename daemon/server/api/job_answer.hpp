#pragma once

#include <functional>
#include <string>

#include "daemon/server/api_world.hpp"

namespace triand::server {

// Starts a job of the caller's and answers with its id: {"schema":"triand.job/v1","job":ID}; refused (7) where too many
// wait already. What the store refuses
// while it runs fails the job as it would fail a request. `work` must not refer to the request. `turn`: see
// Jobs::start().
[[nodiscard]] Answer start_job(const ApiWorld& world, const Caller& caller, std::string kind,
                               std::function<Answer(Progress&)> work, std::string turn = {});

// Lists that were stored at the same time would take each other's rows for their own; taking one back is no different.
inline constexpr const char* kListTurn = "lists";

// There is one press. Which letters a reprint may take is read before it prints and written down behind it: another one
// that read meanwhile would print them all again.
inline constexpr const char* kPressTurn = "press";

}  // namespace triand::server
