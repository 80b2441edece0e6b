#include "daemon/plan/forecast_result.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <numeric>

namespace triand::plan {
namespace {

// Amounts as whole messages that add up to the rounded sum: the largest fractions are rounded up.
std::vector<std::int64_t> whole_messages(const std::vector<double>& amounts) {
  std::vector<std::int64_t> out;
  std::vector<std::size_t> by_fraction;
  for (const double amount : amounts) {
    by_fraction.push_back(out.size());
    out.push_back(static_cast<std::int64_t>(std::floor(amount)));
  }
  const std::int64_t whole = std::llround(std::accumulate(amounts.begin(), amounts.end(), 0.0));
  std::int64_t missing = whole - std::accumulate(out.begin(), out.end(), std::int64_t{0});
  std::ranges::stable_sort(by_fraction, std::greater(),
                           [&](std::size_t at) { return amounts[at] - static_cast<double>(out[at]); });
  for (const std::size_t at : by_fraction)
    if (missing-- > 0) ++out[at];
  return out;
}

Forecast of(schedule::WallTime from, double finished, std::int64_t left) {
  Forecast out;
  out.shortfall = left;
  out.fits = out.shortfall == 0;
  if (!out.fits || finished < 0) return out;
  // Rounded by the clock, not from the beginning on: what leaves at midnight must not leave the day before.
  out.finishes_at = std::chrono::round<std::chrono::milliseconds>(
      from + std::chrono::round<schedule::WallTime::duration>(std::chrono::duration<double>(finished)));
  return out;
}

}  // namespace

CampaignForecast forecast_result(const std::vector<ForecastLane>& lanes, std::size_t units,
                                 schedule::WallTime from) {
  CampaignForecast out;
  std::vector<std::int64_t> unit_left(units, 0);
  std::vector<double> unit_finished(units, -1);
  for (const ForecastLane& lane : lanes) {
    auto& cells = out.cells.emplace_back();
    std::vector<double> amounts;
    for (std::size_t unit = 0; unit < units; ++unit) amounts.push_back(lane.queue.left(unit));
    const std::vector<std::int64_t> left = whole_messages(amounts);
    for (std::size_t unit = 0; unit < units; ++unit) {
      const double finished = lane.finish(lane.finished[unit]);
      cells.push_back(of(from, finished, left[unit]));
      unit_left[unit] += left[unit];
      unit_finished[unit] = std::max(unit_finished[unit], finished);
    }
    out.channels.push_back(of(from, lane.finish(*std::ranges::max_element(lane.finished)),
                              std::accumulate(left.begin(), left.end(), std::int64_t{0})));
    out.messages.push_back(lane.messages);
    out.sent.push_back(lane.sent);
  }
  for (std::size_t unit = 0; unit < units; ++unit)
    out.units.push_back(of(from, unit_finished[unit], unit_left[unit]));
  out.whole = together(out.channels);
  return out;
}

}  // namespace triand::plan
