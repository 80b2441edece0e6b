#include "daemon/plan/canary_hold.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "daemon/domain/canary_spread.hpp"

namespace triand::plan {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

double seconds(std::chrono::milliseconds duration) { return std::chrono::duration<double>(duration).count(); }

// When one channel's receipts say that it is good, or have been waited for in vain.
double known_at(const ForecastCanary& canary, const ForecastChannel& channel, const CanaryHold::Gone& gone) {
  if (!channel.receipts_after) return gone.last;
  if (*channel.receipts_after >= canary.wait) return gone.last + seconds(canary.wait);
  const double after = seconds(*channel.receipts_after);
  // Of a few the receipts may be missing, those of second tries among them; else each that comes begins the wait anew.
  if (channel.expects.no_receipt <= canary.stop_above) return std::max(gone.last, gone.most + after);
  return gone.last + after + seconds(canary.wait);
}

bool waits_for_receipt(const ForecastWork& work) { return work.after.count() > 0; }

}  // namespace

CanaryHold::CanaryHold(const ForecastInput& input)
    : input_(input),
      holds_(input.canary.has_value()),
      keeps_(input.channels.size() * input.units, false),
      verdict_at_(kNever) {
  for (const ForecastWork& work : input.work)
    if (!waits_for_receipt(work) && work.first < work.messages)
      keeps_[work.channel * input.units + work.unit] = true;
}

bool CanaryHold::keeps(std::size_t channel, std::size_t unit) const {
  return holds_ && keeps_[channel * input_.units + unit];
}

void CanaryHold::all_gone(const std::vector<Gone>& gone) {
  if (!holds_ || verdict_at_ != kNever) return;
  const ForecastCanary& canary = *input_.canary;
  const auto add = [&](const Gone& one) {
    const double known = known_at(canary, input_.channels[one.channel], one);
    verdict_at_ = verdict_at_ == kNever ? known : std::max(verdict_at_, known);
  };
  for (const Gone& one : gone) add(one);
  if (canary.last_word) {
    const double before = std::chrono::duration<double>(*canary.last_word - input_.now).count();
    for (const std::size_t channel : canary.left_by) add({channel, before, before});
  }
  if (verdict_at_ == kNever) verdict_at_ = 0;
}

std::vector<CanaryHold::Kept> CanaryHold::release() {
  holds_ = false;
  return std::move(kept_);
}

void put_canary(ForecastInput& input, std::int64_t size, double stop_above, std::chrono::milliseconds wait) {
  input.canary = ForecastCanary{.stop_above = stop_above, .wait = wait};
  std::vector<double> planned(input.channels.size() * input.units, 0);
  for (const ForecastWork& work : input.work)
    if (!waits_for_receipt(work)) planned[work.channel * input.units + work.unit] += work.messages;
  std::vector<std::int64_t> whole;
  whole.reserve(planned.size());
  for (const double messages : planned) whole.push_back(std::llround(messages));
  const std::vector<std::int64_t> first = domain::spread_canary(whole, size);
  for (std::size_t channel = 0; channel < input.channels.size(); ++channel)
    for (std::size_t unit = 0; unit < input.units; ++unit)
      let_first_go(input, channel, unit, static_cast<double>(first[channel * input.units + unit]));
}

void let_first_go(ForecastInput& input, std::size_t channel, std::size_t unit, double messages) {
  std::vector<ForecastWork*> queue;
  for (ForecastWork& work : input.work)
    if (work.channel == channel && work.unit == unit && !waits_for_receipt(work)) queue.push_back(&work);
  // Of one rank each has the same part of those that go.
  std::ranges::stable_sort(queue, {}, &ForecastWork::rank);
  for (auto first = queue.begin(); first != queue.end() && messages > 0;) {
    const auto last = std::find_if(first, queue.end(),
                                   [&](const ForecastWork* one) { return one->rank != (*first)->rank; });
    double of_rank = 0;
    for (auto one = first; one != last; ++one) of_rank += (*one)->messages;
    const double share = of_rank > 0 ? std::min(1.0, messages / of_rank) : 0;
    for (auto one = first; one != last; ++one) (*one)->first = (*one)->messages * share;
    messages -= of_rank * share;
    first = last;
  }
}

}  // namespace triand::plan
