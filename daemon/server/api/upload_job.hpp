#pragma once

#include <functional>
#include <string>

#include "daemon/server/api_world.hpp"
#include "daemon/server/request.hpp"

namespace triand::server {

// What a job does with a file.
using UploadWork = std::function<Answer(const std::string& path, Progress& progress)>;

// Starts a job of the caller's, as start_job() does, that works at the request's upload. The file is the job's until it
// ends, and counts as room on the disk that long. Where no job is started the file stays the request's.
[[nodiscard]] Answer start_upload_job(const ApiWorld& world, Request& request, std::string kind,
                                      UploadWork work, std::string turn = {});

}  // namespace triand::server
