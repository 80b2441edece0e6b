#include "daemon/app/live_work.hpp"

#include <algorithm>

namespace triand::app {
namespace {

using domain::DeliveryState;

// So many messages tell more than any expectation.
constexpr std::int64_t kEnough = 500;
// Where nothing is expected to fail and something has: it has to come from somewhere.
constexpr double kLeastShare = 1e-4;
// Overdue receipts are spread over the time that they wait.
constexpr int kPieces = 8;

using Names = std::map<std::string, std::size_t>;
using Totals = std::map<std::pair<std::size_t, std::size_t>, std::map<DeliveryState, std::int64_t>>;

// A flow as it looks from one of its channels.
struct Share {
  std::size_t rank = 0;
  double messages = 0;
  std::vector<std::size_t> then;
};

std::vector<Share> shares_at(const plan::ForecastInput& input, const Names& channels,
                             const std::vector<KeptFlow>& flows, std::size_t channel,
                             const std::string& unit) {
  std::vector<Share> out;
  for (const KeptFlow& flow : flows) {
    if (flow.unit != unit) continue;
    std::vector<std::size_t> chain;
    for (const std::string& name : flow.channels)
      if (const auto at = channels.find(name); at != channels.end()) chain.push_back(at->second);
    double messages = static_cast<double>(flow.messages);
    for (std::size_t place = 0; place < chain.size(); ++place) {
      if (chain[place] == channel)
        out.push_back({place == 0 ? flow.rank : input.ranks - 1,
                       messages,
                       {chain.begin() + static_cast<std::ptrdiff_t>(place) + 1, chain.end()}});
      const domain::Expectation& expects = input.channels[chain[place]].expects;
      messages *= std::max(expects.fails + expects.no_receipt, kLeastShare);
    }
  }
  return out;
}

// What is queued is the end of what was planned: of the last rank first.
void put_queued(plan::ForecastInput& input, std::vector<Share> shares, std::size_t channel, std::size_t unit,
                double queued) {
  if (shares.empty()) shares.push_back({0, queued, {}});
  std::ranges::stable_sort(shares, std::greater(), &Share::rank);
  for (auto first = shares.begin(); first != shares.end() && queued > 0;) {
    const auto last =
        std::find_if(first, shares.end(), [&](const Share& s) { return s.rank != first->rank; });
    double of_rank = 0;
    for (auto one = first; one != last; ++one) of_rank += one->messages;
    const double here = last == shares.end() ? queued : std::min(queued, of_rank);
    for (auto one = first; one != last; ++one)
      input.work.push_back({.channel = channel,
                            .unit = unit,
                            .rank = one->rank,
                            .then = one->then,
                            .messages = of_rank > 0 ? here * one->messages / of_rank : here});
    queued -= here;
    first = last;
  }
}

void put_overdue(plan::ForecastInput& input, const std::vector<Share>& shares, std::size_t channel,
                 std::size_t unit, const std::map<DeliveryState, std::int64_t>& states) {
  const plan::ForecastChannel& facts = input.channels[channel];
  const auto count = [&](DeliveryState state) {
    const auto found = states.find(state);
    return found == states.end() ? 0.0 : static_cast<double>(found->second);
  };
  if (!facts.receipt_timeout || facts.expects.no_receipt <= 0) return;
  const double accepted = count(DeliveryState::accepted);
  const double overdue =
      std::min(accepted, (accepted + count(DeliveryState::delivered)) * facts.expects.no_receipt);
  double all = 0;
  for (const Share& share : shares) all += share.messages;
  for (const Share& share : shares) {
    if (share.then.empty() || all <= 0) continue;
    for (int piece = 1; piece <= kPieces; ++piece)
      input.work.push_back({.channel = share.then.front(),
                            .unit = unit,
                            .rank = input.ranks - 1,
                            .then = {share.then.begin() + 1, share.then.end()},
                            .messages = overdue * share.messages / all / kPieces,
                            .after = *facts.receipt_timeout * piece / kPieces});
  }
}

}  // namespace

std::vector<std::string> put_live_work(plan::ForecastInput& input, const std::vector<std::string>& channels,
                                       const std::vector<KeptFlow>& flows,
                                       const std::vector<store::QueueCount>& counts) {
  Names channel_at;
  for (std::size_t at = 0; at < channels.size(); ++at) channel_at[channels[at]] = at;
  Names unit_at;
  std::vector<std::string> units;
  Totals totals;
  for (const store::QueueCount& count : counts) {
    const auto channel = channel_at.find(count.channel);
    if (channel == channel_at.end()) continue;
    const auto [unit, fresh] = unit_at.emplace(count.unit, units.size());
    if (fresh) units.push_back(count.unit);
    totals[{channel->second, unit->second}][count.state] += count.n;
  }
  input.units = std::max<std::size_t>(units.size(), 1);
  for (const auto& [key, states] : totals) {
    const auto& [channel, unit] = key;
    const auto shares = shares_at(input, channel_at, flows, channel, units[unit]);
    if (const auto queued = states.find(DeliveryState::queued); queued != states.end() && queued->second > 0)
      put_queued(input, shares, channel, unit, static_cast<double>(queued->second));
    put_overdue(input, shares, channel, unit, states);
  }
  return units;
}

void learn(std::map<std::string, Expected>& expected, const std::vector<store::QueueCount>& counts,
           const std::vector<std::string>& without_late_failures) {
  for (auto& [name, one] : expected) {
    if (std::ranges::find(without_late_failures, name) == without_late_failures.end()) continue;
    std::int64_t settled = 0;
    std::int64_t failed = 0;
    for (const store::QueueCount& count : counts) {
      if (count.channel != name) continue;
      const bool is_failed = count.state == DeliveryState::failed;
      if (is_failed) failed += count.n;
      if (is_failed || count.state == DeliveryState::accepted || count.state == DeliveryState::delivered ||
          count.state == DeliveryState::in_doubt)
        settled += count.n;
    }
    if (settled < kEnough) continue;
    one.shares.fails = static_cast<double>(failed) / static_cast<double>(settled);
    one.from = "this campaign so far";
  }
}

}  // namespace triand::app
