#include "daemon/server/console/job_page.hpp"

#include <algorithm>
#include <array>

#include "daemon/server/console/api_door.hpp"
#include "daemon/server/console/campaign_powers.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/letter_words.hpp"
#include "daemon/server/console/named_phrase.hpp"
#include "daemon/server/console/number_words.hpp"
#include "daemon/server/console/preview_page.hpp"
#include "daemon/server/console/refusal_words.hpp"

namespace triand::server {
namespace {

constexpr Phrase kTitle{"Công việc", "Job"};
constexpr Phrase kRuns{
    "Đang làm. Trang tự mở lại sau {} giây; có thể rời trang, công việc vẫn tiếp tục.",
    "Under way. The page opens again after {} seconds; leave it if you like, the job goes on."};
constexpr Phrase kAgain{"Mở lại ngay", "Look again now"};
constexpr Phrase kProgress{"Tiến độ", "Progress"};
constexpr Phrase kDone{"Đã xong.", "Done."};
constexpr Phrase kFailed{"Không xong.", "It failed."};
constexpr Phrase kOfTotal{"{} trên {} {}", "{} of {} {}"};
constexpr Phrase kSoFar{"{} {}", "{} {}"};
constexpr Phrase kPlan{"Xem kế hoạch", "Look at the plan"};
constexpr Phrase kFile{"Tải tệp {} ({} byte)", "Download {} ({} bytes)"};
constexpr Phrase kOnce{
    "Tệp chỉ tải được một lần, trong một giờ; cần nữa thì tạo lại.",
    "The file can be downloaded once, within an hour; ask for it again if it is needed again."};
constexpr Phrase kMoves{"Chiến dịch chưa kết thúc nên số liệu còn thay đổi.",
                        "The campaign is not over yet: the figures still move."};
constexpr Phrase kCampaign{"Về trang chiến dịch", "Back to the campaign"};
constexpr Phrase kCampaigns{"Mọi chiến dịch", "All campaigns"};
constexpr Phrase kLetters{"Mọi lô thư", "All batches of letters"};

constexpr std::array<NamedPhrase, 11> kKinds{{
    {"plan", {"Lập kế hoạch", "Planning"}},
    {"preview", {"Tìm ví dụ nội dung tin", "Finding examples"}},
    {"report", {"Tạo báo cáo", "Writing the report"}},
    {"export", {"Xuất từng tin", "Writing out every message"}},
    {"import", {"Nạp danh sách", "Loading a list"}},
    {"undo", {"Rút lại lần nạp", "Taking an import back"}},
    {"suppressions", {"Nạp danh sách không gửi", "Loading suppressions"}},
    {"duplicates", {"Tìm khách trùng", "Looking for duplicates"}},
    {"backup", {"Sao lưu", "Backing up"}},
    {"release", {"In và giao lô thư", "Printing a batch and handing it over"}},
    {"reprint", {"In lại thư", "Printing letters once more"}},
}};

constexpr std::array<NamedPhrase, 4> kUnits{{
    {"customers", {"khách hàng", "customers"}},
    {"recipients", {"khách hàng", "customers"}},
    {"rows", {"dòng", "rows"}},
    {"bytes", {"byte", "bytes"}},
}};

bool is_of_letters(std::string_view kind) { return kind == "release" || kind == "reprint"; }

void put_link(Html& html, std::string_view words, const std::string& address) {
  html.open("p").element("a", words, {{"href", address}}).close();
}

void put_progress(Html& html, const boost::json::object& job, Language language) {
  const boost::json::object& progress = part_of(job, "progress");
  const std::int64_t done = number_of(progress, "done");
  const std::int64_t total = number_of(progress, "total");
  const std::string_view unit = words_for(kUnits, text_of(progress, "unit"), language);
  html.open("section").element("p", filled(kRuns, language, kJobRefreshSeconds));
  if (total > 0) {
    html.element("progress", "",
                 {{"value", std::to_string(std::min(done, total))},
                  {"max", std::to_string(total)},
                  {"aria-label", kProgress.in(language)}});
    html.element("p",
                 filled(kOfTotal, language, number_in(done, language), number_in(total, language), unit));
  } else if (done > 0) {
    html.element("p", filled(kSoFar, language, number_in(done, language), unit));
  }
  put_link(html, kAgain.in(language), job_address(text_of(job, "job")));
  html.close();
}

void put_result(Html& html, const boost::json::object& job, Language language) {
  const boost::json::object& result = part_of(job, "result");
  const std::string kind = text_of(job, "kind");
  html.element("p", kDone.in(language), {{"class", "notice"}, {"role", "status"}});
  if (is_of_letters(kind)) return put_printed(html, result, language);
  if (kind == "plan") return put_link(html, kPlan.in(language), campaign_address(text_of(result, "id")));
  if (result.contains("closed") && !flag_of(result, "closed")) html.element("p", kMoves.in(language));
  if (result.contains("download")) {
    put_link(html,
             filled(kFile, language, job_file_name(job), number_in(number_of(result, "bytes"), language)),
             job_file_address(text_of(job, "job")));
    html.element("p", kOnce.in(language), {{"class", "small"}});
  }
  if (kind == "preview") put_samples(html, items_of(result, "samples"), language);
  if (const std::string campaign = text_of(result, "campaign"); !campaign.empty())
    put_link(html, kCampaign.in(language), campaign_address(campaign));
}

// What a header and a file system take.
std::string plain(std::string name) {
  for (char& c : name)
    if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-')) c = '-';
  return name;
}

}  // namespace

std::string job_address(const std::string& id) { return address_of({"console", "jobs", id}); }

std::string job_file_address(const std::string& id) { return address_of({"console", "jobs", id, "file"}); }

std::string job_file_name(const boost::json::object& job) {
  const boost::json::object& result = part_of(job, "result");
  std::string stem = plain(text_of(result, "campaign"));
  if (!stem.empty()) stem += "-";
  const std::string format = plain(text_of(result, "format"));
  return stem + plain(text_of(job, "kind")) + (format.empty() ? "" : "." + format);
}

Response job_page(const PageFrame& frame, const boost::json::object& job) {
  const Language language = frame.language;
  const std::string state = text_of(job, "state");
  const auto content = [&](Html& html) {
    html.element("h1", words_for(kKinds, text_of(job, "kind"), language));
    if (state == "done") {
      put_result(html, job, language);
    } else if (state == "failed") {
      html.element("p", kFailed.in(language));
      put_refusal(html, api_error_from(part_of(job, "error")), language);
      if (is_of_letters(text_of(job, "kind")))
        put_link(html, kLetters.in(language), kLettersAddress);
      else
        put_link(html, kCampaigns.in(language), "/console/campaigns");
    } else {
      put_progress(html, job, language);
    }
  };
  Response response = console_page(frame, kTitle, content);
  if (state != "done" && state != "failed")
    response.headers.emplace_back(
        "Refresh", std::to_string(kJobRefreshSeconds) + "; url=" + job_address(text_of(job, "job")));
  return response;
}

}  // namespace triand::server
