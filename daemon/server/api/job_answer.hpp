#pragma once

#include <functional>
#include <string>

#include "daemon/server/api_world.hpp"

namespace triand::server {

// Starts a job and answers with its id: {"schema":"triand.job/v1","job":ID}. What the store refuses while it
// runs fails the job as it would fail a request. `work` must not refer to the request. `turn` and `owner`: see
// Jobs::start().
[[nodiscard]] Answer start_job(const ApiWorld& world, std::string kind, std::function<Answer(Progress&)> work,
                               std::string turn = {}, std::string owner = {});

// Lists that were stored at the same time would take each other's rows for their own; taking one back is no different.
inline constexpr const char* kListTurn = "lists";

}  // namespace triand::server
