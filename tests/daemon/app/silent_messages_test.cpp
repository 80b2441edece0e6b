#include "daemon/app/silent_messages.hpp"

#include <catch2/catch.hpp>

namespace triand::app {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kCampaign = 3;
constexpr std::int64_t kChannel = 7;

// Nothing is sent in here: what the campaign knows of its one channel.
class QuietRun : public dispatch::CampaignRun {
 public:
  std::int64_t row() const override { return kCampaign; }
  const std::string& id() const override { return id_; }
  const schedule::CampaignWindow& window() const override { return window_; }
  domain::Campaign::Pace pace() const override { return domain::Campaign::Pace::fast; }
  bool uses(std::int64_t channel) const override { return channel == kChannel; }
  bool falls_back_from(std::int64_t) const override { return falls_back; }
  std::optional<std::chrono::milliseconds> gives_up_after(std::int64_t) const override {
    return of_templates;
  }
  std::optional<std::int64_t> budget_left(std::int64_t) const override { return std::nullopt; }
  bool commit_cost(std::int64_t) override { return true; }
  void return_cost(std::int64_t) override {}
  dispatch::Prepared prepare(std::int64_t, const store::ClaimedDelivery&) override { return {}; }
  std::optional<std::int64_t> next_channel(int, int, std::int64_t, const domain::Customer&) const override {
    return std::nullopt;
  }

  bool falls_back = false;
  std::optional<std::chrono::milliseconds> of_templates;

 private:
  using Day = std::chrono::year_month_day;
  std::string id_ = "t-2026";
  schedule::TimeZone zone_ = *schedule::TimeZone::find("Asia/Ho_Chi_Minh");
  schedule::CampaignWindow window_{
      zone_,
      schedule::CampaignDays{Day(std::chrono::year(2026), std::chrono::month(12), std::chrono::day(18)),
                             Day(std::chrono::year(2026), std::chrono::month(12), std::chrono::day(21))},
      domain::Hours{}};
};

dispatch::LaneSettings lane() {
  dispatch::LaneSettings out;
  out.channel = kChannel;
  out.receipts_expected = true;
  return out;
}

}  // namespace

TEST_CASE("a gateway is asked about silent messages also where neither a rule nor a template says when") {
  const QuietRun run;
  const auto queue = silent_messages(run, lane(), true, run.window().opens_at());
  REQUIRE(queue);
  CHECK(queue->campaign == kCampaign);
  CHECK(queue->channel == kChannel);
  CHECK(queue->timeout == 2h);
  CHECK(queue->asks);
  CHECK_FALSE(queue->gives_up);
}

TEST_CASE("the rule says when a gateway is asked about silent messages, else the template does") {
  QuietRun run;
  run.of_templates = 15min;
  const auto now = run.window().opens_at();
  CHECK(silent_messages(run, lane(), true, now)->timeout == 15min);
  auto ruled = lane();
  ruled.receipt_timeout = 30min;
  CHECK(silent_messages(run, ruled, true, now)->timeout == 30min);
}

TEST_CASE("after its window a campaign is asked about until the last message's time was over twice") {
  const QuietRun run;
  const auto closed = run.window().closes_at();
  CHECK(silent_messages(run, lane(), true, closed + 4h - 1s));
  CHECK_FALSE(silent_messages(run, lane(), true, closed + 4h));
}

TEST_CASE(
    "nobody is asked who cannot be, or about messages that are given up, or that no receipt comes for") {
  QuietRun run;
  const auto now = run.window().opens_at();
  CHECK_FALSE(silent_messages(run, lane(), false, now));
  auto deaf = lane();
  deaf.receipts_expected = false;
  CHECK_FALSE(silent_messages(run, deaf, true, now));
  auto other = lane();
  other.channel = kChannel + 1;
  CHECK_FALSE(silent_messages(run, other, true, now));
  run.falls_back = true;
  CHECK_FALSE(silent_messages(run, lane(), true, now));
  // Nothing takes over any more once the window is closed.
  CHECK(silent_messages(run, lane(), true, run.window().closes_at()));
}

}  // namespace triand::app
