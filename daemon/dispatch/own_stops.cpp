#include "daemon/dispatch/own_stops.hpp"

#include <utility>

namespace triand::dispatch {

std::int64_t OwnStops::stop_channel() {
  stops_.push_back({.number = ++last_, .pause = {}, .written = {}});
  return last_;
}

std::int64_t OwnStops::pause(store::PauseRow pause) {
  stops_.push_back({.number = ++last_, .pause = std::move(pause), .written = {}});
  return last_;
}

void OwnStops::written(std::int64_t number, schedule::SteadyTime at) {
  for (Stop& stop : stops_)
    if (stop.number == number) stop.written = at;
}

Stops OwnStops::complete(Stops stops, schedule::SteadyTime read) {
  std::erase_if(stops_, [&](const Stop& stop) { return stop.written && *stop.written <= read; });
  for (const Stop& stop : stops_)
    if (stop.pause)
      stops.pauses.push_back(*stop.pause);
    else
      stops.channel = true;
  return stops;
}

}  // namespace triand::dispatch
