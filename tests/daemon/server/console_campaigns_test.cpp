#include "tests/daemon/server/campaign_desk.hpp"

using namespace triand;
using namespace triand::tests;

TEST_CASE("campaigns are listed, and one shows its figures, its plan's reasons and what may be done") {
  CampaignDesk desk("approver");
  const auto list = desk.get_page("/console/campaigns");
  CHECK(list.status == 200);
  CHECK(has(list, "href=\"" + kCampaignPage + "\""));
  CHECK(has(list, "aria-current=\"page\""));
  CHECK(has(list, "/console/campaigns/plan"));
  const auto page = desk.get_page(kCampaignPage);
  CHECK(page.status == 200);
  for (const char* words :
       {"Tri ân khách hàng · tri-an-2026", "đã lập kế hoạch", "18/12/2026 – 21/12/2026, 07:30-20:30",
        "Dự kiến gửi xong lúc 20/12/2026 18:00", "1.700 đ", "PA05 Công ty Điện lực Bắc Giang", "/approve\"",
        "/preview\"", "/report\"", "/export\""})
    CHECK(has(page, words));
  // Who may be paused is under way, and only administrators cancel.
  for (const char* words : {"/pause\"", "/resume\"", "/cancel\""}) CHECK_FALSE(has(page, words));
  CHECK(has(desk.get_page(kCampaignPage + "?lang=en"), "Expected to finish at 20/12/2026 18:00"));
}

TEST_CASE("a viewer sees the figures and none of the acts, and is refused each") {
  CampaignDesk desk("viewer");
  const auto page = desk.get_page(kCampaignPage);
  CHECK(page.status == 200);
  CHECK(has(page, "Công ty Điện lực Bắc Giang"));
  CHECK_FALSE(has(desk.get_page("/console/campaigns"), "/console/campaigns/plan"));
  for (const char* act : {"approve", "pause", "resume", "cancel", "preview", "report", "export"}) {
    CAPTURE(act);
    CHECK_FALSE(has(page, std::string("/") + act + "\""));
    CHECK(desk.post_page(kCampaignPage + "/" + act,
                         {{"format", "xlsx"}, {"confirm", "tri-an-2026"}, {"customer", "PA05010000001"}})
              .status == 403);
  }
  CHECK(desk.get_page(kCampaignPage + "/approve").status == 403);
  CHECK(desk.get_page("/console/campaigns/plan").status == 403);
  CHECK(desk.post_page("/console/campaigns/plan", {{"file", "a.yaml"}, {"text", "x"}, {"act", "plan"}})
            .status == 403);
  CHECK(desk.state() == "planned");
}

TEST_CASE("a campaign or a job that is not there has a page that says so") {
  CampaignDesk desk("admin");
  for (const char* below : {"", "/approve", "/pause", "/resume", "/cancel", "/preview"}) {
    const auto page = desk.get_page(std::string("/console/campaigns/tri-an-2031") + below);
    CHECK(page.status == 404);
    CHECK(has(page, "Không có chiến dịch này."));
  }
  for (const char* below : {"/approve", "/cancel", "/report", "/export"})
    CHECK(
        desk.post_page(std::string("/console/campaigns/tri-an-2031") + below, {{"format", "html"}}).status ==
        404);
  CHECK(desk.get_page("/console/jobs/none-1").status == 404);
  CHECK(has(desk.get_page("/console/jobs/none-1/file"), "Không có công việc này"));
}

TEST_CASE("no act is done by a form of another page") {
  CampaignDesk desk("admin");
  desk.two_persons = false;
  (void)desk.get_page(kCampaignPage + "/cancel");
  const std::size_t audits = desk.audited().size();
  for (const char* act : {"approve", "pause", "resume", "cancel", "preview", "report", "export"})
    for (const std::string& token : {std::string(), std::string(64, '0')}) {
      CAPTURE(act);
      CHECK(desk.post_page(kCampaignPage + "/" + act,
                           {{"confirm", "tri-an-2026"}, {"format", "xlsx"}, {"token", token}})
                .status == 403);
    }
  CHECK(desk.post_page("/console/campaigns/plan", {{"file", "a"}, {"text", "x"}, {"token", ""}}).status ==
        403);
  CHECK(desk.audited().size() == audits);
  CHECK(desk.state() == "planned");
}

