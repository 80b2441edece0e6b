#include "daemon/app/forecast_desk.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "daemon/app/live_canary.hpp"
#include "daemon/app/live_work.hpp"
#include "daemon/app/receipt_patience.hpp"
#include "daemon/app/shared_channels.hpp"
#include "daemon/plan/canary_hold.hpp"
#include "daemon/store/canary.hpp"

namespace triand::app {
namespace {

// Of our own quota and the gateway's the smaller one counts, of a day and of what is left of today.
void limit_by_gateway(plan::ForecastChannel& facts, const channels::GatewayQuota& quota,
                      schedule::WallTime now) {
  std::int64_t left = channels::left_at(quota, now);
  if (facts.daily_quota) left = std::min(left, *facts.daily_quota - facts.used_today);
  facts.daily_quota = std::min(facts.daily_quota.value_or(quota.limit), quota.limit);
  facts.used_today = std::max<std::int64_t>(*facts.daily_quota - left, 0);
}

// After how long a message without a receipt goes on to the next channel; nullopt: it never does.
std::optional<std::chrono::milliseconds> receipt_timeout(const Settings& settings,
                                                         const ChannelSettings& channel,
                                                         const plan::PlanBasis& basis) {
  const dispatch::LaneSettings& lane = channel.lane;
  if (!lane.receipts_expected || !receipts_can_come(settings, channel)) return std::nullopt;
  return receipt_patience(lane.receipt_timeout, channel.channel->tells_of_messages(),
                          templates_give_up_after(basis, lane.name));
}

// After how long a canary may hear what became of its messages; nullopt: it does not wait for that. Where nobody knows,
// it is as long as it waits at most.
std::optional<std::chrono::milliseconds> receipts_after(const Settings& settings,
                                                        const ChannelSettings& channel,
                                                        const plan::PlanBasis& basis,
                                                        const Expected& expected) {
  const auto& canary = basis.campaign.canary;
  if (!canary || channel.channel->holds() > 0 || !channel.lane.receipts_expected ||
      !receipts_can_come(settings, channel))
    return std::nullopt;
  return expected.receipts_after.value_or(canary->wait);
}

// No more are on their way at a time than `concurrency`, each as long as the gateway takes for its answer. What is
// gathered in batches waits for them and not for the gateway.
std::optional<double> most_per_second(const ChannelSettings& channel, const Expected& expected) {
  if (!expected.latency || channel.channel->holds() > 0) return std::nullopt;
  const auto latency = std::max(*expected.latency, std::chrono::milliseconds(1));
  return static_cast<double>(channel.lane.concurrency) / std::chrono::duration<double>(latency).count();
}

std::vector<std::string> names_of(const plan::PlanBasis& basis) {
  std::vector<std::string> out;
  for (const plan::ChannelFacts& facts : basis.channels) out.push_back(facts.name);
  return out;
}

// Of the campaigns that may send, that one apart.
std::vector<OtherWork> others_than(const std::string& name, store::Reader& reader,
                                   const schedule::TimeZone& zone) {
  std::vector<OtherWork> out;
  for (const store::CampaignRow& row : reader.campaigns()) {
    if (row.name == name || (row.state != "approved" && row.state != "running")) continue;
    OtherWork& other = out.emplace_back(OtherWork{window_of(row, zone), {}});
    for (const store::QueueCount& count : reader.queue_counts(row.id))
      if (count.state == domain::DeliveryState::queued) other.queued[count.channel] += count.n;
  }
  return out;
}

constexpr int kSampling = static_cast<int>(store::CanaryState::sampling);

boost::json::object summary_of(const store::CampaignRow& row) {
  boost::json::error_code error;
  boost::json::value value = boost::json::parse(row.summary, error);
  if (error || !value.is_object()) return {};
  return std::move(value.get_object());
}

// What is over needs no forecast.
boost::json::object what_became(const store::CampaignRow& row, const std::vector<store::QueueCount>& counts,
                                const schedule::TimeZone& zone) {
  plan::Forecast out;
  for (const store::QueueCount& count : counts)
    if (count.state == domain::DeliveryState::expired) out.shortfall += count.n;
  out.fits = out.shortfall == 0;
  if (row.ended_at != store::TimePoint()) out.finishes_at = row.ended_at;
  return forecast_object(out, zone);
}

}  // namespace

GatewayQuotas ForecastDesk::gateway_quotas() const {
  GatewayQuotas out;
  for (const ChannelSettings& channel : settings_.channels)
    if (const auto quota = channels_.quota(channel.facts.name)) out[channel.facts.name] = *quota;
  return out;
}

std::vector<plan::ForecastChannel> ForecastDesk::channel_facts(
    const plan::PlanBasis& basis, const std::map<std::string, Expected>& expected, store::Reader& reader,
    const GatewayQuotas& quotas, schedule::WallTime now) const {
  const std::int64_t today = schedule::day_number(settings_.zone->local(now).day);
  std::vector<plan::ForecastChannel> out;
  for (const ChannelSettings& channel : settings_.channels) {
    const dispatch::LaneSettings& lane = channel.lane;
    plan::ForecastChannel facts{.hours = lane.hours,
                                .rate = lane.rate,
                                .most_per_second = {},
                                .daily_quota = lane.daily_quota,
                                .used_today = 0,
                                .spills = lane.over_quota == dispatch::OverQuotaPolicy::fallback,
                                .receipt_timeout = receipt_timeout(settings_, channel, basis),
                                .retry = lane.retry,
                                .expects = {}};
    if (lane.daily_quota) facts.used_today = reader.quota_used(rows_.at(lane.name), today);
    if (const auto quota = quotas.find(lane.name); quota != quotas.end())
      limit_by_gateway(facts, quota->second, now);
    if (const auto known = expected.find(lane.name); known != expected.end()) {
      facts.expects = known->second.shares;
      facts.most_per_second = most_per_second(channel, known->second);
      facts.receipts_after = receipts_after(settings_, channel, basis, known->second);
    }
    out.push_back(facts);
  }
  return out;
}

plan::ForecastInput ForecastDesk::input_for(const CampaignDraft& draft,
                                            const std::map<std::string, Expected>& expected,
                                            store::Reader& reader, const GatewayQuotas& quotas,
                                            schedule::WallTime now) const {
  plan::ForecastInput out{.window = draft.window,
                          .zone = *settings_.zone,
                          .now = now,
                          .pace = draft.basis.campaign.pace,
                          .channels = channel_facts(draft.basis, expected, reader, quotas, now),
                          .units = 1,
                          .ranks = draft.basis.campaign.order.size() + 1,
                          .work = {}};
  put_others(out, names_of(draft.basis), others_than(draft.id, reader, *settings_.zone));
  return out;
}

boost::json::object ForecastDesk::of_plan(const CampaignDraft& draft, const plan::PlanSummary& summary,
                                          const std::vector<double>& prices, store::Reader& reader,
                                          schedule::WallTime now) const {
  auto expected = expectations(draft, rows_, reader);
  for (auto& [name, one] : expected) one.price = prices.at(draft.basis.channel(name).value());
  plan::ForecastInput input = input_for(draft, expected, reader, gateway_quotas(), now);
  const auto flows = summary.flows();
  ForecastNames names{names_of(draft.basis), {}};
  for (const plan::PlannedFlow& flow : flows) {
    // Flows come unit by unit.
    if (names.units.empty() || names.units.back() != flow.unit) names.units.push_back(flow.unit);
    input.work.push_back({.channel = flow.channels.front(),
                          .unit = names.units.size() - 1,
                          .rank = flow.rank,
                          .then = {flow.channels.begin() + 1, flow.channels.end()},
                          .messages = static_cast<double>(flow.messages)});
  }
  input.units = std::max<std::size_t>(names.units.size(), 1);
  if (const auto& canary = draft.basis.campaign.canary)
    plan::put_canary(input, canary->size, canary->stop_above, canary->wait);
  boost::json::object out;
  out["forecast"] = forecast_document(input, names, expected, true);
  out["expected"] = expected_document(expected);
  out["flows"] = flows_document(flows, names.channels);
  return out;
}

boost::json::object ForecastDesk::of_campaign(const store::CampaignRow& row, store::Reader& reader,
                                              const GatewayQuotas& quotas, schedule::WallTime now,
                                              bool detailed) const {
  const auto counts = reader.queue_counts(row.id);
  if (row.state == "finished" || row.state == "cancelled") return what_became(row, counts, *settings_.zone);
  const auto draft = shelf_.draft(reader, row);
  const boost::json::object summary = summary_of(row);
  auto expected = read_expected(summary);
  std::vector<std::string> no_late_failures;
  for (const ChannelSettings& channel : settings_.channels)
    if (!receipt_timeout(settings_, channel, draft->basis)) no_late_failures.push_back(channel.facts.name);
  learn(expected, counts, no_late_failures);
  for (auto& [name, one] : expected)
    if (const auto latency = reader.mean_latency(row.id, rows_.at(name))) one.latency = latency;
  plan::ForecastInput input = input_for(*draft, expected, reader, quotas, now);
  ForecastNames names{names_of(draft->basis), {}};
  names.units = put_live_work(input, names.channels, read_flows(summary), counts);
  if (const auto canary = reader.canary(row.id); canary && canary->state == kSampling)
    put_live_canary(input, names, *canary, reader.canary_queues(row.id));
  return forecast_document(input, names, expected, detailed);
}

}  // namespace triand::app
