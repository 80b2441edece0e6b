#include "daemon/dispatch/dispatcher.hpp"

#include <algorithm>

namespace triand::dispatch {

void Dispatcher::add(LaneSettings settings, channels::Channel& channel, const schedule::TimeZone& zone,
                     std::int64_t quota_day, std::int64_t quota_used) {
  LaneWorld world = world_;
  world.queued = [this](std::int64_t row) {
    for (const auto& lane : lanes_)
      if (lane->settings().channel == row) lane->wake();
  };
  lanes_.push_back(std::make_unique<Lane>(std::move(settings), channel, zone, std::move(world)));
  lanes_.back()->set_quota_used(quota_day, quota_used);
}

void Dispatcher::give(const Orders& orders) {
  for (const auto& lane : lanes_) {
    lane->set_runs(orders.runs);
    const auto stopped = orders.stopped.find(lane->settings().channel);
    lane->set_stops({orders.pauses, stopped != orders.stopped.end() && stopped->second}, orders.read);
    lane->set_adopted(orders.adopted);
    lane->look_again(orders.lists);
    lane->wake();
  }
}

void Dispatcher::wake() {
  for (const auto& lane : lanes_) lane->wake();
}

void Dispatcher::stop() {
  for (const auto& lane : lanes_) lane->stop();
}

std::int64_t Dispatcher::in_flight() const {
  std::int64_t out = 0;
  for (const auto& lane : lanes_) out += lane->in_flight();
  return out;
}

bool Dispatcher::busy() const {
  return std::any_of(lanes_.begin(), lanes_.end(), [](const auto& lane) { return lane->busy(); });
}

}  // namespace triand::dispatch
