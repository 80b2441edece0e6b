#include "daemon/server/api/campaign_in_units.hpp"

#include "daemon/server/api/campaign_counts.hpp"
#include "daemon/server/api/campaign_document.hpp"
#include "daemon/server/unit_limits.hpp"

namespace triand::server {
namespace {

boost::json::value member(const boost::json::object& object, std::string_view name) {
  const boost::json::value* found = object.if_contains(name);
  return found == nullptr ? boost::json::value(nullptr) : *found;
}

boost::json::array of_units(const boost::json::value& items, const Caller& caller, bool also_of_all) {
  boost::json::array out;
  if (!items.is_array()) return out;
  for (const boost::json::value& item : items.get_array()) {
    const std::string unit(item.at("unit").as_string());
    if (unit.empty() ? also_of_all : may_see_unit(caller, unit)) out.push_back(item);
  }
  return out;
}

store::CampaignCounts counts_of(store::Reader& reader, std::int64_t campaign, const Caller& caller) {
  store::CampaignCounts out;
  for (const store::UnitCount& count : reader.unit_counts(campaign))
    if (may_see_unit(caller, count.unit)) out.recipients[count.bucket] += count.n;
  for (const store::QueueCount& count : reader.queue_counts(campaign))
    if (may_see_unit(caller, count.unit)) out.channels[count.channel][count.state] += count.n;
  out.spent = reader.spent_in(campaign, caller.units);
  return out;
}

// Copies what may be seen, member by member: what a later version adds is not shown until somebody has looked at it.
boost::json::object limited(store::Reader& reader, const boost::json::object& whole, const Caller& caller) {
  boost::json::object out;
  for (const char* name : {"schema", "id", "state", "window"})
    if (whole.contains(name)) out[name] = whole.at(name);
  const store::Reader::Snapshot snapshot(reader);
  const auto row = reader.campaign(std::string(whole.at("id").as_string()));
  const std::int64_t id = row ? row->id : 0;
  const store::CampaignCounts counts = counts_of(reader, id, caller);
  out["recipients"] = recipients_object(counts.recipients);
  out["channels"] = channels_object(counts, channels_of(reader, id));
  const boost::json::object& forecast = whole.at("forecast").as_object();
  out["forecast"] = {{"finishes_at", member(forecast, "finishes_at")},
                     {"fits", member(forecast, "fits")},
                     {"shortfall", nullptr}};
  out["cost"] = {{"planned", nullptr}, {"spent", counts.spent}, {"currency", "VND"}};
  for (const char* name : {"title", "planned_by", "planned_at", "plan_number", "approval", "approved_by",
                           "canary", "pinned", "ended"})
    if (whole.contains(name)) out[name] = whole.at(name);
  for (const char* name : {"holds", "pauses"})
    if (whole.contains(name)) out[name] = of_units(whole.at(name), caller, true);
  if (whole.contains("units")) out["units"] = of_units(whole.at("units"), caller, false);
  return out;
}

}  // namespace

std::optional<boost::json::object> campaign_for(const ApiWorld& world, store::Reader& reader,
                                                const std::string& id, const Caller& caller) {
  auto whole = campaign_document(world, reader, id);
  if (!whole || !is_limited(caller)) return whole;
  return limited(reader, *whole, caller);
}

boost::json::array campaigns_for(const ApiWorld& world, store::Reader& reader, const Caller& caller) {
  boost::json::array whole = campaign_entries(world, reader);
  if (!is_limited(caller)) return whole;
  boost::json::array out;
  for (const boost::json::value& entry : whole) out.push_back(limited(reader, entry.as_object(), caller));
  return out;
}

}  // namespace triand::server
