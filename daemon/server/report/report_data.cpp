#include "daemon/server/report/report_data.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "daemon/schedule/local_time.hpp"

namespace triand::server {
namespace {

using domain::DeliveryState;
using domain::Reason;
using domain::RecipientState;

constexpr std::size_t at(RecipientState state) { return static_cast<std::size_t>(state); }
constexpr std::size_t at(DeliveryState state) { return static_cast<std::size_t>(state); }

std::int64_t sum(const auto& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

// Rows of the store to places in the report.
struct Places {
  std::map<std::int64_t, ReportUnit> units;
  std::map<std::int64_t, ReportChannel> channels;
};

bool is_refusal(Reason reason) {
  return reason == Reason::opted_out || reason == Reason::blocked_by_recipient;
}

void count_cell(const store::ReportCell& cell, std::int64_t n, Places& places,
                std::map<std::pair<Reason, std::string>, std::int64_t>& reasons) {
  ReportUnit& unit = places.units[cell.unit];
  std::string channel;
  bool failed = true;
  if (cell.channel != 0) {
    const auto state = static_cast<DeliveryState>(cell.state);
    channel = places.channels[cell.channel].name;
    failed = state == DeliveryState::failed || state == DeliveryState::expired ||
             state == DeliveryState::cancelled;
    if (state == DeliveryState::accepted || state == DeliveryState::delivered) unit.arrived[channel] += n;
  }
  if (!failed || cell.reason == Reason::none) return;
  reasons[{cell.reason, channel}] += n;
  if (is_data_fault(cell.reason)) unit.to_mend[cell.reason] += n;
  // A refusal that was known before is no answer to a message.
  if (cell.channel != 0 && is_refusal(cell.reason)) unit.refusals += n;
  if (cell.reason == Reason::returned_letter) unit.letters_returned += n;
}

void count_hour(const store::ReportHour& hour, std::int64_t n, Places& places) {
  auto& [arrived, failed] = places.channels[hour.channel].hours[hour.hour];
  switch (static_cast<DeliveryState>(hour.state)) {
    case DeliveryState::accepted:
    case DeliveryState::delivered:
      arrived += n;
      break;
    case DeliveryState::failed:
    case DeliveryState::expired:
      failed += n;
      break;
    default:
      break;
  }
}

// A customer of a unit that sent nothing must not divide by it.
double share(const ReportUnit& unit) {
  return unit.to_reach() == 0
             ? -1
             : static_cast<double>(unit.reached() + unit.taken()) / static_cast<double>(unit.to_reach());
}

void finish(Places places, ReportData& out) {
  for (auto& [row, channel] : places.channels)
    if (sum(channel.states) > 0) {
      std::erase_if(channel.hours,
                    [](const auto& hour) { return hour.second == std::pair<std::int64_t, std::int64_t>(); });
      out.channels.push_back(std::move(channel));
    }
  for (auto& [row, unit] : places.units)
    if (unit.total() > 0) out.units.push_back(std::move(unit));
  std::stable_sort(out.units.begin(), out.units.end(), [](const ReportUnit& one, const ReportUnit& other) {
    return std::tuple(-share(one), one.prefix) < std::tuple(-share(other), other.prefix);
  });
}

}  // namespace

std::int64_t ReportUnit::total() const { return sum(recipients); }
std::int64_t ReportUnit::to_reach() const {
  return total() - recipients[at(RecipientState::suppressed)] - recipients[at(RecipientState::duplicate)];
}
std::int64_t ReportUnit::reached() const { return recipients[at(RecipientState::reached)]; }
std::int64_t ReportUnit::taken() const { return recipients[at(RecipientState::sent)]; }
std::int64_t ReportUnit::faults() const {
  return std::accumulate(to_mend.begin(), to_mend.end(), std::int64_t{0},
                         [](std::int64_t all, const auto& fault) { return all + fault.second; });
}

std::int64_t ReportData::total() const { return sum(recipients); }

bool is_data_fault(Reason reason) {
  switch (reason) {
    case Reason::bad_number:
    case Reason::no_such_address:
    case Reason::bad_email:
    case Reason::no_contact_data:
    case Reason::missing_value:
    case Reason::returned_letter:
    case Reason::letter_rejected:
    case Reason::wrong_length:
    case Reason::unknown_prefix:
      return true;
    default:
      return false;
  }
}

ReportData report_data(store::Reader& reader, const store::CampaignRow& campaign, std::string title,
                       const std::vector<store::UnitFeedback>& feedback, const schedule::TimeZone& zone,
                       store::TimePoint now, const std::vector<std::string>& units,
                       const std::function<bool()>& going_on) {
  ReportData out;
  out.id = campaign.name;
  out.title = std::move(title);
  out.state = campaign.state;
  out.window = campaign.window_text;
  out.planned_by = campaign.planned_by;
  out.approved_by = campaign.approved_by;
  out.made_at = schedule::local_time(now, zone);
  if (units.empty()) out.planned_cost = campaign.planned_cost;
  const store::ReportTally tally = reader.report_tally(campaign.id, going_on);
  Places places;
  const auto told_of = [&](std::int64_t row) { return units.empty() || places.units.contains(row); };
  {
    // Counters of one moment; the rows were read over a while.
    const store::Reader::Snapshot snapshot(reader);
    if (const auto archive = reader.archive(campaign.id))
      out.archived_at = schedule::local_time(archive->begun_at, zone);
    for (store::UnitRow& unit : reader.unit_rows()) {
      if (!units.empty() && std::find(units.begin(), units.end(), unit.prefix) == units.end()) continue;
      places.units[unit.id].prefix = std::move(unit.prefix);
      places.units[unit.id].name = std::move(unit.name);
    }
    std::map<std::string, std::int64_t> unit_of;
    for (const auto& [row, unit] : places.units) unit_of[unit.prefix] = row;
    for (store::ChannelRow& channel : reader.channels()) {
      places.channels[channel.id].name = std::move(channel.name);
      places.channels[channel.id].kind = std::move(channel.kind);
    }
    for (const store::UnitCount& count : reader.unit_counts(campaign.id)) {
      if (!units.empty() && !unit_of.contains(count.unit)) continue;
      places.units[unit_of[count.unit]].recipients[at(count.bucket)] += count.n;
      out.recipients[at(count.bucket)] += count.n;
    }
    for (const store::DeliveryCount& count : reader.delivery_counts(campaign.id))
      if (told_of(count.unit)) places.channels[count.channel].states[at(count.state)] += count.n;
    for (const store::QueueCost& cost : reader.queue_costs(campaign.id)) {
      if (!told_of(cost.unit)) continue;
      places.channels[cost.channel].spent += cost.spent;
      places.units[cost.unit].spent += cost.spent;
      out.spent += cost.spent;
    }
  }
  for (const store::UnitFeedback& said : feedback)
    if (told_of(said.unit)) places.units[said.unit].feedback = said;
  std::map<std::pair<Reason, std::string>, std::int64_t> reasons;
  for (const auto& [cell, n] : tally.cells)
    if (told_of(cell.unit)) count_cell(cell, n, places, reasons);
  if (units.empty())
    for (const auto& [hour, n] : tally.hours) count_hour(hour, n, places);
  for (const auto& [key, n] : reasons) out.reasons.push_back({key.first, key.second, n});
  std::stable_sort(out.reasons.begin(), out.reasons.end(),
                   [](const ReportReason& one, const ReportReason& other) { return one.n > other.n; });
  out.open = out.recipients[at(RecipientState::pending)] > 0;
  finish(std::move(places), out);
  return out;
}

}  // namespace triand::server
