#include "daemon/plan/mean_price.hpp"

#include <algorithm>

namespace triand::plan {
namespace {

// Enough to know a mean number of parts, and nothing beside the plan itself.
constexpr std::int64_t kSamples = 1000;

}  // namespace

MeanPrice::MeanPrice(const PlanBasis& basis, std::int64_t customers)
    : basis_(basis),
      composer_(basis),
      every_(std::max<std::int64_t>(1, customers / kSamples)),
      samples_(basis.channels.size()) {}

void MeanPrice::add(const domain::Customer& customer) {
  if (seen_++ % every_ != 0) return;
  composer_.take(customer);
  for (std::size_t at = 0; at < basis_.channels.size(); ++at) {
    if (basis_.messages.at(at).empty() || domain::address_of(customer, basis_.channels[at].address).empty())
      continue;
    const Composed composed = composer_.compose(at);
    if (!composed.message.missing.empty() || !composed.refused.empty()) continue;
    ++samples_[at].messages;
    samples_[at].cost += composed.cost;
  }
}

std::vector<double> MeanPrice::of(const PlanSummary& summary) const {
  const auto mean = [](std::int64_t cost, std::int64_t messages) {
    return static_cast<double>(cost) / static_cast<double>(messages);
  };
  std::vector<double> out;
  for (std::size_t at = 0; at < basis_.channels.size(); ++at) {
    const ChannelTotals& planned = summary.all().channels.at(at);
    const Sample& sample = samples_[at];
    if (planned.messages > 0)
      out.push_back(mean(planned.cost, planned.messages));
    else if (sample.messages > 0)
      out.push_back(mean(sample.cost, sample.messages));
    else
      out.push_back(static_cast<double>(basis_.channels[at].price));
  }
  return out;
}

}  // namespace triand::plan
