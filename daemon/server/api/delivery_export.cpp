#include "daemon/server/api/delivery_export.hpp"

#include <string_view>

#include "daemon/domain/reference.hpp"
#include "daemon/intake/table_output.hpp"
#include "daemon/schedule/local_time.hpp"
#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/delivery_address.hpp"
#include "daemon/server/api/file_job.hpp"
#include "daemon/server/api/json_body.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/server/unit_limits.hpp"
#include "daemon/store/campaign_writer.hpp"

namespace triand::server {
namespace {

constexpr const char* kCsv = "text/csv; charset=utf-8";
constexpr const char* kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr std::string_view kColumns[] = {"reference",  "campaign", "customer_code", "unit",
                                         "channel",    "address",  "state",         "reason",
                                         "updated_at", "attempts", "provider_id"};

std::string address_of(const store::ListedDelivery& row, bool reveal) {
  const domain::AddressKind kind = row.address_kind;
  const std::string* address = nullptr;
  switch (kind) {
    case domain::AddressKind::telephone:
      address = &row.phone;
      break;
    case domain::AddressKind::email:
      address = &row.email;
      break;
    case domain::AddressKind::postal:
      address = &row.address;
      break;
    case domain::AddressKind::customer_code:
      address = &row.customer_code;
      break;
  }
  return reveal ? *address : masked_address(*address, kind);
}

class Sheet {
 public:
  Sheet(intake::TableOutput& out, const store::CampaignRow& campaign, const schedule::TimeZone& zone,
        bool reveal)
      : out_(out),
        campaign_(campaign),
        zone_(zone),
        planned_at_(schedule::local_time(campaign.planned_at, zone)),
        reveal_(reveal) {
    for (const std::string_view column : kColumns) out_.add_cell(column);
    out_.end_row();
  }

  void add(const store::ListedDelivery& row) {
    const bool written = !row.channel.empty();
    out_.add_cell(written ? domain::make_reference(campaign_.name, row.customer_code, row.leg, row.channel)
                          : "");
    out_.add_cell(campaign_.name);
    out_.add_cell(row.customer_code);
    out_.add_cell(row.unit);
    out_.add_cell(row.channel);
    out_.add_cell(written ? address_of(row, reveal_) : "");
    out_.add_cell(written ? domain::to_string(row.state) : domain::to_string(row.bucket));
    out_.add_cell(domain::to_string(row.reason));
    out_.add_cell(written ? schedule::local_time(row.updated_at, zone_) : planned_at_);
    out_.add_cell(std::to_string(row.attempts));
    out_.add_cell(row.provider_id);
    out_.end_row();
    ++rows_;
  }

  [[nodiscard]] std::int64_t rows() const { return rows_; }

 private:
  intake::TableOutput& out_;
  const store::CampaignRow& campaign_;
  const schedule::TimeZone& zone_;
  const std::string planned_at_;
  const bool reveal_;
  std::int64_t rows_ = 0;
};

struct Wish {
  std::string format;
  bool reveal = false;
  Caller caller;  // who gets the rows of his units
};

Answer write_sheet(const ApiWorld& world, const store::CampaignRow& campaign, const Wish& wish,
                   const std::string& path, Progress& progress) {
  const auto reader = world.reader();
  std::int64_t recipients = 0;
  for (const store::UnitCount& count : reader->unit_counts(campaign.id))
    if (may_see_unit(wish.caller, count.unit)) recipients += count.n;
  progress.set_total(recipients, "recipients");
  const auto out = wish.format == "xlsx" ? intake::make_xlsx_output(path)
                                         : intake::make_csv_output(path, intake::CsvReader::program);
  Sheet sheet(*out, campaign, world.zone, wish.reveal);
  std::string last;
  std::int64_t seen = 0;
  reader->for_each_listed(campaign.id, [&](const store::ListedDelivery& row) {
    if (!may_see(wish.caller, row)) return !progress.stopping();
    sheet.add(row);
    if (row.customer_code != last) progress.set_done(++seen);
    last = row.customer_code;
    return !progress.stopping();
  });
  out->finish();
  return boost::json::object{{"schema", "triand.export/v1"},
                             {"campaign", campaign.name},
                             {"format", wish.format},
                             {"rows", sheet.rows()},
                             {"revealed", wish.reveal}};
}

}  // namespace

Answer export_deliveries(const ApiWorld& world, const std::shared_ptr<ResultFiles>& files,
                         const Request& request) {
  const std::string& id = request.parameter("id");
  JsonBody body(request);
  const std::string format = body.required("format");
  const bool reveal = body.flag("reveal");
  if (auto fault = body.fault()) return *fault;
  if (format != "csv" && format != "xlsx")
    return invalid_request("deliveries can be written as csv or xlsx", "ask for one of the two");
  const auto reader = world.reader();
  const auto row = reader->campaign(id);
  if (!row) return no_campaign(id);
  if (reveal && !may_see_all(request.caller))
    return ApiError{4, "not-allowed", "your role may not see whole addresses", "ask without --reveal"};
  if (reader->archive(row->id))
    return wrong_state(
        "the deliveries of campaign " + id + " were removed when their time was over (retention)",
        "its figures stay: trianctl campaign report " + id + " -o FILE");
  world.writer.run([&](store::WriteSession& session) {
    store::write_audit(session, request.caller.name,
                       reveal ? "deliveries.export_reveal" : "deliveries.export", id, "", world.now());
  });
  return start_file_job(world, files, "export", format == "xlsx" ? kXlsx : kCsv, request.caller,
                        [&world, campaign = *row, wish = Wish{format, reveal, request.caller}](
                            const std::string& path, Progress& progress) {
                          return write_sheet(world, campaign, wish, path, progress);
                        });
}

}  // namespace triand::server
