#include "daemon/server/api/campaign_document.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <sstream>

#include <boost/json/parse.hpp>

#include "config/block.hpp"
#include "daemon/domain/hold_reason.hpp"
#include "daemon/schedule/local_time.hpp"
#include "daemon/server/api/campaign_counts.hpp"
#include "daemon/server/api/left_out.hpp"
#include "daemon/store/store_error.hpp"

namespace triand::server {
namespace {

bool is_paused(const store::CampaignRow& row, const std::vector<store::PauseRow>& pauses) {
  if (row.state != "approved" && row.state != "running") return false;
  return std::any_of(pauses.begin(), pauses.end(), [&](const store::PauseRow& pause) {
    return (pause.campaign == row.id || pause.campaign == 0) && pause.channel.empty() && pause.unit.empty();
  });
}

// CampaignRow::window_text is "FROM TO HOURS".
boost::json::object window_object(const std::string& text) {
  std::istringstream words(text);
  std::string from, to, hours;
  words >> from >> to >> hours;
  boost::json::object out;
  out["from"] = from;
  out["to"] = to;
  out["hours"] = hours;
  return out;
}

boost::json::object summary_of(const store::CampaignRow& row) {
  boost::json::error_code error;
  boost::json::value value = boost::json::parse(row.summary, error);
  if (error || !value.is_object()) return {};
  return std::move(value.get_object());
}

boost::json::value member(const boost::json::object& object, std::string_view name) {
  const boost::json::value* found = object.if_contains(name);
  return found == nullptr ? boost::json::value(nullptr) : *found;
}

// As the plan had it: for a campaign that cannot be reckoned any more.
boost::json::object planned_forecast(const boost::json::object& summary) {
  const boost::json::value* found = summary.if_contains("forecast");
  const boost::json::object nothing;
  const boost::json::object& forecast =
      found != nullptr && found->is_object() ? found->get_object() : nothing;
  boost::json::object out;
  for (const char* name : {"finishes_at", "fits", "shortfall"}) out[name] = member(forecast, name);
  return out;
}

ApiWorld::Forecaster forecaster_of(const ApiWorld& world) {
  return world.forecaster ? world.forecaster() : ApiWorld::Forecaster();
}

boost::json::object forecast_of(const ApiWorld::Forecaster& forecaster, store::Reader& reader,
                                const store::CampaignRow& row, const boost::json::object& summary,
                                bool detailed) {
  if (!forecaster) return planned_forecast(summary);
  try {
    return forecaster(reader, row, detailed);
  } catch (const std::exception&) {  // its config has changed: it says so in the log
    return planned_forecast(summary);
  }
}

config::Block source_of(const store::CampaignRow& row, config::Problems& problems) {
  return config::Block::parse(row.source, row.file, problems);
}

std::optional<std::int64_t> budget_of(const store::CampaignRow& row) {
  config::Problems problems;  // of a file that was without them when it was planned
  config::Block block = source_of(row, problems);
  if (!block.has("budget")) return std::nullopt;
  return block.integer("budget", 1, std::numeric_limits<std::int64_t>::max());
}

// Who must approve, as the campaign's file has it.
std::string approval_of(const store::CampaignRow& row) {
  config::Problems problems;  // of a file that was without them when it was planned
  config::Block block = source_of(row, problems);
  return block.text("approval", "two_person");
}

boost::json::value canary_value(const ApiWorld& world, store::Reader& reader, std::int64_t campaign) {
  const auto canary = reader.canary(campaign);
  if (!canary) return nullptr;
  static constexpr const char* kStates[] = {"sampling", "passed", "stopped", "released"};
  boost::json::object out;
  out["size"] = canary->size;
  out["stop_above"] = canary->stop_above;
  out["state"] = kStates[static_cast<std::size_t>(canary->state) % std::size(kStates)];
  out["decided_at"] = canary->decided_at == store::TimePoint()
                          ? boost::json::value(nullptr)
                          : boost::json::value(schedule::local_time(canary->decided_at, world.zone));
  return out;
}

// What the plan is pinned by, and what has changed since and is not sent.
boost::json::object pinned_object(const ApiWorld& world, store::Reader& reader, const store::CampaignRow& row,
                                  const boost::json::object& summary,
                                  const std::vector<std::string>& changed) {
  boost::json::object out;
  const boost::json::value hashes = member(summary, "pinned");
  if (hashes.is_object()) out = hashes.get_object();
  out["list_as_of"] =
      schedule::local_time(reader.list_pinned_at(row.id).value_or(row.planned_at), world.zone);
  out["changed_since"] = boost::json::array(changed.begin(), changed.end());
  return out;
}

std::vector<std::string> changed_since(const ApiWorld& world, const std::optional<store::CampaignRow>& row) {
  const bool open = row && (row->state == "planned" || row->state == "approved" || row->state == "running");
  return open && world.changed_since ? world.changed_since(*row) : std::vector<std::string>();
}

// The members that the contract promises, after the schema and in its order.
void put_promised(boost::json::object& out, store::Reader& reader, const store::CampaignRow& row,
                  const std::vector<store::PauseRow>& pauses, boost::json::object forecast) {
  const store::CampaignCounts counts = reader.counts(row.id);
  const boost::json::value* still = forecast.if_contains("cost");
  const bool is_reckoned = still != nullptr;
  const std::int64_t cost_left = is_reckoned ? still->as_int64() : 0;
  out["id"] = row.name;
  out["state"] = is_paused(row, pauses) ? std::string("paused") : row.state;
  out["window"] = window_object(row.window_text);
  out["recipients"] = recipients_object(counts.recipients);
  out["channels"] = channels_object(counts, channels_of(reader, row.id));
  out["forecast"] = std::move(forecast);
  boost::json::object cost;
  cost["planned"] = row.planned_cost;
  cost["spent"] = counts.spent;
  cost["currency"] = "VND";
  if (is_reckoned) cost["expected"] = counts.spent + cost_left;
  if (const auto budget = budget_of(row)) {
    cost["budget"] = *budget;
    cost["left"] = std::max<std::int64_t>(*budget - counts.spent, 0);
  }
  out["cost"] = std::move(cost);
}

boost::json::array holds_array(const ApiWorld& world, const std::vector<HoldNow>& holds,
                               const std::string& campaign) {
  boost::json::array out;
  for (const HoldNow& hold : holds) {
    if (hold.campaign != campaign) continue;
    boost::json::object item;
    item["channel"] = hold.channel;
    item["unit"] = hold.unit;
    item["reason"] = hold.reason;
    item["sentence"] = hold.sentence;
    if (hold.until) {
      item["until"] = schedule::local_time(*hold.until, world.zone);
    } else {
      item["until"] = nullptr;
    }
    out.push_back(std::move(item));
  }
  return out;
}

boost::json::array pauses_array(const ApiWorld& world, const std::vector<store::PauseRow>& pauses,
                                std::int64_t campaign) {
  boost::json::array out;
  for (const store::PauseRow& pause : pauses) {
    if (pause.campaign != campaign && pause.campaign != 0) continue;
    boost::json::object item;
    item["channel"] = pause.channel;
    item["unit"] = pause.unit;
    item["every_campaign"] = pause.campaign == 0;
    item["who"] = pause.who;
    item["at"] = schedule::local_time(pause.at, world.zone);
    item["reason"] = pause.reason;
    item["hold"] = pause.hold;
    out.push_back(std::move(item));
  }
  return out;
}

// By whom it was cancelled and why; where the service saw that nothing was left, only when.
boost::json::value ended_value(const ApiWorld& world, const store::CampaignRow& row) {
  if (row.ended_at == store::TimePoint()) return nullptr;
  boost::json::object out;
  out["who"] = row.ended_by;
  out["at"] = local_time(row.ended_at, world.zone);
  out["reason"] = row.end_reason;
  return out;
}

boost::json::array units_array(store::Reader& reader, std::int64_t campaign) {
  struct Unit {
    std::string name;
    std::map<domain::RecipientState, std::int64_t> buckets;
  };
  std::map<std::string, Unit> units;
  for (const store::UnitCount& count : reader.unit_counts(campaign)) {
    Unit& unit = units[count.unit];
    unit.name = count.unit_name;
    unit.buckets[count.bucket] += count.n;
  }
  boost::json::array out;
  for (const auto& [prefix, unit] : units) {
    boost::json::object item;
    item["unit"] = prefix;
    item["unit_name"] = unit.name;
    item["recipients"] = recipients_object(unit.buckets);
    out.push_back(std::move(item));
  }
  return out;
}

}  // namespace

std::string campaign_title(const store::CampaignRow& row) {
  config::Problems problems;  // of a file that was without them when it was planned
  config::Block block = config::Block::parse(row.source, row.file, problems);
  return block.text("title", "");
}

std::optional<boost::json::object> campaign_document(const ApiWorld& world, store::Reader& reader,
                                                     const std::string& id) {
  const std::vector<HoldNow> holds = world.service().holds;
  const ApiWorld::Forecaster forecaster = forecaster_of(world);
  const std::vector<std::string> changed = changed_since(world, reader.campaign(id));
  const store::Reader::Snapshot snapshot(reader);
  const auto row = reader.campaign(id);
  if (!row) return std::nullopt;
  const auto pauses = reader.pauses();
  const boost::json::object summary = summary_of(*row);
  boost::json::object out;
  out["schema"] = "triand.campaign/v1";
  put_promised(out, reader, *row, pauses, forecast_of(forecaster, reader, *row, summary, true));
  out["title"] = campaign_title(*row);
  out["planned_by"] = row->planned_by;
  out["planned_at"] = schedule::local_time(row->planned_at, world.zone);
  // Another one each time it is planned, also within the same second: what an approval can name.
  out["plan_number"] = row->id;
  out["approval"] = approval_of(*row);
  out["approved_by"] = row->approved_by;
  out["canary"] = canary_value(world, reader, row->id);
  out["pinned"] = pinned_object(world, reader, *row, summary, changed);
  out["ended"] = ended_value(world, *row);
  out["holds"] = holds_array(world, holds, row->name);
  out["pauses"] = pauses_array(world, pauses, row->id);
  boost::json::object plan;
  for (const auto& item : summary) {
    const std::string_view key(item.key());
    if (key != "forecast" && key != "cost" && key != "flows" && key != "left_out" && key != "pinned")
      plan[key] = item.value();
  }
  plan["left_out"] = left_out(world, reader, row->id, summary);
  out["plan"] = std::move(plan);
  out["units"] = units_array(reader, row->id);
  return out;
}

boost::json::object known_campaign_document(const ApiWorld& world, const std::string& id) {
  auto document = campaign_document(world, *world.reader(), id);
  if (!document) throw store::NotFound("there is no campaign " + id);
  return std::move(*document);
}

boost::json::array campaign_entries(const ApiWorld& world, store::Reader& reader) {
  const ApiWorld::Forecaster forecaster = forecaster_of(world);
  const store::Reader::Snapshot snapshot(reader);
  const auto pauses = reader.pauses();
  boost::json::array out;
  for (const store::CampaignRow& row : reader.campaigns()) {
    boost::json::object entry;
    put_promised(entry, reader, row, pauses, forecast_of(forecaster, reader, row, summary_of(row), false));
    out.push_back(std::move(entry));
  }
  return out;
}

}  // namespace triand::server
