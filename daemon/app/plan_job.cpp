#include "daemon/app/plan_job.hpp"

#include <algorithm>
#include <future>
#include <memory>

#include <boost/json.hpp>

#include "daemon/app/plan_document.hpp"
#include "daemon/plan/forecast.hpp"
#include "daemon/plan/plan_summary.hpp"
#include "daemon/plan/planner.hpp"
#include "daemon/plan/suppression_lookup.hpp"
#include "daemon/store/store_error.hpp"

namespace triand::app {
namespace {

constexpr std::size_t kBatch = 5000;

server::ApiError refuse(const config::Problems& problems) {
  std::string all;
  for (const auto& problem : problems) all += (all.empty() ? "" : "\n") + problem.to_string();
  return {.exit = 2, .error = "invalid-campaign", .message = all, .hint = "correct the file and plan again"};
}

store::NewRecipient new_recipient(const plan::PlannedRecipient& planned,
                                  const store::StoredCustomer& customer, const plan::PlanBasis& basis,
                                  const ChannelRows& rows) {
  store::NewRecipient out;
  out.customer = customer.customer.id;
  out.unit = customer.unit;
  out.route = planned.route ? static_cast<int>(*planned.route) : -1;
  out.bucket = planned.bucket;
  out.reason = planned.reason;
  out.detail = planned.detail;
  for (const auto& delivery : planned.deliveries)
    out.deliveries.push_back({rows.at(basis.channels[delivery.channel].name), static_cast<int>(delivery.leg),
                              std::max(1, delivery.parts)});
  return out;
}

// Of our own quota and the gateway's the smaller one counts, of a day and of what is left of today.
void limit_by_gateway(plan::ChannelWork& work, const channels::GatewayQuota& quota, schedule::WallTime now) {
  std::int64_t left = channels::left_at(quota, now);
  if (work.daily_quota) left = std::min(left, *work.daily_quota - work.used_today);
  work.daily_quota = std::min(work.daily_quota.value_or(quota.limit), quota.limit);
  work.used_today = std::max<std::int64_t>(*work.daily_quota - left, 0);
}

std::vector<plan::Forecast> forecast(const PlanJobWorld& world, const CampaignDraft& draft,
                                     const plan::PlanSummary& summary) {
  std::vector<plan::Forecast> out;
  for (std::size_t at = 0; at < draft.basis.channels.size(); ++at) {
    const auto& lane = world.settings.channels[at].lane;
    plan::ChannelWork work;
    work.messages = summary.all().channels[at].messages;
    work.hours = lane.hours;
    work.rate = lane.rate;
    work.daily_quota = lane.daily_quota;
    work.used_today = lane.daily_quota ? world.quota_used_today(world.rows.at(lane.name)) : 0;
    if (const auto quota = world.gateway_quota(lane.name)) limit_by_gateway(work, *quota, world.now());
    out.push_back(plan::forecast_channel(draft.window, *world.settings.zone, world.now(),
                                         draft.basis.campaign.pace, work));
  }
  return out;
}

// Each advertising campaign reaches a telephone once at most. With no more than three of them open within any 24 hours
// nobody gets a fourth.
std::optional<server::ApiError> three_a_day(const CampaignDraft& draft,
                                            const std::vector<store::CampaignRow>& campaigns) {
  constexpr std::chrono::hours kDay(24);
  if (draft.basis.campaign.kind != domain::Campaign::Class::advertising) return std::nullopt;
  std::vector<std::string> others;
  for (const store::CampaignRow& other : campaigns) {
    const bool near =
        other.opens_at < draft.window.closes_at() + kDay && draft.window.opens_at() < other.closes_at + kDay;
    if (other.name == draft.id || other.state == "cancelled" || !near) continue;
    config::Problems ignored;
    config::Block block = config::Block::parse(other.source, other.file, ignored);
    if (block.text("class", "") == "advertising") others.push_back(other.name);
  }
  if (static_cast<int>(others.size()) < plan::kMostAdvertisingADay) return std::nullopt;
  std::string names;
  for (const std::string& name : others) names += (names.empty() ? "" : ", ") + name;
  return server::ApiError{
      .exit = 8,
      .error = "three-a-day",
      .message = "a customer could get more than three advertisements within 24 hours: " + names +
                 " are open within a day of this one (decree-91-2020/13-three-a-day)",
      .hint = "choose another window, or cancel one of them"};
}

}  // namespace

server::JobResult plan_campaign(const PlanJobWorld& world, store::Reader& reader, const std::string& file,
                                const std::string& text, const server::Caller& caller,
                                server::Progress& progress) {
  config::Problems problems;
  bool window_past = false;
  auto draft = draft_campaign(text, file, world.settings, world.rows, reader.extra_columns(), world.now(),
                              problems, window_past);
  if (!problems.empty()) return refuse(problems);
  if (!draft)
    return server::ApiError{
        .exit = 6,
        .error = "window-past",
        .message = "the campaign's window is wholly past",
        .hint = "give its days as month and day, for every year, or the days of a coming window"};
  if (const auto refusal = three_a_day(*draft, reader.campaigns())) return *refusal;
  store::NewPlan header{.name = draft->id,
                        .file = file,
                        .source = text,
                        .opens_at = draft->window.opens_at(),
                        .closes_at = draft->window.closes_at(),
                        .window_text = window_text(draft->window),
                        .who = caller.name};
  const std::int64_t campaign = world.writer.run(
      [&](store::WriteSession& session) { return store::begin_plan(session, header, world.now()); });
  try {
    progress.set_total(reader.customer_count(), "customers");
    // What is over by the time the window opens keeps nobody from being thanked.
    const auto first_moment = std::max(world.now(), draft->window.opens_at());
    plan::Planner planner(draft->basis,
                          plan::suppression_lookup(world.suppressions, draft->basis, first_moment));
    plan::PlanSummary summary(draft->basis);
    std::vector<store::NewRecipient> batch;
    std::future<void> written;  // of the batch before: this thread plans on meanwhile
    const auto flush = [&] {
      if (written.valid()) written.get();
      auto ready = std::make_shared<const std::vector<store::NewRecipient>>(std::move(batch));
      batch = {};
      batch.reserve(kBatch);
      written = world.writer.begin([campaign, ready, now = world.now()](store::WriteSession& session) {
        store::add_recipients(session, campaign, *ready, now);
      });
    };
    std::int64_t done = 0;
    reader.for_each_customer([&](const store::StoredCustomer& customer) {
      progress.set_done(++done);
      if (const auto planned = planner.plan(customer.customer)) {
        summary.add(customer.customer, *planned);
        batch.push_back(new_recipient(*planned, customer, draft->basis, world.rows));
        if (batch.size() == kBatch) flush();
      }
      return !progress.stopping();
    });
    if (progress.stopping()) throw std::runtime_error("the service is stopping; plan again when it is back");
    flush();
    written.get();
    const auto channels = forecast(world, *draft, summary);
    const auto document = plan_document(draft->basis, summary, channels, plan::together(channels),
                                        *world.settings.zone, draft->law);
    const std::string text_of_plan = boost::json::serialize(document);
    world.writer.run([&](store::WriteSession& session) {
      store::pin_messages(session, campaign, draft->messages);
      store::finish_plan(session, campaign, text_of_plan, summary.all().cost());
    });
  } catch (...) {
    world.writer.post([campaign](store::WriteSession& session) { store::drop_plan(session, campaign); },
                      [](std::exception_ptr) {});
    throw;
  }
  return boost::json::object{{"id", draft->id}};
}

}  // namespace triand::app