TEST_CASE("a file's faults are shown with their lines, and nothing is planned before they are mended") {
  CampaignDesk desk("operator");
  int planned = 0;
  std::string text;
  desk.world->plan_campaign = [&](const std::string&, const std::string& given, const server::Caller& who,
                                  server::Progress&) -> server::JobResult {
    ++planned;
    text = given + "|" + who.name;
    return boost::json::object{{"id", "tri-an-2026"}};
  };
  desk.world->check_campaign = [](const std::string& file, const std::string& given) -> server::Answer {
    boost::json::array problems;
    if (given.find("routes") == std::string::npos)
      problems.push_back(
          {{"file", file}, {"line", 2}, {"key", "routes"}, {"message", "is missing; say who gets what"}});
    return boost::json::object{
        {"schema", "triand.check/v1"},
        {"problems", problems},
        {"warnings",
         boost::json::array{
             {{"rule", "care/prize"}, {"file", "sms.txt"}, {"line", 3}, {"message", "names a prize"}}}}};
  };
  const std::string target = "/console/campaigns/plan";
  const auto faulty = desk.send_form(
      target, {{"file", "tri-an.yaml"}, {"text", "campaign: x\r\n</textarea><b>"}, {"act", "plan"}});
  CHECK(faulty.status == 400);
  for (const char* words :
       {"Dòng 2", "is missing; say who gets what", "role=\"alert\"", "value=\"tri-an.yaml\"",
        "campaign: x\n&lt;/textarea&gt;&lt;b&gt;", "sms.txt:3: ", "names a prize"})
    CHECK(has(faulty, words));
  CHECK(planned == 0);
  const auto good = desk.send_form(target, {{"file", "a.yaml"}, {"text", "routes: x"}, {"act", "check"}});
  CHECK(good.status == 200);
  CHECK(has(good, "Tệp không có lỗi."));
  CHECK(planned == 0);
  CHECK(desk.send_form(target, {{"file", " "}, {"text", "x"}, {"act", "check"}}).status == 400);
  const auto done = desk.follow(
      desk.send_form(target, {{"file", "a.yaml"}, {"text", "routes: x\r\nb: \r\n"}, {"act", "plan"}}));
  CHECK(text == "routes: x\nb: \n|lan");
  CHECK(has(done, "href=\"" + kCampaignPage + "\""));
  CHECK(ConsoleFixture::header(done, "Refresh").empty());
}

TEST_CASE("a campaign file is sent as a file, byte for byte, checked and planned without a script") {
  CampaignDesk desk("operator");
  std::string checked;
  std::string planned;
  desk.world->check_campaign = [&](const std::string& file, const std::string& text) -> server::Answer {
    checked = file + "|" + text;
    boost::json::array problems;
    if (text.find("routes") == std::string::npos)
      problems.push_back({{"file", file}, {"line", 1}, {"key", "routes"}, {"message", "is missing"}});
    return boost::json::object{
        {"schema", "triand.check/v1"}, {"problems", problems}, {"warnings", boost::json::array()}};
  };
  desk.world->plan_campaign = [&](const std::string& file, const std::string& text, const server::Caller& who,
                                  server::Progress&) -> server::JobResult {
    planned = file + "|" + text + "|" + who.name;
    return boost::json::object{{"id", "tri-an-2026"}};
  };
  const std::string page = "/console/campaigns/plan";
  const auto form = desk.get_page(page);
  CHECK(has(form, "action=\"/console/campaigns/plan/file\" enctype=\"multipart/form-data\""));
  const auto send = [&](const std::string& file, const std::string& text, const char* act) {
    return desk.send_file(page + "/file", "chosen", file, text, {{"act", act}});
  };
  const auto faulty = send("C:\\tai-lieu\\tri-an.yaml", "campaign: x\n</textarea>", "plan");
  CHECK(faulty.status == 400);
  CHECK(checked == "tri-an.yaml|campaign: x\n</textarea>");
  // What was sent stands there to be corrected.
  for (const char* words :
       {"Dòng 1", "is missing", "value=\"tri-an.yaml\"", "campaign: x\n&lt;/textarea&gt;"})
    CHECK(has(faulty, words));
  CHECK(has(send("a.yaml", "routes: x", "check"), "Tệp không có lỗi."));
  CHECK(planned.empty());
  const auto done = desk.follow(send("a.yaml", "routes: x\r\n", "plan"));
  CHECK(planned == "a.yaml|routes: x\r\n|lan");
  CHECK(has(done, "href=\"" + kCampaignPage + "\""));
  CHECK(ConsoleFixture::header(desk.get_page(page + "/file"), "Location") == page);
}

