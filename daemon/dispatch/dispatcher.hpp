#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "daemon/dispatch/lane.hpp"

namespace triand::dispatch {

// What the lanes go by, as the store has it.
struct Orders {
  std::vector<std::shared_ptr<CampaignRun>> runs;
  std::vector<store::PauseRow> pauses;
  std::map<std::int64_t, bool> stopped;  // by channel row
  bool adopted = true;
  schedule::SteadyTime read{};   // the store was read then, or later
  schedule::SteadyTime lists{};  // when the last list was loaded
};

// All lanes of the service. Network thread.
class Dispatcher {
 public:
  // `world.queued` is set here: a fallback wakes the lane it is for.
  explicit Dispatcher(LaneWorld world) : world_(std::move(world)) {}

  void add(LaneSettings settings, channels::Channel& channel, const schedule::TimeZone& zone,
           std::int64_t quota_day, std::int64_t quota_used);
  // New orders: every lane looks again.
  void give(const Orders& orders);
  void wake();

  // Claims nothing more; what is on its way is still answered and recorded.
  void stop();
  [[nodiscard]] std::int64_t in_flight() const;
  // See Lane::busy().
  [[nodiscard]] bool busy() const;
  [[nodiscard]] const std::vector<std::unique_ptr<Lane>>& lanes() const { return lanes_; }

 private:
  LaneWorld world_;
  std::vector<std::unique_ptr<Lane>> lanes_;
};

}  // namespace triand::dispatch
