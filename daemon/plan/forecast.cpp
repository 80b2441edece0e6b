#include "daemon/plan/forecast.hpp"

namespace triand::plan {

Forecast together(std::span<const Forecast> parts) {
  Forecast all;
  for (const Forecast& part : parts) {
    all.fits = all.fits && part.fits;
    all.shortfall += part.shortfall;
    if (part.finishes_at && (!all.finishes_at || *part.finishes_at > *all.finishes_at))
      all.finishes_at = part.finishes_at;
  }
  if (!all.fits) all.finishes_at.reset();
  return all;
}

}  // namespace triand::plan
