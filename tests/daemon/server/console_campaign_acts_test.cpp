#include "tests/daemon/server/campaign_desk.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

// The value of a hidden field of the page.
std::string hidden(const server::Response& page, const std::string& name) {
  const std::string mark = "name=\"" + name + "\" value=\"";
  const std::size_t at = page.body.find(mark);
  REQUIRE(at != std::string::npos);
  return page.body.substr(at + mark.size(), page.body.find('"', at + mark.size()) - at - mark.size());
}

}  // namespace

TEST_CASE("whoever planned a campaign is told to let another approve it, and refused") {
  CampaignDesk desk("approver", {}, "an");
  CHECK(has(desk.get_page(kCampaignPage), "người khác phải phê duyệt"));
  const auto page = desk.get_page(kCampaignPage + "/approve");
  CHECK(page.status == 200);
  CHECK(has(page, "người khác phải phê duyệt"));
  CHECK_FALSE(has(page, "Phê duyệt chiến dịch"));
  desk.add_account("lan", "approver");
  desk.become("lan");
  const auto form = desk.get_page(kCampaignPage + "/approve");
  CHECK(has(form, "Phê duyệt chiến dịch"));
  CHECK(has(form, "3 khách hàng; 1 khách hàng không được gửi"));
  const std::string plan = hidden(form, "plan");
  desk.become("an");
  const auto refused = desk.post_page(kCampaignPage + "/approve", {{"plan", plan}});
  CHECK(refused.status == 422);
  CHECK(has(refused, "role=\"alert\""));
  CHECK(desk.state() == "planned");
  desk.become("lan");
  const auto approved = desk.follow(desk.post_page(kCampaignPage + "/approve", {{"plan", plan}}));
  CHECK(has(approved, "Đã phê duyệt."));
  CHECK(has(approved, "<dd>lan</dd>"));
  CHECK(desk.state() == "approved");
}

TEST_CASE("what will not fit is accepted by a box of its own, and by nothing else") {
  CampaignDesk desk("approver");
  desk.shortfall = "12 messages by sms";
  const auto form = desk.get_page(kCampaignPage + "/approve");
  CHECK_FALSE(has(form, "accept_shortfall"));  // the forecast of the plan fits
  const std::string plan = hidden(form, "plan");
  const auto refused = desk.post_page(kCampaignPage + "/approve", {{"plan", plan}});
  CHECK(refused.status == 422);
  CHECK(has(refused, "Chiến dịch không gửi hết được trong thời gian của nó."));
  CHECK(has(refused, "12 messages by sms"));
  CHECK(has(refused, "name=\"accept_shortfall\""));
  CHECK_FALSE(has(refused, "checked"));
  CHECK(desk.state() == "planned");
  CHECK(desk.post_page(kCampaignPage + "/approve", {{"plan", plan}, {"accept_shortfall", "1"}}).status ==
        303);
  CHECK(desk.state() == "approved");
  CHECK(desk.audited().back() == "lan campaign.accept_shortfall tri-an-2026 12 messages by sms");
}

TEST_CASE("a forecast that does not fit is said in a sentence beside the box") {
  CampaignDesk desk("approver");
  desk.world->forecaster = [] {
    return [](store::Reader&, const store::CampaignRow&, bool) {
      return boost::json::object{
          {"finishes_at", nullptr},
          {"fits", false},
          {"shortfall", 1200},
          {"channels", {{"sms", {{"fits", false}, {"needed", {{"rate", "30/s"}, {"daily_quota", 50000}}}}}}}};
    };
  };
  for (const char* address : {"", "/approve"}) {
    const auto page = desk.get_page(kCampaignPage + address);
    CHECK(has(page, "1.200 tin không gửi kịp"));
    CHECK(has(page, "Kênh sms cần tốc độ 30/s. Kênh sms cần hạn mức mỗi ngày 50.000."));
  }
  CHECK(has(desk.get_page(kCampaignPage + "/approve"), "name=\"accept_shortfall\""));
}

TEST_CASE("a plan that was made anew meanwhile is looked at before it is approved") {
  CampaignDesk desk("approver");
  const std::string plan = hidden(desk.get_page(kCampaignPage + "/approve"), "plan");
  // Within the same second: by its time nobody could tell it from the other.
  desk.plan();
  const auto again = desk.post_page(kCampaignPage + "/approve", {{"plan", plan}});
  CHECK(again.status == 409);
  CHECK(has(again, "Kế hoạch vừa được lập lại"));
  CHECK(desk.state() == "planned");
  for (const char* wrong : {"", "0", "x", "-1", "99999999999999999999"}) {
    CAPTURE(wrong);
    const auto unknown = desk.post_page(kCampaignPage + "/approve", {{"plan", wrong}});
    CHECK(unknown.status == 409);
    CHECK(has(unknown, "Kế hoạch vừa được lập lại"));
  }
  CHECK(desk.state() == "planned");
  CHECK(desk.post_page(kCampaignPage + "/approve", {{"plan", hidden(again, "plan")}}).status == 303);
  CHECK(desk.state() == "approved");
}

