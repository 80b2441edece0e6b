#include "daemon/app/campaign_desk.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "daemon/app/plan_document.hpp"
#include "daemon/app/plan_job.hpp"
#include "daemon/app/preview_document.hpp"
#include "daemon/plan/preview.hpp"
#include "daemon/store/channel_writer.hpp"

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

}  // namespace

server::Answer CampaignDesk::check(const std::string& file, const std::string& text,
                                   schedule::WallTime now) const {
  config::Problems problems;
  bool past = false;
  const auto draft =
      draft_campaign(text, file, settings_, rows_, readers_.lend()->extra_columns(), now, problems, past);
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
                         .quota_used_today =
                             [this, clock](std::int64_t channel) {
                               const std::int64_t day =
                                   schedule::day_number(settings_.zone->local(clock()).day);
                               return writer_.run([&](store::WriteSession& session) {
                                 return store::quota_used(session, channel, day);
                               });
                             },
                         .gateway_quota = [this](const std::string& name) { return channels_.quota(name); }};
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
  const auto summary = boost::json::parse(row.summary);
  const auto& forecast = summary.as_object().at("forecast").as_object();
  if (!forecast.at("fits").as_bool())
    return fmt::format("{} messages do not fit into the window at the configured rates, hours and quotas",
                       forecast.at("shortfall").as_int64());
  const auto budget = shelf_.draft(*readers_.lend(), row)->basis.campaign.budget;
  if (budget && row.planned_cost > *budget)
    return fmt::format("the plan costs {} VND and the budget is {} VND: sending stops when it is spent",
                       row.planned_cost, *budget);
  return {};
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

std::optional<std::int64_t> CampaignDesk::next_channel(const store::DeliveryView& view) const {
  const auto from = readers_.lend();
  auto customer = from->customer(view.customer_id);
  if (!customer) return std::nullopt;
  store::FoundDelivery found;
  found.id = view.id;
  found.leg = view.leg;
  for (const auto& recipient : from->recipients_of(view.customer_id))
    if (recipient.campaign_id == view.campaign_id) found.route = recipient.route;
  found.customer = std::move(*customer);
  return shelf_.next_channel(found);
}

}  // namespace triand::app
