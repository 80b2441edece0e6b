#include "daemon/plan/campaign_routes.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "daemon/plan/word_list.hpp"

namespace triand::plan {
namespace {

using config::Block;
using domain::Leg;
using domain::Route;

// What a campaign may hold; far beyond any sensible one, so that a slip of the pen is told and not planned.
constexpr std::size_t kMaxRoutes = 100;
constexpr std::size_t kMaxLegs = 16;
constexpr std::size_t kMaxRanks = 20;

Words names_of(const CampaignSurroundings& surroundings) {
  Words names;
  for (const auto& [name, kind] : surroundings.channels) names.insert(name);
  return names;
}

// "zalo | sms"
Leg read_leg(Block& route, const std::string& text, const Words& channels) {
  Leg leg;
  for (std::string& name : split(text, '|')) {
    if (name.empty()) {
      route.complain("send", "`" + text + "` has no channel beside a `|`; write `a` or `a | b`");
    } else if (!channels.contains(name)) {
      route.complain("send", "there is no channel `" + name + "`" + remedy(name, channels));
    } else if (std::ranges::find(leg, name) != leg.end()) {
      route.complain("send",
                     fmt::format("`{}` names {} twice; a channel is tried once in a leg", text, name));
    } else {
      leg.push_back(std::move(name));
    }
  }
  return leg;
}

std::vector<Leg> read_legs(Block& route, const Words& channels) {
  if (!route.has("send")) {
    route.complain("send", "missing; expected the channels, such as [letter, zalo | sms]");
    return {};
  }
  const std::size_t problems = route.problems().size();
  std::vector<Leg> legs;
  std::size_t entries = 0;
  for (const std::string& item : route.list("send")) {
    if (without_spaces(item).empty()) continue;
    for (const std::string& text : split(item, ',')) {
      ++entries;
      legs.push_back(read_leg(route, text, channels));
    }
  }
  if (entries > kMaxLegs)
    route.complain("send",
                   "has more than " + std::to_string(kMaxLegs) + " entries; send less to one customer");
  if (route.problems().size() != problems) return legs;
  if (legs.empty()) route.complain("send", "is empty; name at least one channel, such as [sms]");
  std::set<std::string> first;
  for (const Leg& leg : legs) {
    if (!first.insert(leg.front()).second)
      route.complain("send",
                     "would send by " + leg.front() + " twice; begin each entry with another channel");
  }
  return legs;
}

}  // namespace

namespace {

std::vector<Condition> read_columns(Block columns, const CampaignSurroundings& surroundings) {
  Words known(condition_columns().begin(), condition_columns().end());
  known.insert(surroundings.extra_columns.begin(), surroundings.extra_columns.end());
  std::vector<Condition> conditions;
  for (const std::string& column : columns.keys()) {
    std::vector<std::string> values = columns.list(column);
    if (column == "opt_out")
      columns.complain(column, "whoever opted out is never written to; remove this condition");
    else if (!known.contains(column))
      columns.complain(column, "the customers have no such column" + remedy(column, known));
    else if (values.empty())
      columns.complain(column, "has no values, so that nobody is meant; list them: [household, large]");
    conditions.emplace_back(column, std::move(values));
  }
  return conditions;
}

}  // namespace

std::vector<Condition> read_conditions(Block& block, std::string_view key,
                                       const CampaignSurroundings& surroundings) {
  return read_columns(block.child_or_empty(key), surroundings);
}

std::vector<std::vector<Condition>> read_order(Block& block, const CampaignSurroundings& surroundings) {
  std::vector<std::vector<Condition>> order;
  if (!block.has("order")) return order;
  for (Block& entry : block.children("order")) {
    std::vector<Condition> conditions = read_columns(entry, surroundings);
    if (conditions.empty())
      entry.complain("", "names nobody; give a column and its values, such as {segment: [large]}");
    if (std::ranges::find(order, conditions) != order.end())
      entry.complain("", "stands here twice; only the first can count");
    order.push_back(std::move(conditions));
  }
  if (order.size() > kMaxRanks)
    block.complain("order", "has more than " + std::to_string(kMaxRanks) + " entries");
  return order;
}

std::vector<Route> read_routes(Block& block, const CampaignSurroundings& surroundings) {
  if (!block.has("routes")) {
    block.complain("routes", "missing; expected a list, such as `- send: [zalo | sms]`");
    return {};
  }
  const Words channels = names_of(surroundings);
  const std::size_t problems = block.problems().size();
  std::vector<Route> routes;
  int everybody_at = 0;
  for (Block& entry : block.children("routes")) {
    Route route;
    route.when = read_conditions(entry, "when", surroundings);
    route.legs = read_legs(entry, channels);
    if (everybody_at != 0) {
      entry.complain("", "can never match: the route at line " + std::to_string(everybody_at) +
                             " has no `when` and takes everybody; move that one to the end");
    } else if (route.when.empty()) {
      everybody_at = entry.line("");
    }
    routes.push_back(std::move(route));
  }
  if (routes.empty() && block.problems().size() == problems)
    block.complain("routes", "is empty; nobody would be written to");
  if (routes.size() > kMaxRoutes)
    block.complain("routes", "has more than " + std::to_string(kMaxRoutes) + " entries");
  return routes;
}

}  // namespace triand::plan
