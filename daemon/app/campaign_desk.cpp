#include "daemon/app/campaign_desk.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "daemon/app/late_rules.hpp"
#include "daemon/app/pin_hash.hpp"
#include "daemon/app/plan_document.hpp"
#include "daemon/app/plan_job.hpp"
#include "daemon/app/preview_document.hpp"
#include "daemon/plan/preview.hpp"
#include "daemon/store/plan_writer.hpp"

namespace triand::app {
namespace {

server::ApiError not_found(std::string message, std::string hint) {
  return {5, "not-found", std::move(message), std::move(hint)};
}

boost::json::array problems_of(const config::Problems& problems) {
  boost::json::array out;
  for (const auto& problem : problems)
    out.push_back(
        {{"file", problem.file}, {"line", problem.line}, {"key", problem.key}, {"message", problem.message}});
  return out;
}

// "; sms needs 30/s; zalo needs a daily_quota of 50000": what would have to be changed.
std::string needs_of(const boost::json::object& forecast) {
  std::string out;
  for (const auto& channel : forecast.at("channels").as_object()) {
    const boost::json::value* needed = channel.value().as_object().if_contains("needed");
    if (needed == nullptr || !needed->is_object()) continue;
    out += "; ";
    out += channel.key();
    if (const auto* rate = needed->as_object().if_contains("rate"))
      out.append(" needs a rate of ").append(rate->as_string());
    if (const auto* quota = needed->as_object().if_contains("daily_quota"))
      out += (needed->as_object().contains("rate") ? " and" : " needs") +
             fmt::format(" a daily_quota of {}", quota->as_int64());
    if (const auto* others = channel.value().as_object().if_contains("shared_with"))
      out += fmt::format(" (the channel is shared with {} messages of other campaigns)", others->as_int64());
  }
  return out;
}

bool import_changed_something(const store::ImportRow& import) {
  boost::json::error_code error;
  const boost::json::value report = boost::json::parse(import.report, error);
  if (error || !report.is_object()) return true;
  const auto* taken = report.as_object().if_contains("taken");
  const auto* unchanged = report.as_object().if_contains("unchanged");
  return taken == nullptr || unchanged == nullptr || *taken != *unchanged;
}

}  // namespace

AskTemplate CampaignDesk::ask_template() const {
  return [this](const std::string& channel, const std::string& id) {
    return channels_.template_rules(channel, id);
  };
}

server::Answer CampaignDesk::check(const std::string& file, const std::string& text,
                                   schedule::WallTime now) const {
  config::Problems problems;
  bool past = false;
  const auto draft = draft_campaign(text, file, settings_, rows_, readers_.lend()->extra_columns(), now,
                                    ask_template(), problems, past);
  return boost::json::object{{"schema", "triand.check/v1"},
                             {"problems", problems_of(problems)},
                             {"warnings", draft ? law_document(draft->law) : boost::json::array()}};
}

server::JobResult CampaignDesk::plan(const std::string& file, const std::string& text,
                                     const server::Caller& caller, server::Progress& progress) const {
  const auto clock = [] { return std::chrono::system_clock::now(); };
  const PlanJobWorld job{.settings = settings_,
                         .rows = rows_,
                         .writer = writer_,
                         .suppressions = suppressions_,
                         .now = clock,
                         .forecasts = forecasts_,
                         .ask_template = ask_template()};
  const auto from = readers_.lend();
  return plan_campaign(job, *from, file, text, caller, progress);
}

server::Answer CampaignDesk::preview(const std::string& campaign, const std::string& customer,
                                     const std::string& channel) const {
  const auto from = readers_.lend();
  const auto row = from->campaign(campaign);
  if (!row) return not_found("there is no campaign " + campaign, "`trianctl campaign status` lists them");
  const auto draft = shelf_.draft(*from, *row);
  const auto who = example_customer(*from, customer);
  if (const auto* error = std::get_if<server::ApiError>(&who)) return *error;
  const auto& found = std::get<store::StoredCustomer>(who).customer;
  if (!channel.empty() && !draft->basis.channel(channel))
    return not_found("there is no channel " + channel, "`trianctl channels list` lists them");
  boost::json::array messages;
  const auto one_channel = channel.empty() ? std::nullopt : std::optional<std::string_view>(channel);
  for (const auto& preview : plan::preview(draft->basis, found, one_channel))
    messages.push_back(preview_message(draft->basis, preview));
  return boost::json::object{{"schema", "triand.preview/v1"},
                             {"campaign", campaign},
                             {"customer_code", found.code},
                             {"messages", std::move(messages)}};
}

std::string CampaignDesk::shortfall(const store::CampaignRow& row) const {
  const auto quotas = forecasts_.gateway_quotas();
  const auto from = readers_.lend();
  const auto forecast = forecasts_.of_campaign(row, *from, quotas, std::chrono::system_clock::now(), true);
  if (!forecast.at("fits").as_bool())
    return fmt::format("{} messages do not fit into the window at the configured rates, hours and quotas{}",
                       forecast.at("shortfall").as_int64(), needs_of(forecast));
  const auto budget = shelf_.draft(*from, row)->basis.campaign.budget;
  const boost::json::value* expected = forecast.if_contains("cost");
  const std::int64_t with_fallbacks = expected != nullptr ? expected->as_int64() : 0;
  if (budget && std::max(row.planned_cost, with_fallbacks) > *budget)
    return fmt::format("the plan costs {} VND{} and the budget is {} VND: sending stops when it is spent",
                       row.planned_cost,
                       with_fallbacks > row.planned_cost
                           ? fmt::format(", {} VND with the fallbacks that are expected,", with_fallbacks)
                           : "",
                       *budget);
  return {};
}

std::optional<server::ApiError> CampaignDesk::ask_late(const store::CampaignRow& row) const {
  const auto draft = shelf_.draft(*readers_.lend(), row);
  const LateRules late = app::ask_late(*draft, rows_, ask_template());
  if (!late.fault.empty())
    return server::ApiError{8, "unchecked-template",
                            "campaign " + row.name + " cannot be sent as it was planned: " + late.fault,
                            late.remedy};
  if (late.found.empty()) return std::nullopt;
  writer_.run([&](store::WriteSession& session) { store::pin_messages(session, row.id, late.found); });
  shelf_.forget(row.id);
  return std::nullopt;
}

bool CampaignDesk::needs_two_persons(const store::CampaignRow& row) const {
  const auto draft = shelf_.draft(*readers_.lend(), row);
  return draft->basis.campaign.approval == domain::Campaign::Approval::two_person;
}

std::optional<server::DeliveryText> CampaignDesk::text_of(const store::DeliveryView& view) const {
  const auto from = readers_.lend();
  const auto row = from->campaign(view.campaign);
  const auto customer = from->customer(view.customer_id, view.customer_version);
  if (!row || !customer) return std::nullopt;
  const auto draft = shelf_.draft(*from, *row);
  const auto at = draft->basis.channel(view.channel);
  if (!at || draft->basis.messages[*at].empty()) return std::nullopt;
  const auto previews = plan::preview(draft->basis, customer->customer, view.channel);
  if (previews.empty()) return std::nullopt;
  return delivery_text(draft->basis, previews.front());
}

std::int64_t CampaignDesk::cost_of(std::int64_t delivery, std::int64_t customer) const {
  const store::QueueKey queue = store::queue_of(delivery);
  const auto from = readers_.lend();
  const auto who = from->customer(customer);
  if (!who) return 0;
  for (const store::CampaignRow& row : from->campaigns()) {
    if (row.id != queue.campaign) continue;
    const auto draft = shelf_.draft(*from, row);
    for (const auto& [name, channel] : rows_) {
      if (channel != queue.channel) continue;
      const auto previews = plan::preview(draft->basis, who->customer, name);
      return previews.empty() ? 0 : previews.front().composed.cost;
    }
  }
  return 0;
}

std::vector<std::string> CampaignDesk::changed_since(const store::CampaignRow& row) const {
  std::vector<std::string> out;
  const auto from = readers_.lend();
  config::Problems problems;
  bool past = false;
  const auto now = draft_campaign(row.source, row.file, settings_, rows_, from->extra_columns(), row.opens_at,
                                  nullptr, problems, past);
  const auto then = from->messages(row.id);
  if (!now || hash_of(now->messages) != hash_of(files_of(then))) out.emplace_back("messages");
  const auto settings_then = pinned_settings(then);
  if (now && settings_then && settings_of(*now).text != *settings_then) out.emplace_back("settings");
  const store::TimePoint pinned = from->list_pinned_at(row.id).value_or(row.planned_at);
  constexpr int kRecent = 50;
  for (const store::ImportRow& import : from->imports(kRecent))
    if (import.finished_at > pinned && import_changed_something(import)) {
      out.emplace_back("list");
      break;
    }
  return out;
}

std::optional<std::int64_t> CampaignDesk::next_channel(const store::DeliveryView& view) const {
  const auto from = readers_.lend();
  auto customer = from->customer(view.customer_id);
  if (!customer) return std::nullopt;
  store::RoutedDelivery found;
  found.id = view.id;
  found.leg = view.leg;
  for (const auto& recipient : from->recipients_of(view.customer_id))
    if (recipient.campaign_id == view.campaign_id) found.route = recipient.route;
  found.customer = std::move(*customer);
  return shelf_.next_channel(found);
}

}  // namespace triand::app
