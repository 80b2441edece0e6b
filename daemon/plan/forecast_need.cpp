#include <algorithm>
#include <cmath>

#include "daemon/plan/campaign_forecast.hpp"

namespace triand::plan {
namespace {

constexpr double kFastest = 1e6;  // messages a second: more than any gateway takes
constexpr double kExact = 1.01;   // close enough for somebody who asks a gateway for more

// Units do not change what a channel can do.
ForecastInput without_units(ForecastInput input) {
  input.units = 1;
  input.ranks = 1;
  input.coarse = true;
  for (ForecastWork& work : input.work) {
    work.unit = 0;
    work.rank = 0;
  }
  return input;
}

void set_rate(ForecastChannel& channel, double per_second) {
  constexpr std::int64_t kDay = 86'400;
  channel.rate = schedule::Rate{std::max<std::int64_t>(1, std::llround(std::ceil(per_second * kDay))),
                                std::chrono::seconds(kDay)};
}

// The smallest value that fits, between one that does not and one that does: by geometric means, which never leave 0.
template <class Fits>
double smallest(double short_of, double enough, const Fits& fits) {
  short_of = std::max(short_of, 1e-9);
  while (enough / short_of > kExact && enough - short_of > 1e-4) {
    const double middle = std::sqrt(short_of * enough);
    (fits(middle) ? enough : short_of) = middle;
  }
  return enough;
}

}  // namespace

std::optional<ForecastNeed> what_would_fit(const ForecastInput& given, std::size_t at) {
  ForecastInput input = without_units(given);
  ForecastChannel& channel = input.channels.at(at);
  const auto fits = [&] { return forecast_campaign(input).channels[at].fits; };
  if (fits()) return std::nullopt;
  const ForecastChannel as_it_is = channel;
  ForecastNeed need;
  const auto fits_rate = [&](double per_second) {
    set_rate(channel, per_second);
    return fits();
  };
  const auto rate_needed = [&]() -> std::optional<double> {
    if (!as_it_is.rate) return std::nullopt;
    return smallest(as_it_is.rate->per_second(), kFastest, fits_rate);
  };
  if (as_it_is.rate && fits_rate(kFastest)) {
    need.per_second = rate_needed();
    return need;
  }
  if (!as_it_is.daily_quota) return std::nullopt;
  // The quota stands in the way, perhaps the rate as well.
  channel.rate = as_it_is.rate;
  const double all = std::max(1.0, forecast_campaign(input).messages[at] + channel.others) * 2;
  const auto fits_quota = [&](double quota) {
    channel.daily_quota = std::llround(std::ceil(quota));
    return fits();
  };
  if (!fits_quota(all)) {
    if (!as_it_is.rate || !fits_rate(kFastest)) return std::nullopt;
    need.per_second = rate_needed();
    set_rate(channel, *need.per_second);
  }
  const double first = static_cast<double>(std::max<std::int64_t>(1, *as_it_is.daily_quota));
  if (fits_quota(first)) {
    need.daily_quota = std::llround(first);
    return need;
  }
  need.daily_quota = std::llround(std::ceil(smallest(first, std::max(all, first * 2), fits_quota)));
  return need;
}

}  // namespace triand::plan