TEST_CASE("a list that was changed after the approval is approved on a page of its own") {
  CampaignDesk desk("approver");
  desk.approve();
  CHECK(has(desk.get_page(kCampaignPage + "/approve"), "không có gì đang chờ phê duyệt"));
  desk.world->changed_since = [](const store::CampaignRow&) { return std::vector<std::string>{"list"}; };
  CHECK(has(desk.get_page(kCampaignPage), "Phê duyệt danh sách mới"));
  const auto form = desk.get_page(kCampaignPage + "/approve");
  CHECK(has(form, "Hiện vẫn gửi theo dữ liệu lúc 18/12/2026 08:00"));
  const auto done = desk.follow(desk.post_page(kCampaignPage + "/approve", {{"plan", hidden(form, "plan")}}));
  CHECK(has(done, "Đã phê duyệt danh sách mới."));
  CHECK(desk.audited().back() == "lan campaign.approve_list tri-an-2026 ");
}

TEST_CASE("a part is paused with its reason and resumed as it was paused") {
  CampaignDesk desk("operator");
  desk.approve();
  const std::string pause = kCampaignPage + "/pause";
  const std::string resume = kCampaignPage + "/resume";
  CHECK(has(desk.get_page(pause), "<option value=\"PA05\">PA05 · Công ty Điện lực Bắc Giang</option>"));
  const auto paused = desk.follow(
      desk.post_page(pause, {{"channel", "sms"}, {"unit", "PA05"}, {"reason", "sai tên người gửi"}}));
  CHECK(has(paused, "Đã tạm dừng."));
  CHECK(has(paused, "Kênh sms, đơn vị PA05"));
  CHECK(has(paused, "lan tạm dừng lúc 18/12/2026 08:00 – sai tên người gửi"));
  CHECK(desk.send_form(pause, {{"channel", "fax"}}).status == 404);
  CHECK(desk.send_form(pause, {{"unit", "PA99"}}).status == 404);
  const auto other = desk.send_form(resume, {{"channel", "sms"}});
  CHECK(other.status == 409);
  CHECK(has(other, "Trạng thái hiện tại không cho làm việc này."));
  CHECK(has(other, "value=\"PA05\""));
  const auto resumed = desk.follow(desk.post_page(resume, {{"channel", "sms"}, {"unit", "PA05"}}));
  CHECK(has(resumed, "Đã cho gửi tiếp."));
  CHECK_FALSE(has(resumed, "sai tên người gửi"));
  CHECK(desk.follow(desk.send_form(pause, {})).status == 200);
  CHECK(desk.state() == "paused");
  CHECK(desk.follow(desk.send_form(resume, {})).status == 200);
  CHECK(desk.state() == "running");
}

TEST_CASE("a campaign is cancelled only when its id was typed") {
  CampaignDesk desk("admin");
  desk.approve();
  const std::string cancel = kCampaignPage + "/cancel";
  CHECK(has(desk.get_page(cancel), "3 khách hàng đang chờ sẽ không được gửi"));
  for (const char* typed : {"", "tri-an", "TRI-AN-2026", "tri-an-2025"}) {
    const auto wrong = desk.send_form(cancel, {{"confirm", typed}, {"reason", "x"}});
    CHECK(wrong.status == 400);
    CHECK(has(wrong, "không khớp với mã chiến dịch"));
    CHECK(desk.state() == "running");
  }
  const auto done =
      desk.follow(desk.send_form(cancel, {{"confirm", " tri-an-2026 "}, {"reason", "sai danh sách"}}));
  CHECK(has(done, "Đã hủy."));
  CHECK(has(done, "sai danh sách"));
  CHECK(desk.state() == "cancelled");
  CHECK_FALSE(has(desk.get_page(kCampaignPage), "/cancel\""));
  CampaignDesk approver("approver");
  CHECK(approver.send_form(cancel, {{"confirm", "tri-an-2026"}}).status == 403);
  CHECK(approver.state() == "planned");
}

TEST_CASE("whose role is limited to units pauses and sees those alone, and approves nothing") {
  CampaignDesk desk("approver", {"PM"});
  desk.approve();
  const auto page = desk.get_page(kCampaignPage);
  CHECK(page.status == 200);
  CHECK(has(page, "Công ty Điện lực Hải Dương"));
  CHECK_FALSE(has(page, "Bắc Giang"));
  CHECK_FALSE(has(page, "PA0501000000"));
  for (const char* act : {"/approve\"", "/cancel\""}) CHECK_FALSE(has(page, act));
  CHECK(desk.get_page(kCampaignPage + "/approve").status == 403);
  const auto form = desk.get_page(kCampaignPage + "/pause");
  CHECK(has(form, "<option value=\"PM\">"));
  CHECK_FALSE(has(form, "mọi đơn vị"));
  for (const char* unit : {"", "PA05"}) {
    const auto refused = desk.post_page(kCampaignPage + "/pause", {{"unit", unit}});
    CHECK(refused.status == 403);
    CHECK(has(refused, "vượt ra ngoài các đơn vị"));
  }
  CHECK(desk.post_page(kCampaignPage + "/pause", {{"unit", "PM"}}).status == 303);
  CHECK(has(desk.get_page(kCampaignPage), "Đơn vị PM"));
  CHECK(desk.send_form(kCampaignPage + "/resume", {}).status == 403);
  CHECK(desk.send_form(kCampaignPage + "/resume", {{"unit", "PM"}}).status == 303);
  const auto preview = desk.get_page(kCampaignPage + "/preview");
  CHECK(preview.status == 200);
  CHECK_FALSE(has(preview, "name=\"samples\""));
  CHECK(desk.post_page(kCampaignPage + "/preview", {{"customer", "PA05010000001"}}).status == 404);
}
