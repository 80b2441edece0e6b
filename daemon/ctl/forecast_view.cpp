#include "daemon/ctl/forecast_view.hpp"

#include <cmath>
#include <ostream>

#include "daemon/ctl/document.hpp"
#include "daemon/ctl/table.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

using Side = Table::Side;

std::string finish_of(const boost::json::object& forecast) {
  if (!flag_at(forecast, "fits")) return thousands(number_at(forecast, "shortfall")) + " too many";
  const std::string finish = calm_time(text_at(forecast, "finishes_at"));
  return finish.empty() ? "nothing to send" : finish;
}

std::string needed(const boost::json::object& channel) {
  const boost::json::object& need = object_at(channel, "needed");
  std::string out = text_at(need, "rate").empty() ? "" : "rate " + text_at(need, "rate");
  if (const std::int64_t quota = number_at(need, "daily_quota"); quota > 0)
    out += (out.empty() ? "" : ", ") + ("daily_quota " + thousands(quota));
  return out;
}

std::string percent(const boost::json::object& shares, std::string_view key) {
  const boost::json::value* share = shares.if_contains(key);
  const double value = share != nullptr && share->is_number() ? share->to_number<double>() : 0;
  return thousands(std::llround(value * 100)) + "%";
}

std::string expected(const boost::json::object& channel) {
  const boost::json::object& shares = object_at(channel, "expected");
  const std::string from = text_at(shares, "from");
  if (from.empty()) return "that nothing fails";
  return percent(shares, "fails") + " fail, " + percent(shares, "no_receipt") + " without receipt, " +
         percent(shares, "tried_again") + " tried again (" + from + ")";
}

void print_group(Session& session, const char* title, const boost::json::object& groups) {
  if (groups.empty()) return;
  Table table({{title}, {"RECIPIENTS", Side::right}, {"WRITTEN TO", Side::right}, {"COST VND", Side::right}},
              "  ");
  for (const auto& item : groups) {
    const auto& group = as_object(item.value());
    const auto& recipients = object_at(group, "recipients");
    table.add({item.key().empty() ? "(none)" : std::string(item.key()),
               thousands(number_at(recipients, "total")), thousands(number_at(recipients, "pending")),
               thousands(number_at(group, "cost"))});
  }
  session.out() << '\n';
  table.print(session.out());
}

void print_channels(Session& session, const boost::json::object& channels) {
  if (channels.empty()) return;
  Table table({{"CHANNEL"}, {"MESSAGES", Side::right}, {"PARTS", Side::right}, {"COST VND", Side::right}},
              "  ");
  for (const auto& item : channels) {
    const auto& channel = as_object(item.value());
    table.add({std::string(item.key()), thousands(number_at(channel, "messages")),
               thousands(number_at(channel, "parts")), thousands(number_at(channel, "cost"))});
  }
  session.out() << '\n';
  table.print(session.out());
}

std::string why(const boost::json::object& example) {
  std::string out = text_at(example, "customer_code");
  if (const std::string twin = text_at(example, "duplicate_of"); !twin.empty()) out += " (as " + twin + ")";
  if (const std::string column = text_at(example, "column"); !column.empty()) out += " (" + column + ")";
  if (const std::string since = text_at(example, "since"); !since.empty())
    out += " (since " + calm_time(since) + ")";
  return out;
}

void print_left_out(Session& session, const boost::json::object& plan) {
  const auto& reasons = object_at(plan, "reasons");
  if (reasons.empty()) return;
  session.out() << "\nNot written to\n";
  Table table({{""}, {"", Side::right}, {""}}, "  ");
  for (const auto& reason : reasons) {
    std::string examples;
    for (const auto& item : items_at(object_at(plan, "left_out"), std::string_view(reason.key()))) {
      if (examples.size() > 60) break;
      examples += (examples.empty() ? "" : ", ") + why(as_object(item));
    }
    table.add({words_of(std::string_view(reason.key())), readable(reason.value()), examples});
  }
  table.print(session.out());
}

}  // namespace

void print_forecast(Session& session, const boost::json::object& forecast) {
  const auto& channels = object_at(forecast, "channels");
  if (channels.empty()) return;
  session.out() << "\nForecast\n";
  Table table({{"CHANNEL"}, {"MESSAGES", Side::right}, {"FINISHES"}, {"NEEDS"}, {"EXPECTED"}}, "  ");
  for (const auto& item : channels) {
    const auto& channel = as_object(item.value());
    table.add({std::string(item.key()), thousands(number_at(channel, "messages")), finish_of(channel),
               needed(channel), expected(channel)});
  }
  table.print(session.out());
  Table units({{"UNIT"}, {"FINISHES"}}, "  ");
  for (const auto& item : object_at(forecast, "units"))
    if (!flag_at(as_object(item.value()), "fits"))
      units.add(
          {item.key().empty() ? "(none)" : std::string(item.key()), finish_of(as_object(item.value()))});
  if (units.empty()) return;
  session.out() << '\n';
  units.print(session.out());
}

void print_plan_report(Session& session, const boost::json::object& plan) {
  print_channels(session, object_at(plan, "channels"));
  boost::json::object routes;
  for (const auto& route : items_at(plan, "routes"))
    routes["route " + std::to_string(routes.size() + 1)] = route;
  print_group(session, "ROUTE", routes);
  print_group(session, "UNIT", object_at(plan, "units"));
  print_group(session, "SEGMENT", object_at(plan, "segments"));
  print_left_out(session, plan);
}

}  // namespace triand::ctl
