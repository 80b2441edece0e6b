#include "daemon/server/api/letter_files.hpp"

#include <filesystem>
#include <utility>

#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/letter_batches.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/store/campaign_writer.hpp"

namespace triand::server {
namespace {

struct LetterFile {
  const char* name;
  const char* content_type;
};

// A batch's file, or that it cannot be had.
Response fetch(const ApiWorld& world, const LetterWorld& letters, const Request& request,
               const LetterFile& file) {
  const std::string& name = request.parameter("batch");
  const auto batch = letter_batch(world, letters, name);
  if (!batch)
    return Response::error(
        not_found("no-such-batch", "there is no batch " + name, "the batches are: trianctl letters list"));
  const std::string folder(batch->at("folder").as_string());
  if (folder.empty())
    return Response::error(
        wrong_state("batch " + name + " has not been handed over",
                    "release it, or wait for its cut-off: trianctl letters release " + name));
  const std::string path = folder + "/" + file.name;
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error))
    return Response::error(not_found("no-such-file",
                                     std::string(file.name) + " is not in the outbox any more",
                                     "whoever fetches batches for the print house has taken it"));
  const Answer audited = answer_of([&]() -> Answer {
    world.writer.run([&](store::WriteSession& session) {
      store::write_audit(session, request.caller.name, "letters.fetch", name, file.name, world.now());
    });
    return boost::json::object();
  });
  if (const auto* trouble = std::get_if<ApiError>(&audited)) return Response::error(*trouble);
  Response response = Response::of_file(path, file.content_type);
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"" + name + "-" + file.name + "\"");
  return response;
}

}  // namespace

Route letter_file_route(std::string pattern, const ApiWorld& world,
                        std::shared_ptr<const LetterWorld> letters) {
  const LetterFile file = pattern.ends_with("/pdf") ? LetterFile{"letters.pdf", "application/pdf"}
                                                    : LetterFile{"manifest.csv", "text/csv; charset=utf-8"};
  Route route;
  route.method = "GET";
  route.pattern = std::move(pattern);
  route.least = Role::operator_;
  route.handler = [&world, letters = std::move(letters), file](Request& request) {
    return fetch(world, *letters, request, file);
  };
  return route;
}

}  // namespace triand::server
