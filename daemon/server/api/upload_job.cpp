#include "daemon/server/api/upload_job.hpp"

#include <filesystem>
#include <memory>
#include <utility>

#include "daemon/server/api/job_answer.hpp"
#include "daemon/server/api/kept_file.hpp"
#include "daemon/server/api/refusal.hpp"

namespace triand::server {

Answer start_upload_job(const ApiWorld& world, Request& request, std::string kind, UploadWork work,
                        std::string turn) {
  const std::shared_ptr<void> room = world.uploads->keep(std::filesystem::file_size(request.upload_file));
  if (room == nullptr) return uploads_full();
  const auto upload = std::make_shared<KeptFile>(std::exchange(request.upload_file, {}));
  Answer answer = start_job(
      world, request.caller, std::move(kind),
      [upload, room, work = std::move(work)](Progress& progress) { return work(upload->path(), progress); },
      std::move(turn));
  if (std::holds_alternative<ApiError>(answer)) {
    request.upload_file = upload->path();
    upload->keep();
  }
  return answer;
}

}  // namespace triand::server
