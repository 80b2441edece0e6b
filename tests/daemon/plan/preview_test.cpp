#include "daemon/plan/preview.hpp"

#include <catch2/catch.hpp>

#include "tests/daemon/plan/plan_fixture.hpp"

using namespace triand;
using test::PlanFixture;
using test::someone;

TEST_CASE("a preview is the exact message of every channel") {
  PlanFixture fixture("  - send: [zalo | sms | email | letter]\n");
  domain::Customer customer = someone();
  customer.phone = "+842043822345";
  const auto previews = plan::preview(fixture.basis(), customer);
  REQUIRE(previews.size() == 4);
  CHECK(previews[0].channel == "sms");
  CHECK(previews[0].address.empty());
  CHECK(previews[0].composed.message.text == "Kinh gui Khach Hang, cam on.");
  CHECK(previews[0].composed.cost == 850);
  CHECK(previews[1].composed.message.data ==
        std::vector<std::pair<std::string, std::string>>{{"name", "Khách Hàng"}});
  CHECK(previews[2].address == customer.email);
  CHECK(previews[2].composed.message.subject == "Tri ân 2026");
  CHECK(previews[2].composed.message.text == "Khách Hàng Điện lực Bắc Giang");
  CHECK(previews[3].composed.message.text == "Khách Hàng\n\n19006769");
}

TEST_CASE("a preview of one channel names the column that is empty") {
  PlanFixture fixture("  - send: [letter]\n");
  domain::Customer customer = someone();
  customer.full_name.clear();
  const auto previews = plan::preview(fixture.basis(), customer, "letter");
  REQUIRE(previews.size() == 1);
  CHECK(previews[0].composed.message.missing == "full_name");
  CHECK(plan::preview(fixture.basis(), customer, "fax").empty());
}

TEST_CASE("who reads English gets the English message where there is one") {
  PlanFixture fixture("  - send: [sms]\n");
  fixture.message("sms", {{"text", "Thank you, {{ phone }}"}}, "en");
  domain::Customer customer = someone();
  customer.phone = "+84912345678";
  customer.language = "en";
  const auto previews = plan::preview(fixture.basis(), customer);
  CHECK(previews[0].composed.message.text == "Thank you, 0912345678");
  CHECK(previews[2].composed.message.subject == "Tri ân 2026");
}
