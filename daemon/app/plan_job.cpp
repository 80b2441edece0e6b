#include "daemon/app/plan_job.hpp"

#include <algorithm>
#include <future>
#include <memory>
#include <span>

#include <boost/json.hpp>

#include "daemon/app/campaign_class.hpp"
#include "daemon/app/pin_hash.hpp"
#include "daemon/app/plan_document.hpp"
#include "daemon/domain/advertising_log.hpp"
#include "daemon/plan/mean_price.hpp"
#include "daemon/plan/plan_summary.hpp"
#include "daemon/plan/planner.hpp"
#include "daemon/plan/suppression_lookup.hpp"
#include "daemon/store/canary.hpp"
#include "daemon/store/pinned_list.hpp"
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
  out.later = planned.rank > 0;
  for (const auto& delivery : planned.deliveries)
    out.deliveries.push_back({rows.at(basis.channels[delivery.channel].name), static_cast<int>(delivery.leg),
                              std::max(1, delivery.parts)});
  return out;
}

// What goes only after others, by the campaign's order: kept small until their turn comes.
class LaterDeliveries {
 public:
  explicit LaterDeliveries(std::size_t ranks) : by_rank_(ranks) {}

  void keep(std::size_t rank, const store::NewRecipient& recipient) {
    for (const store::NewDelivery& delivery : recipient.deliveries)
      by_rank_.at(rank - 1).push_back({.customer = recipient.customer,
                                       .unit = static_cast<std::uint16_t>(recipient.unit),
                                       .parts = static_cast<std::uint16_t>(delivery.parts),
                                       .channel = static_cast<std::uint8_t>(delivery.channel),
                                       .leg = static_cast<std::uint8_t>(delivery.leg),
                                       .alone = recipient.deliveries.size() == 1});
  }

  void write(const PlanJobWorld& world, std::int64_t campaign) const {
    if (by_rank_.empty()) return;
    close(world, campaign, 0);
    for (std::size_t rank = 0; rank < by_rank_.size(); ++rank) {
      std::span<const Kept> left(by_rank_[rank]);
      while (!left.empty()) {
        std::vector<store::LaterDelivery> piece;
        for (const Kept& one : left.first(std::min(left.size(), kBatch)))
          piece.push_back({one.customer, one.unit, {one.channel, one.leg, one.parts}, one.alone});
        world.writer.run([&](store::WriteSession& session) {
          store::add_deliveries(session, campaign, piece, world.now());
        });
        left = left.subspan(piece.size());
      }
      close(world, campaign, static_cast<int>(rank) + 1);
    }
  }

 private:
  struct Kept {
    std::int64_t customer;
    std::uint16_t unit;
    std::uint16_t parts;
    std::uint8_t channel;
    std::uint8_t leg;
    bool alone;
  };
  static_assert(sizeof(Kept) == 16);

  static void close(const PlanJobWorld& world, std::int64_t campaign, int rank) {
    world.writer.run([&](store::WriteSession& session) { store::close_rank(session, campaign, rank); });
  }

  std::vector<std::vector<Kept>> by_rank_;  // the ranks after the first
};

store::NewCanary canary_of(const PlanJobWorld& world, const CampaignDraft& draft) {
  const domain::Canary& canary = *draft.basis.campaign.canary;
  store::NewCanary out{.size = canary.size,
                       .stop_above = canary.stop_above,
                       .wait = canary.wait,
                       .answers = {},
                       .receipts = {}};
  for (const ChannelSettings& channel : world.settings.channels) {
    // A batch of letters answers when it is closed.
    if (channel.channel->holds() > 0) continue;
    const std::int64_t row = world.rows.at(channel.facts.name);
    out.answers.insert(row);
    if (channel.lane.receipts_expected && receipts_can_come(world.settings, channel))
      out.receipts.insert(row);
  }
  return out;
}

std::string hash_of_text(const std::string& text) {
  PinHash hash;
  hash.add(text);
  return hash.hex();
}

