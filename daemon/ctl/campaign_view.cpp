#include "daemon/ctl/campaign_view.hpp"

#include <algorithm>
#include <ostream>

#include "daemon/ctl/document.hpp"
#include "daemon/ctl/forecast_view.hpp"
#include "daemon/ctl/plan_view.hpp"
#include "daemon/ctl/table.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

using Side = Table::Side;

std::string hours_of(const boost::json::object& window) {
  return calm_time(text_at(window, "from")) + " to " + calm_time(text_at(window, "to")) + ", " +
         text_at(window, "hours");
}

std::string forecast_of(const boost::json::object& forecast) {
  if (forecast.empty()) return "none";
  const std::string finish = calm_time(text_at(forecast, "finishes_at"));
  if (flag_at(forecast, "fits")) return "finishes " + finish + ", fits its window";
  std::string late = "finishes " + finish + ", does NOT fit";
  // Whoever is limited to units is not told of the whole campaign.
  if (text_at(forecast, "shortfall").empty()) return late;
  return late + ": " + thousands(number_at(forecast, "shortfall")) + " would not be sent";
}

std::string cost_of(const boost::json::object& cost) {
  const std::string currency = text_at(cost, "currency");
  const std::string planned =
      text_at(cost, "planned").empty()
          ? std::string()
          : "planned " + thousands(number_at(cost, "planned")) + " " + currency + ", ";
  return planned + "spent " + thousands(number_at(cost, "spent")) + " " + currency +
         (cost.contains("expected")
              ? ", in the end about " + thousands(number_at(cost, "expected")) + " " + currency
              : std::string()) +
         (cost.contains("budget")
              ? ", left of the budget " + thousands(number_at(cost, "left")) + " " + currency
              : std::string());
}

std::string canary_of(const boost::json::object& canary) {
  return "the first " + thousands(number_at(canary, "size")) + ": " + text_at(canary, "state");
}

std::string changed_of(const boost::json::object& pinned) {
  std::string out;
  for (const auto& what : items_at(pinned, "changed_since"))
    if (what.is_string()) out.append(out.empty() ? "" : ", ").append(what.get_string());
  return out.empty() ? out : out + " (what was approved is sent; approve again for the new list)";
}

void print_pauses(Session& session, const boost::json::array& pauses) {
  if (pauses.empty()) return;
  session.out() << "\nPaused\n";
  Table table({{""}, {""}, {""}, {""}, {""}}, "  ");
  for (const auto& item : pauses) {
    const auto& pause = as_object(item);
    const std::string channel = text_at(pause, "channel");
    const std::string unit = text_at(pause, "unit");
    table.add({channel.empty() ? "every channel" : channel, unit.empty() ? "every unit" : unit,
               text_at(pause, "who"), calm_time(text_at(pause, "at")), text_at(pause, "reason")});
  }
  table.print(session.out());
}

void print_buckets(Session& session, const boost::json::object& channels) {
  if (channels.empty()) return;
  std::vector<Table::Column> columns{{"CHANNEL"}};
  std::vector<std::string> keys;
  for (const auto& bucket : as_object(channels.begin()->value())) {
    keys.emplace_back(bucket.key());
    std::string title = words_of(keys.back());
    std::transform(title.begin(), title.end(), title.begin(), [](char c) { return std::toupper(c); });
    columns.push_back({title, Side::right});
  }
  Table table(std::move(columns), "  ");
  for (const auto& channel : channels) {
    std::vector<std::string> row{std::string(channel.key())};
    for (const std::string& key : keys) row.push_back(thousands(number_at(as_object(channel.value()), key)));
    table.add(std::move(row));
  }
  session.out() << '\n';
  table.print(session.out());
}

void print_holds(Session& session, const boost::json::array& holds) {
  if (holds.empty()) return;
  session.out() << "\nHeld\n";
  Table table({{""}, {""}, {""}, {""}}, "  ");
  for (const auto& item : holds) {
    const auto& hold = as_object(item);
    const std::string until = text_at(hold, "until");
    const std::string sentence = text_at(hold, "sentence");
    table.add({text_at(hold, "channel"), text_at(hold, "unit"),
               sentence.empty() ? words_of(text_at(hold, "reason")) : sentence,
               until.empty() ? "" : "until " + calm_time(until)});
  }
  table.print(session.out());
}

std::int64_t sum_of(const boost::json::object& recipients) {
  std::int64_t sum = 0;
  for (const auto& bucket : recipients) {
    if (bucket.key() != "total") sum += number_at(recipients, std::string_view(bucket.key()));
  }
  return sum;
}

std::int64_t settled(const boost::json::object& recipients) {
  return number_at(recipients, "total") - number_at(recipients, "pending");
}

}  // namespace

