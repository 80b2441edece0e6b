#include "daemon/app/pinned_settings.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include <boost/json.hpp>

namespace triand::app {
namespace {

// By templates::SmsTextMode, as the config has them.
constexpr std::array<std::string_view, 3> kForms = {"plain", "unicode", "auto"};

boost::json::object units_of(const plan::PlanBasis& basis) {
  std::map<std::string_view, std::string_view> names;
  for (const domain::Unit& unit : basis.units.units())
    if (!unit.prefix.empty()) names.emplace(unit.prefix, unit.name);
  boost::json::object out;
  for (const auto& [prefix, name] : names) out[prefix] = name;
  return out;
}

boost::json::object channels_of(const plan::PlanBasis& basis) {
  std::map<std::string_view, const plan::ChannelFacts*> used;
  for (std::size_t at = 0; at < basis.channels.size(); ++at)
    if (!basis.messages.at(at).empty()) used.emplace(basis.channels[at].name, &basis.channels[at]);
  boost::json::object out;
  for (const auto& [name, facts] : used)
    out[name] = boost::json::object{{"text", kForms.at(static_cast<std::size_t>(facts->text))},
                                    {"price", facts->price}};
  return out;
}

void restore_channel(const boost::json::object& kept, plan::ChannelFacts& facts) {
  const auto form = std::ranges::find(kForms, std::string_view(kept.at("text").as_string()));
  if (form != kForms.end()) facts.text = static_cast<templates::SmsTextMode>(form - kForms.begin());
  facts.price = kept.at("price").to_number<std::int64_t>();
}

}  // namespace

std::string settings_text(const plan::PlanBasis& basis) {
  return boost::json::serialize(boost::json::object{
      {"hotline", basis.campaign.hotline}, {"channels", channels_of(basis)}, {"units", units_of(basis)}});
}

bool restore_settings(std::string_view text, plan::PlanBasis& basis) {
  try {
    const boost::json::object kept = boost::json::parse(text).as_object();
    std::string hotline(kept.at("hotline").as_string());
    std::vector<domain::Unit> units;
    for (const auto& [prefix, name] : kept.at("units").as_object())
      units.push_back({.prefix = std::string(prefix),
                       .name = std::string(name.as_string()),
                       .old_province = {},
                       .new_province = {}});
    std::vector<plan::ChannelFacts> channels = basis.channels;
    for (plan::ChannelFacts& facts : channels)
      if (const auto* channel = kept.at("channels").as_object().if_contains(facts.name))
        restore_channel(channel->as_object(), facts);
    basis.campaign.hotline = std::move(hotline);
    basis.units = domain::UnitTable::of(std::move(units));
    basis.channels = std::move(channels);
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

}  // namespace triand::app