// Whoever got three within 24 hours waits, which the lanes see to by telephone and mailbox. With so many campaigns open
// somebody should know.
void tell_three_a_day(CampaignDraft& draft, const std::vector<store::CampaignRow>& campaigns) {
  if (draft.basis.campaign.kind != domain::Campaign::Class::advertising) return;
  std::string others;
  std::size_t count = 0;
  for (const store::CampaignRow& other : campaigns) {
    const bool near = other.opens_at < draft.window.closes_at() + domain::AdvertisingLog::kDay &&
                      draft.window.opens_at() < other.closes_at + domain::AdvertisingLog::kDay;
    if (other.name == draft.id || other.state == "cancelled" || !near || !is_advertising(other)) continue;
    others += (others.empty() ? "" : ", ") + other.name;
    ++count;
  }
  if (count < domain::AdvertisingLog::kMostADay) return;
  draft.law.push_back(
      {"decree-91-2020/13-three-a-day",
       false,
       {},
       0,
       "window",
       others + " are open within a day of this one: who has got three advertisements within 24 hours "
                "waits, and what waits when the window closes expires"});
}

}  // namespace

server::JobResult plan_campaign(const PlanJobWorld& world, store::Reader& reader, const std::string& file,
                                const std::string& text, const server::Caller& caller,
                                server::Progress& progress) {
  config::Problems problems;
  bool window_past = false;
  auto draft = draft_campaign(text, file, world.settings, world.rows, reader.extra_columns(), world.now(),
                              world.ask_template, problems, window_past);
  if (!problems.empty()) return refuse(problems);
  if (!draft)
    return server::ApiError{
        .exit = 6,
        .error = "window-past",
        .message = "the campaign's window is wholly past",
        .hint = "give its days as month and day, for every year, or the days of a coming window"};
  tell_three_a_day(*draft, reader.campaigns());
  store::NewPlan header{.name = draft->id,
                        .file = file,
                        .source = text,
                        .opens_at = draft->window.opens_at(),
                        .closes_at = draft->window.closes_at(),
                        .window_text = window_text(draft->window),
                        .who = caller.name};
  const schedule::WallTime begun = world.now();
  const std::int64_t campaign = world.writer.run(
      [&](store::WriteSession& session) { return store::begin_plan(session, header, world.now()); });
  try {
    progress.set_total(reader.customer_count(), "customers");
    // What is over by the time the window opens keeps nobody from being thanked.
    const auto first_moment = std::max(world.now(), draft->window.opens_at());
    plan::Planner planner(draft->basis,
                          plan::suppression_lookup(world.suppressions, draft->basis, first_moment));
    plan::PlanSummary summary(draft->basis);
    plan::MeanPrice prices(draft->basis, reader.customer_count());
    LaterDeliveries later(draft->basis.campaign.order.size());
    PinHash list;
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
        prices.add(customer.customer);
        batch.push_back(new_recipient(*planned, customer, draft->basis, world.rows));
        if (planned->rank > 0) later.keep(planned->rank, batch.back());
        list.add(customer.customer.code);
        list.add(customer.version);
        if (batch.size() == kBatch) flush();
      }
      return !progress.stopping();
    });
    if (progress.stopping()) throw std::runtime_error("the service is stopping; plan again when it is back");
    flush();
    written.get();
    later.write(world, campaign);
    auto document = plan_document(
        draft->basis, summary,
        world.forecasts.of_plan(*draft, summary, prices.of(summary), reader, world.now()), draft->law);
    std::vector<store::PinnedMessage> pinned = draft->messages;
    pinned.push_back(settings_of(*draft));
    document["pinned"] = boost::json::object{{"campaign", hash_of_text(text)},
                                             {"messages", hash_of(draft->messages)},
                                             {"settings", hash_of_text(pinned.back().text)},
                                             {"list", list.hex()}};
    const std::string text_of_plan = boost::json::serialize(document);
    world.writer.run([&](store::WriteSession& session) {
      store::pin_messages(session, campaign, pinned);
      store::pin_list(session, campaign, begun);
      if (draft->basis.campaign.canary) store::put_canary(session, campaign, canary_of(world, *draft));
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
