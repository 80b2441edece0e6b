#include "daemon/server/api/suppression_import.hpp"

#include <atomic>
#include <memory>
#include <stdexcept>
#include <utility>

#include "daemon/intake/file_source.hpp"
#include "daemon/intake/suppression_list.hpp"
#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/on_leaving.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/server/api/suppression_request.hpp"
#include "daemon/server/api/upload_admission.hpp"
#include "daemon/server/api/upload_job.hpp"
#include "daemon/server/list_refusal.hpp"
#include "daemon/store/campaign_writer.hpp"

namespace triand::server {
namespace {

constexpr std::uint64_t kLargestList = std::uint64_t{4} << 30;

// As the rejects of an import are asked for: letters, digits and hyphens.
std::string new_id(const ApiWorld& world) {
  static std::atomic<unsigned> count{0};
  return "s-" + std::to_string(store::to_ms(world.now())) + "-" + std::to_string(++count);
}

boost::json::object document(const std::string& id, const intake::SuppressionReport& report) {
  boost::json::object rejections;
  for (const auto& [word, n] : report.rejections.counts()) rejections[word] = n;
  boost::json::object out;
  out["schema"] = "triand.suppression-import/v1";
  out["import"] = id;
  out["read"] = report.read;
  out["taken"] = report.taken;
  out["added"] = report.added;
  out["extended"] = report.extended;
  out["unchanged"] = report.unchanged;
  out["rejected"] = report.rejected;
  out["rejections"] = std::move(rejections);
  out["sheet"] =
      report.facts.sheet.empty() ? boost::json::value(nullptr) : boost::json::value(report.facts.sheet);
  out["encoding"] =
      report.facts.encoding.empty() ? boost::json::value(nullptr) : boost::json::value(report.facts.encoding);
  boost::json::array notices;
  for (const intake::ListNotice& notice : report.facts.notices)
    notices.push_back({{"notice", notice.word}, {"message", notice.message}});
  out["notices"] = std::move(notices);
  out["rejects_file"] = nullptr;
  return out;
}

struct Load {
  std::string file;
  intake::SuppressionListOptions options;
  std::string id;
  std::string who;
};

Answer load(const ApiWorld& world, const Load& asked, const std::string& path, Progress& progress) {
  auto opened = intake::FileSource::open(path);
  if (const auto* problem = std::get_if<intake::ListProblem>(&opened))
    return list_refusal(asked.file, {*problem});
  auto& source = *std::get<std::unique_ptr<intake::FileSource>>(opened);
  progress.set_total(static_cast<std::int64_t>(source.size()), "bytes");
  // Also where it breaks off: its first pieces are stored.
  const OnLeaving stored([&] { world.changed(); });
  const auto result = intake::read_suppressions(
      source,
      [&](std::span<const domain::Suppression> batch) {
        return world.suppressions.add_all(batch, asked.who);
      },
      asked.options,
      [&](std::uint64_t bytes, std::uint64_t rows) {
        progress.set_done(static_cast<std::int64_t>(bytes), static_cast<std::int64_t>(rows));
        if (progress.stopping())
          throw std::runtime_error("the service is stopping; load the same file again when it is back");
      });
  if (const auto* problems = std::get_if<intake::ListProblems>(&result))
    return list_refusal(asked.file, *problems);
  const auto& report = std::get<intake::SuppressionReport>(result);
  world.writer.run([&](store::WriteSession& session) {
    store::write_audit(
        session, asked.who, "suppression.import", asked.file,
        std::to_string(report.taken) + " taken, " + std::to_string(report.rejected) + " rejected",
        world.now());
  });
  return document(asked.id, report);
}

Answer import(const ApiWorld& world, Request& request) {
  Load asked;
  asked.file = request.asked("file");
  asked.file.erase(0, asked.file.rfind('/') + 1);
  if (asked.file.empty()) return invalid_request("the list has no name", "give it one: ?file=dnc.csv");
  if (request.upload_file.empty())
    return invalid_request("there is no list", "send it as the request's body");
  auto terms = read_terms(world, {.scope = std::string(request.asked("scope")),
                                  .about = std::string(request.asked("class")),
                                  .reason = std::string(request.asked("reason")),
                                  .until = std::string(request.asked("until"))});
  if (auto* error = std::get_if<ApiError>(&terms)) return std::move(*error);
  asked.options.usual = std::get<domain::SuppressionTerms>(terms);
  asked.options.note = request.asked("note");
  asked.options.reading = {.sheet = std::string(request.asked("sheet")),
                           .encoding = std::string(request.asked("encoding")),
                           .scratch = world.spool,
                           .limits = world.list_limits};
  asked.options.end_of = [&world](std::chrono::year_month_day day) { return end_of(world, day); };
  asked.options.now = world.now();
  asked.id = new_id(world);
  asked.options.rejects_path =
      world.spool + "/rejects-" + asked.id + (request.asked("rejects") == "xlsx" ? ".xlsx" : ".csv");
  asked.who = request.caller.name;
  return start_upload_job(world, request, "suppressions",
                          [&world, asked](const std::string& path, Progress& progress) {
                            return load(world, asked, path, progress);
                          });
}

}  // namespace

Route suppression_import_route(const ApiWorld& world) {
  Route route = api_route("POST", "/api/v1/suppressions/import", Role::operator_,
                          [&world](Request& request) { return import(world, request); });
  route.upload = Upload{world.spool, kLargestList};
  route.admits = upload_admission(world, kLargestList);
  return route;
}

}  // namespace triand::server
