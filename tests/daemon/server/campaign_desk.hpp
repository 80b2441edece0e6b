#pragma once

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

#include "daemon/server/job_route.hpp"
#include "daemon/store/campaign_writer.hpp"
#include "tests/daemon/server/console_fixture.hpp"

namespace triand::tests {

inline const std::string kCampaignPage = "/console/campaigns/tri-an-2026";

// The console with a campaign that "an" has planned, and somebody logged in.
struct CampaignDesk : ConsoleFixture {
  explicit CampaignDesk(const std::string& role, std::vector<std::string> units = {},
                        const std::string& name = "lan") {
    router.add(server::job_route(*jobs));
    load_customers();
    campaign = plan();
    add_account(name, role, std::move(units));
    REQUIRE(log_in(name).status == 303);
  }

  // Logs in as somebody else.
  void become(const std::string& name) {
    cookies.clear();
    REQUIRE(log_in(name).status == 303);
  }

  void approve() {
    write([&](store::WriteSession& session) {
      store::approve_campaign(session, "tri-an-2026", "lan", true, now);
      store::set_running(session, campaign);
    });
  }

  std::string state() { return get("/api/v1/campaigns/tri-an-2026").text("state"); }

  // The page that a POST's answer leads to; of a job once it has ended.
  server::Response follow(const server::Response& answer) {
    REQUIRE(answer.status == 303);
    const std::string address = header(answer, "Location");
    const std::string jobs_page = "/console/jobs/";
    if (address.starts_with(jobs_page)) (void)job_end(address.substr(jobs_page.size()));
    return get_page(address);
  }

  // Opens a page, for its form's token, and sends its form.
  server::Response send_form(const std::string& target, Fields fields) {
    (void)get_page(target);
    return post_page(target, std::move(fields));
  }

  std::int64_t campaign = 0;
};

inline bool has(const server::Response& page, const std::string& words) {
  return page.body.find(words) != std::string::npos;
}

}  // namespace triand::tests
