#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include "channels/channel.hpp"
#include "daemon/dispatch/campaign_run.hpp"
#include "daemon/dispatch/lane_settings.hpp"
#include "daemon/dispatch/outcome_writer.hpp"
#include "daemon/dispatch/own_stops.hpp"
#include "daemon/dispatch/verdict.hpp"
#include "daemon/domain/hold_reason.hpp"
#include "daemon/schedule/lane_decision.hpp"
#include "daemon/store/reader.hpp"
#include "daemon/store/writer.hpp"

namespace triand::dispatch {

// Why a campaign does not move on a channel just now, for people.
struct Hold {
  std::string campaign;
  std::string channel;
  domain::HoldReason reason = domain::HoldReason::none;
  std::optional<schedule::WallTime> expected;  // when it is likely to end
};

struct Sent;

// What a lane needs of the world; outlives it.
struct LaneWorld {
  boost::asio::any_io_executor executor;
  store::Writer& writer;
  std::function<schedule::Moment()> now;
  std::function<std::int64_t(schedule::WallTime)> day;  // local day as YYYYMMDD
  std::function<void(std::int64_t channel)> queued;     // a delivery was queued for another lane
  std::function<void(const std::string& channel, const channels::Outcome& outcome)>
      stopped;  // channel or template
  // A delivery was handed over and answered; for whoever counts. The reason is none where it was accepted.
  std::function<void(const std::string& channel, channels::Verdict verdict, domain::Reason reason,
                     std::chrono::milliseconds took)>
      attempted = [](const std::string&, channels::Verdict, domain::Reason, std::chrono::milliseconds) {};
  // A notice stands, or may, on disk. Whether its customer may have it was known as of `since`; for whoever takes notices
  // back.
  std::function<void(schedule::SteadyTime since)> published = [](schedule::SteadyTime) {};
  store::SuppressionDesk* suppressions = nullptr;  // where dead addresses go; null: nowhere
};

// The loop that claims, sends and records for one channel, over all of its campaigns. Network thread.
// It decides by asking the schedule room, claims through the store before anything leaves, hands every delivery to
// the channel at most once, and counts it as on its way until its outcome is on disk.
class Lane {
 public:
  Lane(LaneSettings settings, channels::Channel& channel, const schedule::TimeZone& zone, LaneWorld world);

  // The campaigns that may send; one that is gone finishes what is on its way.
  void set_runs(std::vector<std::shared_ptr<CampaignRun>> runs);
  // As the store had it at `read`, or later. What the lane has stopped since stays stopped.
  void set_stops(Stops stops, schedule::SteadyTime read);
  void set_adopted(bool adopted) { adopted_ = adopted; }
  void set_quota_used(std::int64_t day, std::int64_t used);

  // What the channel holds back is looked at once more, and again with what lists have said meanwhile of its customers.
  // `lists`: when the last list was loaded that is to be heard.
  void look_again(schedule::SteadyTime lists);
  // Something may have changed: look again. Cheap, may be called at any time.
  void wake();
  // Claims nothing more.
  void stop();

  // Whether a message that the channel holds back may still leave, by everything that is known now.
  [[nodiscard]] bool may_leave(const std::string& reference) const;

  [[nodiscard]] std::int64_t in_flight() const { return in_flight_; }
  // Something is claimed, or is being claimed, that has no outcome on disk.
  [[nodiscard]] bool busy() const { return in_flight_ > 0 || asking_ > 0; }
  [[nodiscard]] bool stopped() const { return stops_.channel; }
  [[nodiscard]] const LaneSettings& settings() const { return settings_; }
  [[nodiscard]] std::vector<Hold> holds() const;
  [[nodiscard]] double rate() const;  // messages a second as it is now; 0: unlimited

 private:
  // What the lane remembers of one campaign.
  struct Strand {
    std::shared_ptr<CampaignRun> run;
    schedule::Pacer pacer;
    std::int64_t fresh = 0;
    std::int64_t waiting = 0;  // deferred ones that this lane knows of
    std::optional<schedule::WallTime> next_due;
    std::optional<std::int64_t> canary_left;
    bool known = false;                 // fresh and next_due were read from the store
    std::int64_t asked = 0;             // by claims that are under way
    schedule::SteadyTime not_before{};  // the gateway wants none of its template's messages until then
    schedule::LaneDecision decision;
  };

