#include "daemon/app/forecast_document.hpp"

#include <cmath>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "daemon/schedule/local_time.hpp"

namespace triand::app {
namespace {

// As the config takes it, rounded up.
std::string rate_text(double per_second) {
  struct Unit {
    double seconds;
    const char* name;
  };
  for (const Unit& unit : {Unit{1, "s"}, Unit{60, "min"}, Unit{3600, "h"}})
    if (per_second * unit.seconds >= 10)
      return fmt::format("{}/{}", std::llround(std::ceil(per_second * unit.seconds)), unit.name);
  return fmt::format("{}/day", std::llround(std::ceil(per_second * 86'400)));
}

boost::json::value need_value(const std::optional<plan::ForecastNeed>& need) {
  if (!need) return nullptr;
  boost::json::object out;
  if (need->per_second) out["rate"] = rate_text(*need->per_second);
  if (need->daily_quota) out["daily_quota"] = *need->daily_quota;
  return out;
}

boost::json::object shares_object(const Expected& expected) {
  const auto rounded = [](double share) { return std::round(share * 10'000) / 10'000; };
  boost::json::object out{{"fails", rounded(expected.shares.fails)},
                          {"no_receipt", rounded(expected.shares.no_receipt)},
                          {"tried_again", rounded(expected.shares.tried_again)},
                          {"from", expected.from}};
  if (expected.price) out["price"] = rounded(*expected.price);
  if (expected.latency) out["latency_ms"] = expected.latency->count();
  if (expected.receipts_after) out["receipts_after_ms"] = expected.receipts_after->count();
  return out;
}

// VND for all that will be handed over; nullopt: a plan that was made before prices were kept.
std::optional<std::int64_t> cost_of(const plan::CampaignForecast& forecast, const ForecastNames& names,
                                    const std::map<std::string, Expected>& expected) {
  double sum = 0;
  for (std::size_t at = 0; at < names.channels.size(); ++at) {
    if (forecast.sent[at] <= 0) continue;
    const auto known = expected.find(names.channels[at]);
    if (known == expected.end() || !known->second.price) return std::nullopt;
    sum += forecast.sent[at] * *known->second.price;
  }
  return std::llround(sum);
}

double number(const boost::json::object& object, std::string_view key) {
  const boost::json::value* found = object.if_contains(key);
  return found != nullptr && found->is_number() ? found->to_number<double>() : 0;
}

std::string text(const boost::json::object& object, std::string_view key) {
  const boost::json::value* found = object.if_contains(key);
  return found != nullptr && found->is_string() ? std::string(found->as_string()) : std::string();
}

}  // namespace

boost::json::object forecast_object(const plan::Forecast& forecast, const schedule::TimeZone& zone) {
  boost::json::object out;
  if (forecast.finishes_at)
    out["finishes_at"] = schedule::local_time(*forecast.finishes_at, zone);
  else
    out["finishes_at"] = nullptr;
  out["fits"] = forecast.fits;
  out["shortfall"] = forecast.shortfall;
  return out;
}

boost::json::object forecast_document(const plan::ForecastInput& input, const ForecastNames& names,
                                      const std::map<std::string, Expected>& expected, bool detailed) {
  const plan::CampaignForecast found = plan::forecast_campaign(input);
  boost::json::object out = forecast_object(found.whole, input.zone);
  if (const auto cost = cost_of(found, names, expected)) out["cost"] = *cost;
  if (!detailed) return out;
  out["made_at"] = schedule::local_time(input.now, input.zone);
  boost::json::object channels;
  for (std::size_t at = 0; at < names.channels.size(); ++at) {
    const auto known = expected.find(names.channels[at]);
    if (known == expected.end()) continue;
    boost::json::object one = forecast_object(found.channels[at], input.zone);
    one["messages"] = std::llround(found.messages[at]);
    if (const auto others = std::llround(input.channels[at].others); others > 0) one["shared_with"] = others;
    if (!found.channels[at].fits) one["needed"] = need_value(plan::what_would_fit(input, at));
    one["expected"] = shares_object(known->second);
    boost::json::object units;
    for (std::size_t unit = 0; unit < names.units.size(); ++unit)
      if (const plan::Forecast& cell = found.cells[at][unit]; cell.finishes_at || !cell.fits)
        units[names.units[unit]] = forecast_object(cell, input.zone);
    one["units"] = std::move(units);
    channels[names.channels[at]] = std::move(one);
  }
  out["channels"] = std::move(channels);
  boost::json::object units;
  for (std::size_t unit = 0; unit < names.units.size(); ++unit)
    units[names.units[unit]] = forecast_object(found.units[unit], input.zone);
  out["units"] = std::move(units);
  return out;
}

boost::json::array flows_document(const std::vector<plan::PlannedFlow>& flows,
                                  const std::vector<std::string>& channels) {
  boost::json::array out;
  for (const plan::PlannedFlow& flow : flows) {
    boost::json::array names;
    for (const std::size_t channel : flow.channels) names.emplace_back(channels.at(channel));
    out.push_back(boost::json::object{{"unit", flow.unit},
                                      {"rank", flow.rank},
                                      {"channels", std::move(names)},
                                      {"messages", flow.messages}});
  }
  return out;
}

std::vector<KeptFlow> read_flows(const boost::json::object& summary) {
  std::vector<KeptFlow> out;
  const boost::json::value* flows = summary.if_contains("flows");
  if (flows == nullptr || !flows->is_array()) return out;
  for (const boost::json::value& item : flows->get_array()) {
    const boost::json::object& flow = item.as_object();
    KeptFlow kept{.unit = text(flow, "unit"),
                  .rank = static_cast<std::size_t>(number(flow, "rank")),
                  .channels = {},
                  .messages = std::llround(number(flow, "messages"))};
    for (const boost::json::value& name : flow.at("channels").as_array())
      kept.channels.emplace_back(name.as_string());
    out.push_back(std::move(kept));
  }
  return out;
}

boost::json::object expected_document(const std::map<std::string, Expected>& expected) {
  boost::json::object out;
  for (const auto& [channel, one] : expected) out[channel] = shares_object(one);
  return out;
}

std::map<std::string, Expected> read_expected(const boost::json::object& summary) {
  std::map<std::string, Expected> out;
  const boost::json::value* channels = summary.if_contains("expected");
  if (channels == nullptr || !channels->is_object()) return out;
  for (const auto& channel : channels->get_object()) {
    const boost::json::object& one = channel.value().as_object();
    Expected& expected = out[std::string(channel.key())];
    expected.shares = {.fails = number(one, "fails"),
                       .no_receipt = number(one, "no_receipt"),
                       .tried_again = number(one, "tried_again")};
    expected.from = text(one, "from");
    if (one.contains("price")) expected.price = number(one, "price");
    if (one.contains("latency_ms"))
      expected.latency = std::chrono::milliseconds(std::llround(number(one, "latency_ms")));
    if (one.contains("receipts_after_ms"))
      expected.receipts_after = std::chrono::milliseconds(std::llround(number(one, "receipts_after_ms")));
  }
  return out;
}

}  // namespace triand::app
