#include "daemon/app/import_job.hpp"

#include <filesystem>
#include <stdexcept>
#include <utility>

#include <boost/json.hpp>

#include "daemon/app/file_content.hpp"
#include "daemon/app/import_document.hpp"
#include "daemon/app/import_entry.hpp"
#include "daemon/app/pretending_sink.hpp"
#include "daemon/app/store_sink.hpp"
#include "daemon/intake/file_source.hpp"
#include "daemon/intake/import.hpp"
#include "daemon/schedule/local_time.hpp"
#include "daemon/server/list_refusal.hpp"

namespace triand::app {
namespace {

std::string rejects_path(const std::string& folder, const std::string& import, bool xlsx) {
  return folder + "/rejects-" + import + (xlsx ? ".xlsx" : ".csv");
}

// What is known of a file with the same bytes that was loaded before; null when there was none.
boost::json::value same_file(const ImportJobWorld& world, const std::string& content, std::int64_t import) {
  if (content.empty()) return nullptr;
  const auto before = world.reader()->import_of_content(content, import);
  if (!before) return nullptr;
  boost::json::object out;
  out["import"] = std::to_string(before->id);
  out["state"] = before->state;
  out["who"] = before->who;
  out["started_at"] = schedule::local_time(before->started_at, *world.settings.zone);
  return out;
}

intake::ImportOptions options_of(const ImportJobWorld& world, const ImportRequest& request,
                                 const std::string& name) {
  intake::ImportOptions options;
  if (!request.unit.empty()) options.default_unit = request.unit;
  options.columns = request.columns;
  options.dry_run = request.dry_run;
  options.communes = world.settings.communes.get();
  options.rejects_path = rejects_path(world.rejects_folder, name, request.xlsx_rejects);
  options.reading = {.sheet = request.sheet,
                     .encoding = request.encoding,
                     .scratch = world.rejects_folder,
                     .limits = world.settings.list_limits};
  return options;
}

intake::ImportProgress follow(server::Progress& progress) {
  return [&progress](std::uint64_t bytes, std::uint64_t rows) {
    progress.set_done(static_cast<std::int64_t>(bytes), static_cast<std::int64_t>(rows));
    if (progress.stopping())
      throw std::runtime_error("the service is stopping; load the same file again when it is back");
  };
}

void tell(boost::json::object& document, const char* word, const std::string& message) {
  document["notices"].as_array().push_back({{"notice", word}, {"message", message}});
}

// What the file held, told of the import and in its document. Nothing of this may fail a list that is stored.
void tell_content(const ImportJobWorld& world, FileContent& content, ImportEntry* entry,
                  boost::json::object& document) {
  document["same_file_as"] = nullptr;
  const auto hash = content.hash();
  if (!hash) {
    tell(document, "content_unknown",
         "the file could not be read once more, so whether it was loaded before is not known");
    return;
  }
  if (hash->empty()) return;
  try {
    if (entry != nullptr) entry->set_content(*hash);
    document["same_file_as"] = same_file(world, *hash, entry == nullptr ? 0 : entry->id());
  } catch (const std::exception&) {
    tell(document, "content_unknown",
         "whether the file was loaded before could not be looked up or written down");
  }
}

server::JobResult pretend(const ImportJobWorld& world, const ImportRequest& request,
                          intake::FileSource& source, server::Progress& progress) {
  PretendingSink sink(world.writer, world.now);
  const std::string name = "dry-run-" + std::to_string(std::hash<std::string>{}(request.path));
  FileContent content(request.path, [&progress] { return progress.stopping(); });
  const auto result = intake::run_import(source, sink, world.settings.units, options_of(world, request, name),
                                         follow(progress));
  if (const auto* problems = std::get_if<intake::ListProblems>(&result))
    return server::list_refusal(request.file, *problems);
  auto out = import_document(name, std::get<intake::ImportReport>(result));
  tell_content(world, content, nullptr, out);
  return out;
}

server::JobResult load(const ImportJobWorld& world, const ImportRequest& request, const std::string& who,
                       intake::FileSource& source, server::Progress& progress) {
  ImportEntry entry(world.writer, world.now, request.file, who);
  StoreSink sink(world.writer, entry.id(), world.now);
  const std::string name = std::to_string(entry.id());
  FileContent content(request.path, [&progress] { return progress.stopping(); });
  try {
    const auto result = intake::run_import(source, sink, world.settings.units,
                                           options_of(world, request, name), follow(progress));
    if (const auto* problems = std::get_if<intake::ListProblems>(&result)) {
      // Not its message, which may show rows of the list.
      (void)entry.finish("failed", problems->front().word);
      return server::list_refusal(request.file, *problems);
    }
    auto out = import_document(name, std::get<intake::ImportReport>(result));
    tell_content(world, content, &entry, out);
    if (const std::string missing = entry.finish("done", boost::json::serialize(out)); !missing.empty())
      tell(out, "index_missing", missing);
    return out;
  } catch (...) {
    (void)entry.finish("failed", "");
    throw;
  }
}

}  // namespace

std::optional<std::string> find_rejects(const std::string& folder, const std::string& import) {
  for (const bool xlsx : {false, true}) {
    std::string path = rejects_path(folder, import, xlsx);
    if (std::filesystem::exists(path)) return path;
  }
  return std::nullopt;
}

server::JobResult import_customers(const ImportJobWorld& world, const ImportRequest& request,
                                   const server::Caller& caller, server::Progress& progress) {
  if (!request.unit.empty() && world.settings.units.with_prefix(request.unit) == nullptr)
    return server::ApiError{.exit = 2,
                            .error = "unknown-unit",
                            .message = "there is no unit " + request.unit + " in the units' table",
                            .hint = "give a unit's code prefix, such as PA05, or add it to the units' file"};
  auto opened = intake::FileSource::open(request.path);
  if (const auto* problem = std::get_if<intake::ListProblem>(&opened))
    return server::list_refusal(request.file, {*problem});
  auto& source = *std::get<std::unique_ptr<intake::FileSource>>(opened);
  progress.set_total(static_cast<std::int64_t>(source.size()), "bytes");
  if (request.dry_run) return pretend(world, request, source, progress);
  return load(world, request, caller.name, source, progress);
}

}  // namespace triand::app
