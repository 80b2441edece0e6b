#include <algorithm>
#include <filesystem>
#include <future>

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <boost/asio/post.hpp>
#include <boost/json.hpp>

#include "daemon/app/engine.hpp"
#include "daemon/app/import_job.hpp"
#include "daemon/app/plan_document.hpp"
#include "daemon/app/plan_job.hpp"
#include "daemon/domain/hold_reason.hpp"
#include "daemon/plan/preview.hpp"
#include "daemon/store/channel_writer.hpp"

// What the API asks of the running service.

namespace triand::app {

using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

constexpr auto kLongestWait = 10s;

std::string rate_text(const std::optional<schedule::Rate>& rate) {
  if (!rate) return {};
  const auto per = rate->per == 1s ? "s" : rate->per == 60s ? "min" : rate->per == 3600s ? "h" : "day";
  return fmt::format("{}/{}", rate->count, per);
}

boost::json::array problems_of(const config::Problems& problems) {
  boost::json::array out;
  for (const auto& problem : problems)
    out.push_back(
        {{"file", problem.file}, {"line", problem.line}, {"key", problem.key}, {"message", problem.message}});
  return out;
}

std::string coding_word(templates::SmsParts::Coding coding) {
  return coding == templates::SmsParts::Coding::gsm7 ? "gsm7" : "ucs2";
}

// A message that is data (Zalo) is shown as its parameters.
std::string shown_text(const templates::FilledMessage& message) {
  if (message.template_id.empty()) return message.text;
  std::string out = "template " + message.template_id;
  for (const auto& [name, value] : message.data) out += "\n" + name + ": " + value;
  return out;
}

server::DeliveryText delivery_text(const plan::Preview& preview, bool is_sms) {
  server::DeliveryText out;
  out.to = preview.address;
  out.subject = preview.composed.message.subject;
  out.text = shown_text(preview.composed.message);
  out.parts = std::max(1, preview.composed.sms.parts);
  if (is_sms) out.coding = coding_word(preview.composed.sms.coding);
  out.missing = preview.composed.message.missing;
  return out;
}

bool same_secret(const std::string& one, const std::string& other) {
  return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace

template <class Function>
auto Engine::on_network(Function function) {
  using Result = decltype(function());
  auto promise = std::make_shared<std::promise<Result>>();
  auto future = promise->get_future();
  asio::post(io_, [promise, function = std::move(function)]() mutable {
    try {
      promise->set_value(function());
    } catch (...) {
      promise->set_exception(std::current_exception());
    }
  });
  if (future.wait_for(kLongestWait) != std::future_status::ready)
    throw std::runtime_error("the service is too busy to answer; try again");
  return future.get();
}

server::ServiceNow Engine::service_now() const {
  server::ServiceNow out;
  out.version = TRIAND_VERSION;
  out.started_at = started_at_;
  out.database = settings_.database;
  out.adopted = adopted_;
  out.recording = writer_->recording();
  for (std::size_t at = 0; at < dispatcher_->lanes().size(); ++at) {
    const dispatch::Lane& lane = *dispatcher_->lanes()[at];
    const auto& channel = settings_.channels[at];
    server::ChannelNow now;
    now.name = channel.facts.name;
    now.kind = channel.facts.kind;
    now.rate = rate_text(channel.rate);
    now.in_flight = lane.in_flight();
    now.state = "running";
    const auto paused =
        std::find_if(orders_.pauses.begin(), orders_.pauses.end(), [&](const store::PauseRow& pause) {
          return pause.campaign == 0 && pause.channel == now.name && pause.unit.empty();
        });
    if (lane.stopped()) {
      now.state = "stopped";
      now.reason = domain::to_string(domain::HoldReason::channel_stopped);
      now.detail = domain::sentence(domain::HoldReason::channel_stopped);
    } else if (paused != orders_.pauses.end()) {
      now.state = "paused";
      now.reason = domain::to_string(domain::HoldReason::paused);
      now.detail = paused->reason;
    } else if (const std::string blocked = channel.channel->blocked(); !blocked.empty()) {
      now.state = "stopped";
      now.reason = blocked;
      now.detail = domain::sentence(blocked == "not_authorized" ? domain::HoldReason::not_authorized
                                                                : domain::HoldReason::channel_stopped);
    }
    for (const auto& hold : lane.holds()) {
      if (now.state == "running" && now.reason.empty() && hold.reason == domain::HoldReason::breaker_open) {
        now.state = "waiting";
        now.reason = domain::to_string(hold.reason);
        now.detail = domain::sentence(hold.reason);
      }
      out.holds.push_back({hold.campaign, hold.channel, "", std::string(domain::to_string(hold.reason)),
                           std::string(domain::sentence(hold.reason)), hold.expected});
    }
    out.channels.push_back(std::move(now));
  }
  return out;
}

server::ApiWorld Engine::api_world() {
  const auto clock = [] { return std::chrono::system_clock::now(); };
  const std::string spool = settings_.database + ".spool";
  const auto channel_named = [this](const std::string& name) -> ChannelSettings* {
    for (auto& channel : settings_.channels)
      if (channel.facts.name == name) return &channel;
    return nullptr;
  };
  const auto draft_of = [this](store::Reader& from, const store::CampaignRow& row) {
    return pinned_campaign(row, from.messages(row.id), settings_, rows_, from.extra_columns());
  };
  const auto letter_channel = [this]() -> ChannelSettings* {
    for (auto& channel : settings_.channels)
      if (channel.channel->holds() > 0) return &channel;
    return nullptr;
  };
  server::ApiWorld world{.writer = *writer_, .jobs = *jobs_, .zone = *settings_.zone, .spool = spool};
  world.now = clock;
  world.reader = [this] { return reader(); };
  world.service = [this] { return on_network([this] { return service_now(); }); };
  world.changed = [this] { refresh(); };
  world.check_campaign = [this, clock](const std::string& file, const std::string& text) -> server::Answer {
    config::Problems problems;
    bool past = false;
    (void)draft_campaign(text, file, settings_, rows_, reader()->extra_columns(), clock(), problems, past);
    return boost::json::object{{"schema", "triand.check/v1"}, {"problems", problems_of(problems)}};
  };
  world.plan_campaign = [this, clock](const std::string& file, const std::string& text,
                                      const server::Caller& caller, server::Progress& progress) {
    const PlanJobWorld job{.settings = settings_,
                           .rows = rows_,
                           .writer = *writer_,
                           .now = clock,
                           .quota_used_today = [this, clock](std::int64_t channel) {
                             const std::int64_t day =
                                 schedule::day_number(settings_.zone->local(clock()).day);
                             return writer_->run([&](store::WriteSession& session) {
                               return store::quota_used(session, channel, day);
                             });
                           }};
    const auto from = reader();
    return plan_campaign(job, *from, file, text, caller, progress);
  };
  world.preview = [this, draft_of](const std::string& campaign, const std::string& customer,
                                   const std::string& channel) -> server::Answer {
    const auto from = reader();
    const auto row = from->campaign(campaign);
    if (!row)
      return server::ApiError{5, "not-found", "there is no campaign " + campaign,
                              "`trianctl campaign status` lists them"};
    const CampaignDraft draft = draft_of(*from, *row);
    std::optional<store::StoredCustomer> who;
    if (!customer.empty()) {
      who = from->customer(customer);
      if (!who)
        return server::ApiError{5, "not-found", "there is no customer " + customer, "give a customer code"};
    } else {
      from->for_each_customer([&](const store::StoredCustomer& one) {
        who = one;
        return false;
      });
      if (!who) return server::ApiError{5, "not-found", "there are no customers yet", "load a list first"};
    }
    if (!channel.empty() && !draft.basis.channel(channel))
      return server::ApiError{5, "not-found", "there is no channel " + channel,
                              "`trianctl channels list` lists them"};
    boost::json::array messages;
    const auto one_channel = channel.empty() ? std::nullopt : std::optional<std::string_view>(channel);
    for (const auto& preview : plan::preview(draft.basis, who->customer, one_channel)) {
      const bool is_sms = draft.basis.channels[*draft.basis.channel(preview.channel)].is_sms();
      const auto text = delivery_text(preview, is_sms);
      boost::json::object one{{"channel", preview.channel}, {"to", text.to},       {"subject", text.subject},
                              {"text", text.text},          {"parts", text.parts}, {"coding", text.coding}};
      if (!text.missing.empty()) one["missing"] = text.missing;
      messages.push_back(std::move(one));
    }
    return boost::json::object{{"schema", "triand.preview/v1"},
                               {"campaign", campaign},
                               {"customer_code", who->customer.code},
                               {"messages", std::move(messages)}};
  };
  world.shortfall = [](const store::CampaignRow& row) -> std::string {
    const auto summary = boost::json::parse(row.summary);
    const auto& forecast = summary.as_object().at("forecast").as_object();
    if (forecast.at("fits").as_bool()) return {};
    return fmt::format("{} messages do not fit into the window at the configured rates, hours and quotas",
                       forecast.at("shortfall").as_int64());
  };
  world.needs_two_persons = [this, draft_of](const store::CampaignRow& row) {
    const auto from = reader();
    return draft_of(*from, row).basis.campaign.approval == domain::Campaign::Approval::two_person;
  };
  world.text_of = [this, draft_of](const store::DeliveryView& view) -> std::optional<server::DeliveryText> {
    const auto from = reader();
    const auto row = from->campaign(view.campaign);
    const auto customer = from->customer(view.customer_id, view.customer_version);
    if (!row || !customer) return std::nullopt;
    const CampaignDraft draft = draft_of(*from, *row);
    const auto at = draft.basis.channel(view.channel);
    if (!at || draft.basis.messages[*at].empty()) return std::nullopt;
    const auto previews = plan::preview(draft.basis, customer->customer, view.channel);
    if (previews.empty()) return std::nullopt;
    return delivery_text(previews.front(), draft.basis.channels[*at].is_sms());
  };
  world.next_channel = [this](const store::DeliveryView& view) -> std::optional<std::int64_t> {
    const auto from = reader();
    auto customer = from->customer(view.customer_id);
    if (!customer) return std::nullopt;
    store::FoundDelivery found;
    found.id = view.id;
    found.leg = view.leg;
    for (const auto& recipient : from->recipients_of(view.customer_id))
      if (recipient.campaign_id == view.campaign_id) found.route = recipient.route;
    found.customer = std::move(*customer);
    return shelf_->next_channel(found);
  };
  world.import_customers = [this, clock, spool](const std::string& path, const std::string& file,
                                                const std::string& unit, bool dry_run,
                                                const server::Caller& caller, server::Progress& progress) {
    const ImportJobWorld job{
        .settings = settings_, .writer = *writer_, .rejects_folder = spool, .now = clock};
    return import_customers(job, {.path = path, .file = file, .unit = unit, .dry_run = dry_run}, caller,
                            progress);
  };
  world.rejects_file = [spool](const std::string& import) -> std::optional<std::string> {
    if (import.empty() || import.find_first_not_of("0123456789dryun-") != std::string::npos)
      return std::nullopt;
    std::string path = rejects_path(spool, import);
    if (!std::filesystem::exists(path)) return std::nullopt;
    return path;
  };
  world.authorize = [this, channel_named](const std::string& name, const std::string& json) -> std::string {
    auto* channel = channel_named(name);
    if (channel == nullptr) return "there is no channel " + name;
    auto saved = std::make_shared<std::promise<void>>();
    auto durable = saved->get_future();
    const std::string wrong = on_network([channel, json, saved] {
      return channel->channel->authorize(json, [saved] { saved->set_value(); });
    });
    if (!wrong.empty()) return wrong;
    // What is said to be authorized must survive a crash.
    if (durable.wait_for(kLongestWait) != std::future_status::ready)
      return "the tokens could not be written yet";
    refresh();
    return {};
  };
  world.send_test = [this, channel_named](const std::string& name, const std::string& to) -> server::Answer {
    auto* channel = channel_named(name);
    if (channel == nullptr) return server::ApiError{5, "not-found", "there is no channel " + name, ""};
    auto promise = std::make_shared<std::promise<channels::Outcome>>();
    auto future = promise->get_future();
    channels::Envelope envelope;
    envelope.reference = "TEST" + std::to_string(std::chrono::system_clock::now().time_since_epoch() /
                                                 std::chrono::milliseconds(1));
    envelope.to = to;
    envelope.text = "triand: thu kenh " + name;
    envelope.subject = "triand: thu kenh " + name;
    envelope.language = "vi";
    envelope.test = true;
    on_network([channel, envelope, promise] {
      channel->channel->send(
          envelope, [promise](channels::Outcome outcome) { promise->set_value(std::move(outcome)); });
      return true;
    });
    if (future.wait_for(60s) != std::future_status::ready)
      return server::ApiError{1, "no-answer", "the gateway has not answered within a minute",
                              "look at its state"};
    const channels::Outcome outcome = future.get();
    const bool accepted = outcome.verdict == channels::Verdict::accepted;
    if (!accepted)
      return server::ApiError{
          1, "not-accepted",
          fmt::format("the gateway did not take it: {} {} {}", outcome.reason, outcome.code, outcome.detail),
          "check account, sender and address"};
    return boost::json::object{{"schema", "triand.test/v1"},
                               {"channel", name},
                               {"reference", envelope.reference},
                               {"outcome", "accepted"},
                               {"provider_id", outcome.provider_id}};
  };
  world.letters = [this, letter_channel] {
    return on_network([letter_channel] {
      auto* channel = letter_channel();
      return channel == nullptr ? std::vector<channels::BatchInfo>() : channel->channel->batches();
    });
  };
  world.release_letters = [this, letter_channel](const std::string& batch) -> std::string {
    return on_network([letter_channel, batch]() -> std::string {
      auto* channel = letter_channel();
      if (channel == nullptr) return "there is no channel of letters";
      for (const auto& one : channel->channel->batches())
        if (one.name == batch) {
          if (one.state == "open") channel->channel->release(batch);
          return {};
        }
      return "there is no batch " + batch;
    });
  };
  return world;
}

void Engine::add_webhooks() {
  for (const char* method : {"GET", "POST"}) {
    server::Route signed_route;
    signed_route.method = method;
    signed_route.pattern = "/webhooks/{channel}";
    signed_route.open = server::Open::everywhere;
    signed_route.later = [this](const server::Request& request, server::Reply reply) {
      webhook(request, "", std::move(reply));
    };
    router_.add(std::move(signed_route));
    server::Route secret_route;
    secret_route.method = method;
    secret_route.pattern = "/webhooks/{channel}/{secret}";
    secret_route.open = server::Open::everywhere;
    secret_route.later = [this](const server::Request& request, server::Reply reply) {
      webhook(request, request.parameter("secret"), std::move(reply));
    };
    router_.add(std::move(secret_route));
  }
}

void Engine::webhook(const server::Request& request, const std::string& secret, server::Reply reply) {
  const auto refuse = [&](unsigned status, const char* why) {
    reply(server::Response::error({.exit = status == 404   ? 5
                                           : status == 403 ? 4
                                                           : 2,
                                   .error = "webhook",
                                   .message = why,
                                   .hint = ""},
                                  status));
  };
  const ChannelSettings* channel = nullptr;
  for (const auto& one : settings_.channels)
    if (one.facts.name == request.parameter("channel")) channel = &one;
  if (channel == nullptr) return refuse(404, "there is no such channel");
  // A gateway that cannot sign proves itself by the secret in the address, and only by it.
  const bool proven =
      !channel->webhook_secret.empty() && same_secret(secret, channel->webhook_secret.reveal());
  if (!proven && (!secret.empty() || !channel->channel->signs_receipts())) {
    desk_->count_forged();
    log_.warning("receipt_refused",
                 "a receipt for channel " + channel->facts.name + " did not prove where it came from");
    return refuse(403, "this is not the address of the channel's receipts");
  }
  channels::WebhookRequest hook{request.method, request.query_text, request.body, request.headers};
  channels::WebhookResult result = channel->channel->receive(hook);
  if (!result.authentic) {
    desk_->count_forged();
    log_.warning("receipt_refused",
                 "a receipt for channel " + channel->facts.name + " had no valid signature");
    return refuse(403, "the signature is not valid");
  }
  if (!result.fault.empty()) {
    log_.warning("receipt_unreadable",
                 "a receipt for channel " + channel->facts.name + " could not be read: " + result.fault);
    return refuse(400, result.fault.c_str());
  }
  desk_->take(rows_.at(channel->facts.name), std::move(result.receipts), [reply](bool stored) {
    reply(stored ? server::Response::text("ok")
                 : server::Response::error(
                       {.exit = 7, .error = "not-stored", .message = "try again later", .hint = ""}));
  });
}

}  // namespace triand::app
