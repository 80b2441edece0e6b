#include "daemon/app/live_work.hpp"

#include <catch2/catch.hpp>

#include "daemon/plan/campaign_forecast.hpp"

using namespace triand;
using app::KeptFlow;
using domain::DeliveryState;
using store::QueueCount;
using namespace std::chrono_literals;

namespace {

const std::vector<std::string> kChannels = {"sms", "zalo"};

plan::ForecastInput input() {
  const auto zone = schedule::TimeZone::find("Asia/Ho_Chi_Minh").value();
  const std::chrono::year_month_day day = std::chrono::year(2026) / 12 / 18;
  plan::ForecastInput out{
      .window = schedule::CampaignWindow(zone, {day, day}, {8h, 20h}), .zone = zone, .now = zone.at(day, 9h)};
  out.channels.resize(2);
  out.channels[1].expects.fails = 0.25;
  return out;
}

// Zalo first, then SMS; some go by SMS alone.
const std::vector<KeptFlow> kFlows = {{"PA05", 0, {"zalo", "sms"}, 800}, {"PA05", 0, {"sms"}, 200}};

double messages(const plan::ForecastInput& input, std::size_t channel, bool goes_on) {
  double sum = 0;
  for (const plan::ForecastWork& work : input.work)
    if (work.channel == channel && work.then.empty() != goes_on && work.after == 0ms) sum += work.messages;
  return sum;
}

}  // namespace

TEST_CASE("what is queued now, with what the plan says would take over") {
  auto live = input();
  const auto units = app::put_live_work(live, kChannels, kFlows,
                                        {{"PA05", "zalo", DeliveryState::queued, 400},
                                         {"PA05", "zalo", DeliveryState::delivered, 400},
                                         {"PA05", "sms", DeliveryState::queued, 300}});
  CHECK(units == std::vector<std::string>{"PA05"});
  CHECK(messages(live, 1, true) == Approx(400));
  CHECK(messages(live, 0, false) == Approx(300));
  CHECK(plan::forecast_campaign(live).messages[0] == Approx(400));
}

TEST_CASE("what waits for a receipt that will not come goes on later") {
  auto live = input();
  live.channels[1].receipt_timeout = 2h;
  live.channels[1].expects = {.fails = 0, .no_receipt = 0.1, .tried_again = 0};
  (void)app::put_live_work(
      live, kChannels, kFlows,
      {{"PA05", "zalo", DeliveryState::accepted, 500}, {"PA05", "zalo", DeliveryState::delivered, 300}});
  double later = 0;
  for (const plan::ForecastWork& work : live.work) {
    CHECK(work.channel == 0);
    CHECK(work.after > 0ms);
    CHECK(work.after <= 2h);
    later += work.messages;
  }
  CHECK(later == Approx(80));
}

TEST_CASE("those that go first have gone first") {
  auto live = input();
  live.ranks = 2;
  (void)app::put_live_work(live, kChannels, {{"PA05", 0, {"sms"}, 100}, {"PA05", 1, {"sms"}, 300}},
                           {{"PA05", "sms", DeliveryState::queued, 350}});
  double first = 0;
  double last = 0;
  for (const plan::ForecastWork& work : live.work) (work.rank == 0 ? first : last) += work.messages;
  CHECK(first == Approx(50));
  CHECK(last == Approx(300));
}

TEST_CASE("a campaign that has sent enough knows better than any expectation") {
  std::map<std::string, app::Expected> expected = {{"zalo", {{.fails = 0.5}, "the campaign file"}},
                                                   {"sms", {{.fails = 0.5}, "the campaign file"}}};
  app::learn(expected,
             {{"PA05", "zalo", DeliveryState::delivered, 600},
              {"PA22", "zalo", DeliveryState::failed, 200},
              {"PA05", "sms", DeliveryState::failed, 50}},
             {"zalo", "sms"});
  CHECK(expected.at("zalo").shares.fails == Approx(0.25));
  CHECK(expected.at("zalo").from == "this campaign so far");
  CHECK(expected.at("sms").shares.fails == 0.5);
}

TEST_CASE("flows and expectations come back from the plan as they were kept") {
  const std::vector<plan::PlannedFlow> flows = {{"PA05", 1, {1, 0}, 12}};
  boost::json::object summary;
  summary["flows"] = app::flows_document(flows, kChannels);
  summary["expected"] = app::expected_document({{"zalo", {{0.25, 0.5, 0.125}, "tri-an-2025"}}});
  const auto kept = app::read_flows(summary);
  REQUIRE(kept.size() == 1);
  CHECK(kept[0].unit == "PA05");
  CHECK(kept[0].rank == 1);
  CHECK(kept[0].channels == std::vector<std::string>{"zalo", "sms"});
  CHECK(kept[0].messages == 12);
  const auto expected = app::read_expected(summary);
  CHECK(expected.at("zalo").shares == domain::Expectation{0.25, 0.5, 0.125});
  CHECK(expected.at("zalo").from == "tri-an-2025");
  CHECK(app::read_flows({}).empty());
}
