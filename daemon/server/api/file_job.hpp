#pragma once

#include <functional>
#include <memory>
#include <string>

#include "daemon/server/api_world.hpp"
#include "daemon/server/result_files.hpp"
#include "daemon/server/route.hpp"

namespace triand::server {

// Makes a file at `path`, where there is nothing yet, and says what it holds.
using MakeFile = std::function<Answer(const std::string& path, Progress& progress)>;

// Starts a job that makes a file for the caller. Its result is what `make` says, and `bytes` and `download`: GET
// /api/v1/results/{download} gives the file, once, and it goes. What the disk refuses fails the job with exit 1.
[[nodiscard]] Answer start_file_job(const ApiWorld& world, std::shared_ptr<ResultFiles> files,
                                    std::string kind, std::string content_type, const Caller& caller,
                                    MakeFile make);

// GET /api/v1/results/{token}.
[[nodiscard]] Route result_route(std::shared_ptr<ResultFiles> files);

}  // namespace triand::server