  void pump();
  [[nodiscard]] schedule::LaneSituation situation(const Strand& strand) const;
  void ask_store(Strand& strand, schedule::Take wanted);
  // `since`: what the store said then, or later.
  void claimed(const store::ClaimRequest& request, schedule::Take asked, schedule::SteadyTime since,
               store::ClaimResult result, bool failed);
  void take(Strand& strand, schedule::Take count);
  // So many that were claimed on a day for a campaign are handed to nobody: rate and quota are for others.
  void give_back(std::int64_t campaign, std::int64_t day, std::int64_t count);
  [[nodiscard]] std::optional<schedule::GatewayDay> gateway_day(schedule::WallTime now) const;
  [[nodiscard]] std::int64_t spill(const Strand& strand, const schedule::LaneSituation& situation) const;
  // Writes what came back and claims in its place, once what is ready in this turn of the loop has been heard.
  void pump_soon();
  // False: it was handed to nobody.
  bool hand_over(Strand& strand, store::ClaimedDelivery delivery, schedule::SteadyTime since);
  void answered(std::shared_ptr<Sent> sent, channels::Outcome outcome);
  void record(const Sent& sent, store::AttemptRecord record, std::optional<schedule::WallTime> resend_at);
  void written(std::int64_t campaign, std::optional<std::int64_t> next_channel,
               const store::Recorded& recorded);
  void put_back(const Sent& sent);
  [[nodiscard]] bool is_forgotten(const store::ClaimedDelivery& delivery, schedule::WallTime now) const;
  void leave_in_doubt(const Sent& sent);
  void wait_for(const Sent& sent, schedule::WallTime due, std::string why);
  // Today's quota is used up: the leg's next channel, or another day.
  void pass_on(Strand& strand, store::ClaimedDelivery delivery);
  void adapt(const Verdict& verdict, const channels::Outcome& outcome);
  void act_on(const Verdict& verdict, const channels::Outcome& outcome, const Sent& sent);
  void arm(schedule::SteadyTime until);
  [[nodiscard]] const store::PauseRow* pause_of(const CampaignRun& run) const;
  // Whether a pause is about that campaign on this channel, or a unit's part of it.
  [[nodiscard]] bool concerns(const store::PauseRow& pause, const CampaignRun& run) const;
  // By somebody's decision, and not a unit's part alone.
  [[nodiscard]] bool is_stopped(const CampaignRun& run) const;
  // Whom a list has taken out since is asked of the store, and held back no longer.
  void hear_lists();

  LaneSettings settings_;
  channels::Channel& channel_;
  schedule::TimeZone zone_;
  LaneWorld world_;
  std::map<std::int64_t, Strand> strands_;  // by the campaign's row
  Stops stops_;
  OwnStops own_stops_;
  schedule::Breaker breaker_;
  schedule::ConcurrencyWindow concurrency_;
  std::optional<schedule::RateLimiter> rate_;
  std::optional<schedule::DailyQuota> quota_;
  schedule::SteadyTime not_before_{};  // the gateway said "too fast" and there is no rate to lower
  boost::asio::steady_timer timer_;
  std::optional<schedule::SteadyTime> armed_;  // when the timer fires
  OutcomeWriter outcomes_;
  schedule::SteadyTime lists_{};                       // see look_again()
  schedule::SteadyTime heard_{};                       // the lists until then
  std::map<std::string, std::shared_ptr<Sent>> held_;  // by reference, where the channel holds messages back
  std::int64_t in_flight_ = 0;                         // claimed, and what became of it is not on disk
  std::int64_t leased_ =
      0;  // of these and of what is being claimed, those whose outcome the writer has not got
  std::int64_t turn_ = 0;  // the campaign that was served last
  int asking_ = 0;         // claims and look-ups of the store that are under way
  bool pump_posted_ = false;
  bool stopping_ = false;
  bool adopted_ = true;
  std::mt19937_64 random_{std::random_device{}()};
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace triand::dispatch