void print_campaign(Session& session, const boost::json::object& campaign) {
  std::ostream& out = session.out();
  out << harmless(text_at(campaign, "id")) << "  " << session.state(text_at(campaign, "state")) << '\n';
  Table facts({{""}, {""}}, "  ");
  facts.add({"window", hours_of(object_at(campaign, "window"))});
  facts.add({"forecast", forecast_of(object_at(campaign, "forecast"))});
  facts.add({"cost", cost_of(object_at(campaign, "cost"))});
  if (const auto plan = number_at(campaign, "plan_number");
      plan > 0 && text_at(campaign, "state") == "planned")
    facts.add({"plan", std::to_string(plan)});
  for (const char* key : {"planned_by", "approval"}) {
    if (const std::string text = text_at(campaign, key); !text.empty()) facts.add({words_of(key), text});
  }
  if (const auto& canary = object_at(campaign, "canary"); !canary.empty())
    facts.add({"canary", canary_of(canary)});
  if (const std::string changed = changed_of(object_at(campaign, "pinned")); !changed.empty())
    facts.add({"changed since", changed});
  facts.print(out);
  out << "\nRecipients\n";
  Table recipients({{""}, {"", Side::right}}, "  ");
  for (const auto& bucket : object_at(campaign, "recipients")) {
    recipients.add({words_of(std::string_view(bucket.key())), readable(bucket.value())});
  }
  recipients.print(out);
  print_buckets(session, object_at(campaign, "channels"));
  print_forecast(session, object_at(campaign, "forecast"));
  if (text_at(campaign, "state") == "planned") print_plan_report(session, object_at(campaign, "plan"));
  print_plan_forms(session, object_at(campaign, "plan"));
  print_pauses(session, items_at(campaign, "pauses"));
  print_holds(session, items_at(campaign, "holds"));
  print_law(session, items_at(object_at(campaign, "plan"), "law"));
}

void print_campaigns(Session& session, const boost::json::array& campaigns) {
  if (campaigns.empty()) {
    session.out() << "No campaigns.\n";
    return;
  }
  Table table({{"CAMPAIGN"},
               {"STATE"},
               {"FROM"},
               {"TO"},
               {"RECIPIENTS", Side::right},
               {"PENDING", Side::right},
               {"REACHED", Side::right},
               {"IN DOUBT", Side::right},
               {"FINISHES"}});
  for (const auto& item : campaigns) {
    const auto& campaign = as_object(item);
    const auto& window = object_at(campaign, "window");
    const auto& recipients = object_at(campaign, "recipients");
    table.add({text_at(campaign, "id"), text_at(campaign, "state"), text_at(window, "from"),
               text_at(window, "to"), thousands(number_at(recipients, "total")),
               thousands(number_at(recipients, "pending")), thousands(number_at(recipients, "reached")),
               thousands(number_at(recipients, "in_doubt")),
               calm_time(text_at(object_at(campaign, "forecast"), "finishes_at"))});
  }
  table.print(session.out());
}

std::string campaign_line(const boost::json::object& campaign) {
  const auto& recipients = object_at(campaign, "recipients");
  std::string line = harmless(text_at(campaign, "id")) + "  " + harmless(text_at(campaign, "state")) + "  " +
                     thousands(settled(recipients)) + " of " + thousands(number_at(recipients, "total"));
  for (const auto& bucket : recipients) {
    const std::string_view key(bucket.key());
    if (key == "total" || number_at(recipients, key) == 0) continue;
    line += "  " + words_of(key) + " " + thousands(number_at(recipients, key));
  }
  return line;
}

bool balances(const boost::json::object& campaign) {
  const auto& recipients = object_at(campaign, "recipients");
  return recipients.contains("total") && sum_of(recipients) == number_at(recipients, "total");
}

bool print_balance(Session& session, const boost::json::object& campaign) {
  const auto& recipients = object_at(campaign, "recipients");
  std::ostream& out = session.out();
  out << "Recipients of " << harmless(text_at(campaign, "id")) << ", " << harmless(text_at(campaign, "state"))
      << '\n';
  const std::string total = thousands(number_at(recipients, "total"));
  std::size_t width = width_of(total);
  for (const auto& bucket : recipients) width = std::max(width, width_of(readable(bucket.value())));
  Table table({{""}, {"", Side::right}}, "  ");
  for (const auto& bucket : recipients) {
    if (bucket.key() != "total") {
      table.add({words_of(std::string_view(bucket.key())), readable(bucket.value())});
    }
  }
  table.add({"", std::string(width, '-')});
  table.add({"total", total});
  table.print(out);
  const bool exact = balances(campaign);
  if (exact) {
    out << "the sum is exact\n";
  } else {
    out << "the sum is NOT exact: the buckets hold " << thousands(sum_of(recipients)) << '\n';
  }
  return exact;
}

}  // namespace triand::ctl
