#include "daemon/server/api/campaign_report.hpp"

#include <cerrno>
#include <fstream>
#include <system_error>

#include "daemon/server/api/campaign_document.hpp"
#include "daemon/server/api/file_job.hpp"
#include "daemon/server/api/json_body.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/server/report/html_report.hpp"
#include "daemon/server/report/xlsx_report.hpp"
#include "daemon/server/unit_limits.hpp"
#include "daemon/store/campaign_writer.hpp"

namespace triand::server {
namespace {

void write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) throw std::system_error(errno == 0 ? EIO : errno, std::generic_category(), "writing a report");
}

// The signed bytes are what stands behind "document": up to the last brace.
std::string archive_text(const store::ArchiveRow& archive) {
  return R"({"schema":"triand.archive/v1","algorithm":"Ed25519","public_key":")" + archive.public_key +
         R"(","signature":")" + archive.signature + R"(","document":)" + archive.document + "}\n";
}

void each_to_mend(store::Reader& reader, std::int64_t campaign, const Caller& caller, Progress& progress,
                  const std::function<void(const store::ListedDelivery&)>& tell) {
  reader.for_each_listed(campaign, [&](const store::ListedDelivery& row) {
    const bool failed = row.channel.empty() ? row.bucket == domain::RecipientState::unreached
                                            : row.state == domain::DeliveryState::failed;
    if (failed && is_data_fault(row.reason) && may_see(caller, row)) tell(row);
    return !progress.stopping();
  });
}

Answer write_report(const ApiWorld& world, const store::CampaignRow& campaign, const std::string& format,
                    const Caller& caller, const std::string& path, Progress& progress) {
  const auto reader = world.reader();
  const auto feedback = world.writer.run(
      [&](store::WriteSession& session) { return store::feedback_counts(session, campaign.id); });
  const ReportData data = report_data(*reader, campaign, campaign_title(campaign), feedback, world.zone,
                                      world.now(), caller.units, [&] { return !progress.stopping(); });
  if (format == "xlsx")
    write_xlsx_report(data, world.zone, path,
                      [&](const auto& tell) { each_to_mend(*reader, campaign.id, caller, progress, tell); });
  else
    write_file(path, html_report(data, world.zone));
  return boost::json::object{{"schema", "triand.report/v1"},
                             {"campaign", campaign.name},
                             {"format", format},
                             {"closed", !data.open}};
}

}  // namespace

Answer report_campaign(const ApiWorld& world, const std::shared_ptr<ResultFiles>& files,
                       const Request& request) {
  const std::string& id = request.parameter("id");
  JsonBody body(request);
  const std::string format = body.required("format");
  if (auto fault = body.fault()) return *fault;
  const char* type = format == "html"   ? "text/html; charset=utf-8"
                     : format == "xlsx" ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                     : format == "json" ? "application/json"
                                        : nullptr;
  if (type == nullptr)
    return invalid_request("a report can be written as html or xlsx",
                           "ask for one of the two; json is the archive");
  if (format == "json" && is_limited(request.caller))
    return limited_to_units(request.caller, "the archive is signed as a whole; ask for html or xlsx");
  const auto reader = world.reader();
  const auto row = reader->campaign(id);
  if (!row) return no_campaign(id);
  const auto archive = reader->archive(row->id);
  if (format == "json" && (!archive || archive->signature.empty()))
    return wrong_state(
        "campaign " + id + " has no archive yet",
        "it is made when its deliveries are removed (retention); until then ask for .html or .xlsx");
  // The workbook names customers by their codes.
  if (format == "xlsx")
    world.writer.run([&](store::WriteSession& session) {
      store::write_audit(session, request.caller.name, "campaign.report", id, "", world.now());
    });
  return start_file_job(world, files, "report", type, request.caller,
                        [&world, campaign = *row, archive, format, caller = request.caller](
                            const std::string& path, Progress& progress) -> Answer {
                          if (format != "json")
                            return write_report(world, campaign, format, caller, path, progress);
                          write_file(path, archive_text(*archive));
                          return boost::json::object{{"schema", "triand.report/v1"},
                                                     {"campaign", campaign.name},
                                                     {"format", format},
                                                     {"closed", true}};
                        });
}

}  // namespace triand::server
