#include "daemon/server/api/file_job.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

#include "daemon/server/api/job_answer.hpp"
#include "daemon/server/api/kept_file.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/server/unit_limits.hpp"
#include "daemon/store/store_error.hpp"

namespace triand::server {
namespace {

ApiError cannot_write(const std::string& what) {
  return {1, "cannot-write", what, "see that the disk of the database has room, then ask again"};
}

}  // namespace

Answer start_file_job(const ApiWorld& world, std::shared_ptr<ResultFiles> files, std::string kind,
                      std::string content_type, const Caller& caller, MakeFile make) {
  const std::string owner = ownership(caller);
  return start_job(world, caller, std::move(kind),
                   [files = std::move(files), content_type = std::move(content_type), owner,
                    make = std::move(make)](Progress& progress) -> Answer {
                     const std::string path = files->new_path();
                     // Unlinked unless somebody shall fetch it.
                     auto draft = std::make_unique<KeptFile>(path);
                     try {
                       Answer answer = make(path, progress);
                       auto* document = std::get_if<boost::json::object>(&answer);
                       if (document == nullptr) return answer;
                       if (progress.stopping())
                         return ApiError{7, "stopping", "the service stopped before this was done",
                                         "ask again when the service is back"};
                       (*document)["bytes"] = std::filesystem::file_size(path);
                       (*document)["download"] = files->offer({path, content_type, owner});
                       draft->keep();
                       return answer;
                     } catch (const std::system_error& trouble) {
                       return cannot_write(trouble.what());
                     } catch (const store::StoreError& trouble) {
                       return cannot_write(trouble.what());
                     }
                   });
}

Route result_route(std::shared_ptr<ResultFiles> files) {
  Route route;
  route.method = "GET";
  route.pattern = "/api/v1/results/{token}";
  route.least = Role::viewer;
  route.keeps_to_units = true;
  route.handler = [files = std::move(files)](Request& request) {
    auto file = files->take(request.parameter("token"), ownership(request.caller));
    if (!file)
      return Response::error(
          not_found("no-such-result", "there is no file of that name for you",
                    "a file can be fetched once, by whoever asked for it, within an hour"));
    Response response = Response::of_file(std::move(file->path), std::move(file->content_type));
    response.unlink_file = true;
    return response;
  };
  return route;
}

}  // namespace triand::server