TEST_CASE("a campaign file that was not chosen, is no text or too large is not taken, nor a stranger's") {
  CampaignDesk desk("operator");
  int asked = 0;
  desk.world->check_campaign = [&](const std::string&, const std::string&) -> server::Answer {
    ++asked;
    return boost::json::object{{"problems", boost::json::array()}, {"warnings", boost::json::array()}};
  };
  const std::string target = "/console/campaigns/plan/file";
  (void)desk.get_page("/console/campaigns/plan");
  CHECK(has(desk.send_file(target, "chosen", "", ""), "Xin chọn tệp chiến dịch."));
  for (const std::string& bytes :
       {std::string("\xFF\xFE"), std::string("PK\x03\x04\xC0"), std::string("a\0b", 3)}) {
    const auto page = desk.send_file(target, "chosen", "a.yaml", bytes);
    CHECK(page.status == 400);
    CHECK(has(page, "Tệp không phải văn bản UTF-8."));
  }
  CHECK(desk.send_file(target, "chosen", "a.yaml", std::string(1 << 20, 'x')).status == 413);
  CHECK(desk.send_file(target, "chosen", "a.yaml", "x", {}, std::string(64, '0')).status == 403);
  CHECK(desk.send_file(target, "chosen", "a.yaml", "x", {}, {}, {{"Sec-Fetch-Site", "cross-site"}}).status ==
        403);
  desk.add_account("xem", "viewer");
  desk.become("xem");
  CHECK(desk.send_file(target, "chosen", "a.yaml", "x").status == 403);
  CHECK(asked == 0);
}

TEST_CASE("a preview is asked for in the form, and the code stands in no address") {
  CampaignDesk desk("operator");
  std::string asked;
  desk.world->preview = [&](const std::string&, const std::string& customer,
                            const std::string& channel) -> server::Answer {
    asked += customer + "/" + channel + ";";
    return boost::json::object{{"schema", "triand.preview/v1"},
                               {"customer_code", customer},
                               {"messages", boost::json::array{{{"channel", "sms"},
                                                                {"to", "+84912345678"},
                                                                {"text", "Kính gửi <An>"},
                                                                {"subject", ""},
                                                                {"parts", 1},
                                                                {"coding", "gsm7"}}}}};
  };
  desk.world->preview_samples = [](const server::PreviewOrder& order,
                                   server::Progress&) -> server::JobResult {
    return boost::json::object{{"schema", "triand.preview/v1"},
                               {"campaign", order.campaign},
                               {"samples", boost::json::array{{{"pick", "longest"},
                                                               {"channel", "sms"},
                                                               {"customer_code", "PA05010000002"},
                                                               {"characters", 70 + order.samples},
                                                               {"messages", boost::json::array()}}}}};
  };
  const std::string target = kCampaignPage + "/preview";
  CHECK(has(desk.get_page(target), "Kính gửi &lt;An&gt;"));
  const auto one = desk.post_page(target, {{"customer", " pa05010000001 "}, {"channel", "sms"}});
  CHECK(one.status == 200);
  CHECK(has(one, "Tin của khách PA05010000001"));
  CHECK_FALSE(has(one, "912345678"));
  CHECK(asked == "/;PA05010000001/sms;");
  CHECK(has(one, "href=\"" + target + "?lang=en\"") == false);
  const auto nobody = desk.post_page(target, {{"customer", "PA05999999999"}});
  CHECK(nobody.status == 404);
  CHECK(has(nobody, "Không có khách hàng mang mã này."));
  const auto samples = desk.follow(desk.post_page(target, {{"samples", "3"}}));
  CHECK(has(samples, "dài nhất"));
  CHECK(has(samples, "PA05010000002, 73 ký tự"));
}
