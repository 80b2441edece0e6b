#include "daemon/server/console/campaign_file_pages.hpp"

#include <fstream>
#include <iterator>
#include <utility>

#include "daemon/domain/blank.hpp"
#include "daemon/intake/utf8_check.hpp"
#include "daemon/server/console/campaign_file_page.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/job_page.hpp"
#include "daemon/server/console/refusal_page.hpp"

namespace triand::server {
namespace {

constexpr Phrase kChooseFile{"Xin chọn tệp chiến dịch.", "Please choose the campaign file."};
constexpr Phrase kNotText{"Tệp không phải văn bản UTF-8. Xin lưu lại dạng UTF-8 rồi gửi lại.",
                          "The file is no UTF-8 text. Please save it as UTF-8 and send it again."};

constexpr const char* kPlan = "/api/v1/campaigns/plan";
// Of the form with a file; a campaign file as large as the API takes a text.
constexpr std::uint64_t kLargest = std::uint64_t{1} << 20;

std::optional<ApiError> refusal(const ApiDoor& api, const Caller& caller) {
  return api.refusal(caller, "POST", kPlan);
}

Response show_form(const ApiDoor& api, Visit& visit) {
  visit.frame.here = kCampaignFileAddress.text();
  if (const auto error = refusal(api, visit.caller))
    return refusal_page(visit.frame, *error, error->status());
  return campaign_file_page(visit.frame, {}, std::nullopt, {});
}

// A file with faults is told at once, before a job is started for it.
Response take(const ApiDoor& api, Visit& visit, const CampaignFile& file) {
  visit.frame.here = kCampaignFileAddress.text();
  const auto refused = [&](const ApiAnswer& answer) {
    return campaign_file_page(visit.frame, file, std::nullopt,
                              {.refusal = answer.error(), .status = answer.status});
  };
  const boost::json::object body{{"file", file.name}, {"text", file.text}};
  const ApiAnswer check = api.ask(visit.caller, "POST", "/api/v1/campaigns/check", body);
  if (!check.ok()) return refused(check);
  const bool faulty = !items_of(check.document, "problems").empty();
  if (faulty || visit.form.value("act") != "plan")
    return campaign_file_page(visit.frame, file, check.document, {.status = faulty ? 400u : 200u});
  const ApiAnswer plan = api.ask(visit.caller, "POST", kPlan, body);
  if (!plan.ok()) return refused(plan);
  return see_other(job_address(text_of(plan.document, "job")));
}

Response unfit(const Visit& visit, const CampaignFile& file, Phrase why) {
  return campaign_file_page(visit.frame, file, std::nullopt, {.fault = why, .status = 400});
}

// The file as it came, for its plan keeps it.
Response take_upload(const ApiDoor& api, const Request& request, Visit& visit) {
  visit.frame.here = kCampaignFileAddress.text();
  CampaignFile file{intake::with_valid_utf8(domain::trim(visit.form.value("chosen"))), {}};
  if (file.name.empty()) return unfit(visit, file, kChooseFile);
  std::ifstream in(request.upload_file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!intake::is_utf8(text) || text.find('\0') != std::string::npos) return unfit(visit, file, kNotText);
  file.text = std::move(text);
  return take(api, visit, file);
}

}  // namespace

void add_campaign_file_pages(const PageDesk& desk) {
  const ApiDoor& api = desk.api;
  const std::string address(kCampaignFileAddress.text());
  desk.add("GET", address, [&api](Request&, Visit& visit) { return show_form(api, visit); });
  desk.add_slow("POST", address, [&api](Request&, Visit& visit) {
    const std::string text = visit.form.take("text");
    return take(api, visit, {std::string(domain::trim(visit.form.value("file"))), with_plain_lines(text)});
  });
  desk.add("GET", std::string(kCampaignUploadAddress.text()),
           [address](Request&, Visit&) { return see_other(address); });
  UploadPage upload;
  upload.pattern = kCampaignUploadAddress.text();
  upload.max_bytes = kLargest;
  upload.refusal = [&api](const Caller& caller) { return refusal(api, caller); };
  upload.page = [&api](Request& request, Visit& visit) { return take_upload(api, request, visit); };
  desk.add_upload(std::move(upload));
}

}  // namespace triand::server
