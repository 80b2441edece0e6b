#include "daemon/app/forecast_document.hpp"

#include <catch2/catch.hpp>

#include <boost/json.hpp>

#include "tests/daemon/plan/forecast_world.hpp"

using namespace triand;
using namespace std::chrono_literals;

namespace {

const app::ForecastNames kNames = {{"zalo", "sms"}, {"PA05"}};

// A thousand by Zalo, of whom a quarter falls back to SMS.
plan::ForecastInput input() {
  return {.window = test::window_of(1, {8h, 20h}),
          .zone = test::viet_nam(),
          .now = test::at(17, 9h),
          .channels = {{.expects = {.fails = 0.25}}, {}},
          .work = {{.channel = 0, .then = {1}, .messages = 1000}}};
}

std::map<std::string, app::Expected> expected() {
  return {{"zalo", {.shares = {.fails = 0.25}, .from = "the campaign file", .price = 200.0}},
          {"sms", {.shares = {}, .from = "", .price = 1275.5, .latency = 120ms, .receipts_after = 90s}}};
}

}  // namespace

TEST_CASE("a forecast costs what will be handed over, fallbacks included") {
  const auto document = app::forecast_document(input(), kNames, expected(), false);
  CHECK(document.at("cost").as_int64() == 1000 * 200 + 250 * 1275.5);
  // What the window leaves no time for is not paid.
  auto slow = input();
  slow.channels[1].rate = schedule::Rate{1, 24h};
  CHECK(app::forecast_document(slow, kNames, expected(), false).at("cost").as_int64() < 1000 * 200 + 1300);
}

TEST_CASE("prices are kept with the plan, and without them nothing is said of what it will cost") {
  boost::json::object summary;
  summary["expected"] = app::expected_document(expected());
  auto kept = app::read_expected(summary);
  CHECK(kept.at("sms").price == 1275.5);
  CHECK(kept.at("sms").latency == 120ms);
  CHECK(kept.at("sms").receipts_after == 90s);
  CHECK_FALSE(kept.at("zalo").receipts_after);
  CHECK_FALSE(kept.at("zalo").latency);
  CHECK(kept.at("zalo").from == "the campaign file");
  kept.at("sms").price.reset();
  CHECK_FALSE(app::forecast_document(input(), kNames, kept, false).contains("cost"));
}
