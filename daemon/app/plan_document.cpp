#include "daemon/app/plan_document.hpp"

#include <boost/json.hpp>

#include "templates/utf8.hpp"

namespace triand::app {
namespace {

boost::json::object recipients(const plan::GroupTotals& group) {
  boost::json::object out;
  out["total"] = group.recipients.total();
  for (std::size_t at = 0; at < domain::kRecipientStates; ++at) {
    const auto bucket = static_cast<domain::RecipientState>(at);
    if (const auto n = group.recipients.of(bucket); n > 0) out[domain::to_string(bucket)] = n;
  }
  return out;
}

boost::json::object channels(const plan::PlanBasis& basis, const plan::GroupTotals& group) {
  boost::json::object out;
  for (std::size_t at = 0; at < group.channels.size(); ++at)
    if (const auto& totals = group.channels[at]; totals.messages > 0)
      out[basis.channels[at].name] = {
          {"messages", totals.messages}, {"parts", totals.parts}, {"cost", totals.cost}};
  return out;
}

boost::json::object group(const plan::PlanBasis& basis, const plan::GroupTotals& totals) {
  return {{"recipients", recipients(totals)}, {"channels", channels(basis, totals)}, {"cost", totals.cost()}};
}

boost::json::object sms(const plan::SmsTotals& totals, std::int64_t price) {
  boost::json::object parts;
  for (const auto& [count, messages] : totals.messages_by_parts) parts[std::to_string(count)] = messages;
  boost::json::object offenders;
  for (const auto& [code, messages] : totals.offenders) {
    std::string character;
    templates::append_code_point(character, code);
    offenders[character] = messages;
  }
  const auto form = [price](std::int64_t count) {
    return boost::json::object{{"parts", count}, {"cost", count * price}};
  };
  return {{"messages_by_parts", std::move(parts)},
          {"characters_that_need_unicode", std::move(offenders)},
          {"forms", boost::json::object{{"plain", form(totals.plain_parts)},
                                        {"unicode", form(totals.unicode_parts)}}}};
}

boost::json::object fit(const plan::FitTotals& totals) {
  return {{"shortened", totals.shortened},
          {"other_template", totals.other_template},
          {"other_channel", totals.other_channel}};
}

boost::json::object by_channel(const plan::PlanBasis& basis, const plan::PlanSummary& summary,
                               const boost::json::object& forecast) {
  boost::json::object out;
  const boost::json::value* forecasts = forecast.at("forecast").as_object().if_contains("channels");
  for (std::size_t at = 0; at < basis.channels.size(); ++at) {
    const plan::ChannelTotals& totals = summary.all().channels[at];
    if (totals.messages == 0) continue;
    const std::string& name = basis.channels[at].name;
    boost::json::object one;
    if (forecasts != nullptr && forecasts->as_object().contains(name)) {
      const boost::json::object& found = forecasts->as_object().at(name).as_object();
      for (const char* key : {"finishes_at", "fits", "shortfall"}) one[key] = found.at(key);
    }
    one["messages"] = totals.messages;
    one["parts"] = totals.parts;
    one["cost"] = totals.cost;
    if (basis.channels[at].is_sms()) one["sms"] = sms(summary.sms()[at], basis.channels[at].price);
    if (basis.channels[at].form == templates::MessageForm::zalo) one["template"] = fit(summary.fits()[at]);
    out[name] = std::move(one);
  }
  return out;
}

boost::json::object left_out(const plan::PlanSummary& summary) {
  boost::json::object out;
  for (const auto& [reason, customers] : summary.left_out())
    out[domain::to_string(reason)] = boost::json::array(customers.begin(), customers.end());
  return out;
}

}  // namespace

boost::json::array law_document(const std::vector<plan::LawFinding>& law) {
  boost::json::array out;
  for (const plan::LawFinding& finding : law)
    out.push_back(boost::json::object{{"rule", finding.rule},
                                      {"file", finding.file},
                                      {"line", finding.line},
                                      {"message", finding.message}});
  return out;
}

boost::json::object plan_document(const plan::PlanBasis& basis, const plan::PlanSummary& summary,
                                  const boost::json::object& forecast,
                                  const std::vector<plan::LawFinding>& law) {
  boost::json::object out = forecast;
  boost::json::object cost{{"planned", summary.all().cost()}};
  if (const auto* expected = forecast.at("forecast").as_object().if_contains("cost"))
    cost["expected"] = *expected;
  out["cost"] = std::move(cost);
  out["all"] = group(basis, summary.all());
  out["channels"] = by_channel(basis, summary, forecast);
  boost::json::array routes;
  for (const auto& route : summary.routes()) routes.push_back(group(basis, route));
  out["routes"] = std::move(routes);
  boost::json::object units;
  for (const auto& [unit, totals] : summary.units()) units[unit] = group(basis, totals);
  out["units"] = std::move(units);
  boost::json::object segments;
  for (const auto& [segment, totals] : summary.segments()) segments[segment] = group(basis, totals);
  out["segments"] = std::move(segments);
  boost::json::object reasons;
  for (const auto& [reason, n] : summary.reasons()) reasons[domain::to_string(reason)] = n;
  out["reasons"] = std::move(reasons);
  boost::json::object missing;
  for (const auto& [column, n] : summary.missing_columns()) missing[column] = n;
  out["missing_columns"] = std::move(missing);
  out["left_out"] = left_out(summary);
  out["law"] = law_document(law);
  return out;
}

}  // namespace triand::app
