#include <future>

#include <unistd.h>

#include "tests/daemon/server/campaign_desk.hpp"

using namespace triand;
using namespace triand::tests;

TEST_CASE("a report and an export are jobs that end in a link to a file, which is fetched once") {
  CampaignDesk desk("operator");
  desk.approve();
  struct Asked {
    const char* act;
    const char* format;
    const char* name;
  };
  for (const Asked& one : {Asked{"report", "html", "tri-an-2026-report.html"},
                           Asked{"report", "xlsx", "tri-an-2026-report.xlsx"},
                           Asked{"export", "csv", "tri-an-2026-export.csv"}}) {
    CAPTURE(one.act, one.format);
    (void)desk.get_page(kCampaignPage);
    const auto started = desk.post_page(kCampaignPage + "/" + one.act, {{"format", one.format}});
    const auto page = desk.follow(started);
    const std::string address = ConsoleFixture::header(started, "Location") + "/file";
    CHECK(has(page, "href=\"" + address + "\""));
    CHECK(has(page, one.name));
    const auto file = desk.get_page(address);
    CHECK(file.status == 200);
    CHECK_FALSE(file.file.empty());
    CHECK(file.unlink_file);
    CHECK(ConsoleFixture::header(file, "Content-Disposition") ==
          "attachment; filename=\"" + std::string(one.name) + "\"");
    ::unlink(file.file.c_str());
    const auto again = desk.get_page(address);
    CHECK(again.status == 404);
    CHECK(has(again, "Mỗi tệp chỉ tải được một lần"));
  }
  const auto refused = desk.post_page(kCampaignPage + "/report", {{"format", "json"}});
  CHECK(refused.status == 409);
  CHECK(has(refused, "role=\"alert\""));
  CHECK(desk.post_page(kCampaignPage + "/export", {{"format", "pdf"}}).status == 400);
}

TEST_CASE("whole addresses leave only when the box was ticked, and that is audited") {
  CampaignDesk desk("operator");
  desk.approve();
  (void)desk.get_page(kCampaignPage);
  (void)desk.follow(desk.post_page(kCampaignPage + "/export", {{"format", "csv"}}));
  CHECK(desk.audited().back() == "lan deliveries.export tri-an-2026 ");
  (void)desk.get_page(kCampaignPage);
  (void)desk.follow(desk.post_page(kCampaignPage + "/export", {{"format", "csv"}, {"reveal", "1"}}));
  CHECK(desk.audited().back() == "lan deliveries.export_reveal tri-an-2026 ");
}

TEST_CASE("a job that runs shows how far it is and opens again by itself; another's is not shown") {
  CampaignDesk desk("operator");
  desk.add_account("binh", "approver");
  std::promise<void> entered;
  std::promise<void> go_on;
  const auto id_of_job = desk.jobs->start(
      "plan",
      [&](server::Progress& progress) -> server::JobResult {
        progress.set_total(12345, "customers");
        progress.set_done(1234);
        entered.set_value();
        go_on.get_future().wait();
        return server::ApiError{2, "invalid-campaign", "a.yaml:3: routes: is missing", "correct the file"};
      },
      "", "lan");
  entered.get_future().wait();
  const std::string id = id_of_job.value();
  const std::string address = "/console/jobs/" + id;
  const auto running = desk.get_page(address);
  CHECK(running.status == 200);
  CHECK(ConsoleFixture::header(running, "Refresh") == "2; url=" + address);
  CHECK(has(running, "<progress value=\"1234\" max=\"12345\""));
  CHECK(has(running, "1.234 trên 12.345 khách hàng"));
  CHECK_FALSE(has(running, "<script"));
  desk.become("binh");
  for (const char* below : {"", "/file"}) {
    const auto foreign = desk.get_page(address + below);
    CHECK(foreign.status == 404);
    CHECK(has(foreign, "không phải của tài khoản này"));
  }
  go_on.set_value();
  (void)desk.job_end(id);
  desk.become("lan");
  const auto failed = desk.get_page(address);
  CHECK(ConsoleFixture::header(failed, "Refresh").empty());
  CHECK(has(failed, "Tệp chiến dịch có lỗi."));
  CHECK(has(failed, "a.yaml:3: routes: is missing"));
  CHECK(desk.get_page(address + "/file").status == 404);
}
