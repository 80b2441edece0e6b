#include "daemon/server/api/import_routes.hpp"

#include <algorithm>
#include <utility>

#include <boost/json/parse.hpp>

#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/import_list.hpp"
#include "daemon/server/api/import_undo.hpp"
#include "daemon/server/api/job_answer.hpp"
#include "daemon/server/api/on_leaving.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/server/api/upload_admission.hpp"
#include "daemon/server/api/upload_job.hpp"
#include "daemon/store/campaign_writer.hpp"

namespace triand::server {
namespace {

constexpr std::uint64_t kLargestList = std::uint64_t{20} << 30;
constexpr const char* kCsv = "text/csv; charset=utf-8";
constexpr const char* kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// {"Mã số":"customer_code"}; nullopt: it is no such thing.
std::optional<intake::ColumnChoices> read_choices(std::string_view text) {
  intake::ColumnChoices out;
  if (text.empty()) return out;
  boost::system::error_code wrong;
  const boost::json::value value = boost::json::parse(text, wrong);
  if (wrong || !value.is_object()) return std::nullopt;
  for (const auto& [header, word] : value.get_object()) {
    const auto column = word.is_string() ? intake::column_from(word.get_string()) : std::nullopt;
    if (!column || header.empty()) return std::nullopt;
    out.emplace(std::string(header), *column);
  }
  return out;
}

Answer import(const ApiWorld& world, Request& request) {
  ImportOrder order;
  order.file = request.asked("file");
  order.file.erase(0, order.file.rfind('/') + 1);
  if (order.file.empty()) return invalid_request("the list has no name", "give it one: ?file=customers.csv");
  const std::string_view rejects = request.asked("rejects");
  if (!rejects.empty() && rejects != "csv" && rejects != "xlsx")
    return invalid_request("rejects can be written as csv or xlsx", "ask for one of the two");
  order.unit = request.asked("unit");
  order.sheet = request.asked("sheet");
  order.encoding = request.asked("encoding");
  auto columns = read_choices(request.asked("columns"));
  if (!columns)
    return invalid_request("`columns` does not say what columns mean",
                           R"(write it like {"Mã số":"customer_code","Ghi chú":"extra"})");
  order.columns = std::move(*columns);
  order.xlsx_rejects = rejects == "xlsx";
  order.dry_run = is_asked(request, "dry_run");
  if (request.upload_file.empty())
    return invalid_request("there is no list", "send it as the request's body");
  return start_upload_job(
      world, request, "import",
      [&world, order, caller = request.caller](const std::string& path,
                                               Progress& progress) mutable -> Answer {
        order.path = path;
        // Also where it breaks off: its first pieces are stored.
        const OnLeaving stored([&] {
          if (!order.dry_run) world.obeyed();
        });
        JobResult result = world.import_customers(order, caller, progress);
        if (auto* error = std::get_if<ApiError>(&result)) return std::move(*error);
        return with_schema("triand.import/v1", std::move(std::get<boost::json::object>(result)));
      },
      order.dry_run ? "" : kListTurn);
}

// Ids become parts of file names.
bool is_plain(const std::string& id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  });
}

Response rejects(const ApiWorld& world, const Request& request) {
  const std::string& id = request.parameter("id");
  const auto path = is_plain(id) ? world.rejects_file(id) : std::nullopt;
  if (!path) {
    return Response::error(not_found("no-rejects", "there is no rejects file of that import",
                                     "only an import with rows to correct has one"));
  }
  const Answer audited = answer_of([&]() -> Answer {
    world.writer.run([&](store::WriteSession& session) {
      store::write_audit(session, request.caller.name, "import.rejects", id, "", world.now());
    });
    return boost::json::object();
  });
  if (const auto* error = std::get_if<ApiError>(&audited)) return Response::error(*error);
  return Response::of_file(*path, path->ends_with(".xlsx") ? kXlsx : kCsv);
}

}  // namespace

void add_import_routes(Router& router, const ApiWorld& world) {
  Route load = api_route("POST", "/api/v1/imports", Role::operator_,
                         [&world](Request& request) { return import(world, request); });
  load.upload = Upload{world.spool, kLargestList};
  load.admits = upload_admission(world, kLargestList);
  router.add(std::move(load));
  router.add(api_route("GET", "/api/v1/imports", Role::operator_,
                       [&world](Request& request) { return list_imports(world, request); }));
  router.add(api_route("POST", "/api/v1/imports/{id}/undo", Role::operator_,
                       [&world](Request& request) { return undo_import(world, request); }));
  Route download;
  download.method = "GET";
  download.pattern = "/api/v1/imports/{id}/rejects";
  download.least = Role::operator_;
  download.handler = [&world](Request& request) { return rejects(world, request); };
  router.add(std::move(download));
}

}  // namespace triand::server
