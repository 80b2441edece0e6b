#include "daemon/app/engine.hpp"

#include <csignal>
#include <filesystem>
#include <future>

#include <fmt/format.h>
#include <systemd/sd-daemon.h>
#include <boost/asio/post.hpp>

#include "daemon/server/api/api.hpp"
#include "daemon/server/job_route.hpp"
#include "daemon/store/channel_writer.hpp"
#include "daemon/store/customer_writer.hpp"
#include "daemon/store/database.hpp"
#include "daemon/store/plan_writer.hpp"
#include "daemon/store/recovery.hpp"
#include "daemon/store/retry_shift.hpp"

namespace triand::app {

using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

constexpr auto kTick = 1s;
// What draining may take beyond the channels' own grace: to write down the last answers.
constexpr auto kLastWrites = 2s;
// How long a doubt waits for its receipt where `in_doubt: fallback` stands without a receipt_timeout.
constexpr std::chrono::milliseconds kDoubtTimeout = 4h;

schedule::Moment moment() { return {std::chrono::system_clock::now(), std::chrono::steady_clock::now()}; }

}  // namespace

Engine::Engine(Settings settings, EventLog log, bool adopt, std::function<bool()> reload)
    : settings_(std::move(settings)),
      log_(log),
      reload_(std::move(reload)),
      channel_desk_(io_, settings_),
      signals_(io_, SIGTERM, SIGINT, SIGHUP),
      tick_timer_(io_),
      drain_timer_(io_) {
  try {
    open_store(adopt);
    start_channels();
    recover();
    start_server();
    watch_signals();
  } catch (...) {
    tear_down();
    throw;
  }
}

Engine::~Engine() { tear_down(); }

// The order matters: no handler and no job may run while what it uses goes; channels go before the loop they are on,
// and the writer goes last of all, with everything recorded: the last connection takes the write-ahead log in, which a
// reader's could not.
void Engine::tear_down() {
  if (jobs_) jobs_->stop();
  server_.reset();
  worker_.join();
  watcher_.join();
  dispatcher_.reset();
  for (auto& channel : settings_.channels) channel.channel.reset();
  readers_.reset();
  writer_.reset();
}

void Engine::open_store(bool adopt) {
  lock_ = std::make_unique<store::InstanceLock>(settings_.database);
  auto database = store::open_for_writing(settings_.database);
  if (adopt) store::adopt(*database, settings_.database);
  adopted_ = store::is_adopted(*database, settings_.database);
  const auto recording_changed = [this](bool recording, const std::string& trouble) {
    if (recording)
      log_.info("store_recovered", "the database can be written again; sending goes on");
    else
      log_.error("store_failed", "the database cannot be written, nothing is sent until it can: " + trouble);
    asio::post(io_, [this] {
      if (dispatcher_) dispatcher_->wake();
    });
  };
  const auto reopen = [this](const std::string& trouble) {
    log_.error("store_reopening",
               "the disk failed to sync the database: " + trouble +
                   "; what is on its way is finished, then the database is opened anew; look at the disk");
    asio::post(io_, [this] {
      if (!stopping_) begin_stop(Ending::reload);
    });
  };
  writer_ = std::make_unique<store::Writer>(std::move(database), recording_changed, reopen);
  if (!adopted_)
    log_.error("not_adopted",
               "this database was copied or restored; nothing is sent until triand --adopt was given once");
  std::vector<std::pair<std::string, std::string>> units;
  for (const auto& unit : settings_.units.units()) units.emplace_back(unit.prefix, unit.name);
  std::vector<std::pair<std::string, std::string>> channels;
  for (const auto& channel : settings_.channels)
    channels.emplace_back(channel.facts.name, channel.facts.kind);
  rows_ = writer_->run([&](store::WriteSession& session) {
    const auto now = std::chrono::system_clock::now();
    store::put_units(session, units);
    store::mark_interrupted_imports(session, now);
    store::drop_unfinished_plans(session);
    return store::put_channels(session, channels);
  });
  readers_ = std::make_unique<store::ReaderPool>(settings_.database);
  suppressions_ = std::make_unique<store::SuppressionDesk>(*writer_, settings_.database,
                                                           [] { return std::chrono::system_clock::now(); });
  shelf_ = std::make_unique<CampaignShelf>(settings_, rows_, suppressions_->index());
  campaign_desk_ =
      std::make_unique<CampaignDesk>(settings_, rows_, *writer_, *shelf_, *readers_, suppressions_->index());
}

void Engine::start_channels() {
  desk_ = std::make_unique<receipts::ReceiptDesk>(
      *writer_, [] { return std::chrono::system_clock::now(); },
      [this](const store::FoundDelivery& delivery) { return shelf_->next_channel(delivery); },
      [this](std::int64_t) { refresh(); });
  receipt_watch_ = std::make_unique<receipts::ReceiptWatch>(
      watcher_.get_executor(), *writer_, *readers_,
      [this](const store::FoundDelivery& delivery) { return shelf_->next_channel(delivery); },
      [this](std::int64_t) { refresh(); });
  const auto day = [zone = *settings_.zone](schedule::WallTime time) {
    return static_cast<std::int64_t>(schedule::day_number(zone.local(time).day));
  };
  dispatcher_ = std::make_unique<dispatch::Dispatcher>(dispatch::LaneWorld{
      .executor = io_.get_executor(),
      .writer = *writer_,
      .now = moment,
      .day = day,
      .queued = {},
      .stopped = [this](const std::string& channel, const channels::Outcome& outcome) {
        log_.error("channel_stopped",
                   fmt::format("channel {} stopped: the gateway answered {} ({}); mend it, then "
                               "`trianctl channels resume {}`",
                               channel, outcome.code, outcome.reason, channel));
      }});
  for (auto& channel : settings_.channels) {
    const std::int64_t row = rows_.at(channel.facts.name);
    values_.push_back(std::make_unique<ChannelValues>(*writer_, row));
    auto& values = *values_.back();
    auto runtime = std::make_unique<channels::Runtime>();
    runtime->executor = io_.get_executor();
    runtime->name = channel.facts.name;
    if (!settings_.public_url.empty()) {
      runtime->webhook_url = settings_.public_url + "/webhooks/" + channel.facts.name;
      if (!channel.webhook_secret.empty()) runtime->webhook_url += "/" + channel.webhook_secret.reveal();
    }
    runtime->load = [&values](std::string_view key) { return values.load(key); };
    runtime->save = [&values](const std::string& key, const std::string& value, std::function<void()> saved) {
      values.save(key, value, std::move(saved));
    };
    runtime->on_receipt = [this, row](channels::Receipt receipt) {
      desk_->keep(row, {std::move(receipt)});
    };
    runtime->now = [] { return std::chrono::system_clock::now(); };
    runtimes_.push_back(std::move(runtime));
    channel.channel->start(*runtimes_.back());
    channel.lane.channel = row;
    const std::int64_t today = day(std::chrono::system_clock::now());
    const std::int64_t used =
        writer_->run([&](store::WriteSession& session) { return store::quota_used(session, row, today); });
    dispatcher_->add(channel.lane, *channel.channel, *settings_.zone, today, used);
  }
}

void Engine::recover() {
  std::map<std::int64_t, const ChannelSettings*> by_row;
  for (const auto& channel : settings_.channels) by_row[rows_.at(channel.facts.name)] = &channel;
  const auto now = std::chrono::system_clock::now();
  const auto fate_of = [&](std::int64_t row, const std::string& reference, store::TimePoint taken_at) {
    const auto channel = by_row.find(row);
    if (channel == by_row.end()) return store::CrashFate::in_doubt;
    switch (channel->second->channel->recover(reference)) {
      case channels::Recovery::not_sent:
        return store::CrashFate::not_sent;
      case channels::Recovery::sent:
        return store::CrashFate::sent;
      case channels::Recovery::unknown:
        break;
    }
    if (channel->second->lane.in_doubt != dispatch::InDoubtPolicy::resend) return store::CrashFate::in_doubt;
    // What the gateway has forgotten by now it would send twice.
    const auto recognises = channel->second->channel->recognises();
    return recognises > 0ms && now - taken_at >= recognises ? store::CrashFate::in_doubt
                                                            : store::CrashFate::resend;
  };
  const auto found = writer_->run(
      [&](store::WriteSession& session) { return store::recover_leases(session, fate_of, now); });
  if (found.in_doubt + found.requeued + found.accepted + found.sent_again > 0)
    log_.warning("recovered",
                 fmt::format("the last run ended while messages were on their way: {} are in doubt, {} "
                             "had certainly not left and are queued again, {} had left, {} may have left and "
                             "are sent again, as in_doubt: resend says",
                             found.in_doubt, found.requeued, found.accepted, found.sent_again));
}

void Engine::start_server() {
  const auto log = [this](server::LogLevel level, std::string_view event, std::string_view text) {
    log_(level, event, text);
  };
  jobs_ = std::make_unique<server::Jobs>(2, log);
  world_ = std::make_unique<server::ApiWorld>(api_world());
  std::filesystem::create_directories(world_->spool);
  std::filesystem::permissions(world_->spool, std::filesystem::perms::owner_all);
  router_.add(server::job_route(*jobs_));
  server::add_api(router_, *world_);
  webhook_desk_ = std::make_unique<WebhookDesk>(settings_, rows_, *desk_, log_);
  webhook_desk_->add_routes(router_);
  server::HttpServerOptions options;
  options.listen = settings_.listen;
  options.control_socket = settings_.control_socket;
  options.role_of = [](const std::string&) { return std::optional<server::Role>(); };
  options.log = log;
  if (const auto folder = std::filesystem::path(settings_.control_socket).parent_path(); !folder.empty())
    std::filesystem::create_directories(folder);
  server_ = std::make_unique<server::HttpServer>(io_.get_executor(), router_, std::move(options));
  server_->start();
}

void Engine::refresh() {
  if (refreshing_.exchange(true)) return;
  asio::post(worker_, [this] {
    refreshing_ = false;
    dispatch::Orders orders;
    try {
      const auto from = readers_->lend();
      const store::Reader::Snapshot snapshot(*from);
      orders.runs = shelf_->active(*from, std::chrono::system_clock::now(),
                                   [this](const std::string& why) { log_.error("campaign_unusable", why); });
      orders.pauses = from->pauses();
      for (const auto& channel : from->channels())
        orders.stopped[channel.id] = channel.stopped_reason != domain::Reason::none;
      orders.adopted = adopted_;
    } catch (const std::exception& error) {
      log_.error("refresh_failed", error.what());
      return;
    }
    asio::post(io_, [this, orders = std::move(orders)] {
      orders_ = orders;
      if (!stopping_) dispatcher_->give(orders_);
    });
  });
}

// What waits by the wall clock would wait for hours more, or be noticed only at its next look.
void Engine::watch_clock() {
  const auto set = clock_watch_.look(moment());
  if (set == 0ms) return;
  log_.warning("clock_set",
               fmt::format("the clock was set {} by {} s", set > 0ms ? "forward" : "back",
                           std::chrono::round<std::chrono::seconds>(std::chrono::abs(set)).count()));
  if (set > 0ms) return dispatcher_->wake();
  writer_->must([back = -set](store::WriteSession& session) { store::shift_retries(session, back); },
                [this](std::exception_ptr) {
                  asio::post(io_, [this] {
                    if (!stopping_) dispatcher_->wake();
                  });
                });
}

void Engine::tick() {
  watch_clock();
  if (!keeping_house_) {
    keeping_house_ = true;
    auto done = std::make_shared<store::Housekeeping>();
    writer_->post(
        [done](store::WriteSession& session) {
          *done = store::keep_house(session, std::chrono::system_clock::now());
        },
        [this, done](std::exception_ptr error) {
          if (!error && adopted_) lock_->note_claims(done->claims);
          asio::post(io_, [this, done, failed = error != nullptr] {
            keeping_house_ = false;
            if (!failed) housekeeping_done(*done);
          });
        });
  }
  purge_erased();
  // A batch of letters that is still open when its window closes was claimed in time: it is handed over now.
  const auto now = std::chrono::system_clock::now();
  for (const auto& run : orders_.runs)
    if (now >= run->window().closes_at())
      for (const auto& channel : settings_.channels)
        if (channel.channel->holds() > 0) channel.channel->release("");
  watch_receipts(now);
  notify("WATCHDOG=1");
  tick_timer_.expires_after(kTick);
  tick_timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error && !stopping_) tick();
  });
}

void Engine::watch_receipts(schedule::WallTime now) {
  std::vector<receipts::WatchedQueue> queues;
  for (const auto& run : orders_.runs) {
    if (now >= run->window().closes_at()) continue;
    for (const auto& channel : settings_.channels) {
      const dispatch::LaneSettings& lane = channel.lane;
      if (!run->falls_back_from(lane.channel)) continue;
      if (lane.receipts_expected && lane.receipt_timeout)
        queues.push_back({run->row(), lane.channel, domain::DeliveryState::accepted, *lane.receipt_timeout});
      if (lane.in_doubt == dispatch::InDoubtPolicy::fallback)
        queues.push_back({run->row(), lane.channel, domain::DeliveryState::in_doubt,
                          lane.receipt_timeout.value_or(kDoubtTimeout)});
    }
  }
  receipt_watch_->look(std::move(queues), now);
}

// What was erased leaves the write-ahead log as soon as no reader needs it there any more.
void Engine::purge_erased() {
  if (!suppressions_->purge_waits() || purging_.exchange(true)) return;
  asio::post(worker_, [this] {
    try {
      if (suppressions_->purge()) log_.info("erasure_purged", "erased data has left the write-ahead log");
    } catch (const std::exception& error) {
      log_.warning("erasure_purge_failed", error.what());
    }
    purging_ = false;
  });
}

void Engine::housekeeping_done(const store::Housekeeping& done) {
  for (const auto& campaign : done.started) log_.info("campaign_started", campaign + ": its window is open");
  for (const auto& campaign : done.finished)
    log_.info("campaign_finished", campaign + ": nothing is queued or sending any more");
  if (!done.started.empty() || !done.finished.empty()) refresh();
  if (done.more && !stopping_) {
    tick_timer_.cancel();
    asio::post(io_, [this] {
      if (!stopping_) tick();
    });
  }
}

void Engine::watch_signals() {
  signals_.async_wait([this](const boost::system::error_code& error, int signal) {
    if (error) return;
    if (signal == SIGHUP) {
      if (reload_()) {
        begin_stop(Ending::reload);
      } else {
        watch_signals();
      }
      return;
    }
    begin_stop(Ending::stopped);
  });
}

void Engine::begin_stop(Ending ending) {
  stopping_ = true;
  ending_ = ending;
  notify(ending == Ending::reload ? fmt::format("RELOADING=1\nMONOTONIC_USEC={}",
                                                std::chrono::duration_cast<std::chrono::microseconds>(
                                                    std::chrono::steady_clock::now().time_since_epoch())
                                                    .count())
                                  : "STOPPING=1");
  log_.info("stopping",
            fmt::format("{} messages are on their way; waiting for their answers", dispatcher_->in_flight()));
  tick_timer_.cancel();
  dispatcher_->stop();
  note_last_claims();
  server_->stop();
  for (const auto& channel : settings_.channels) channel.channel->stop(settings_.drain);
  wait_for_drain(std::chrono::steady_clock::now() + settings_.drain + kLastWrites);
}

// After the lanes have stopped there are no more, and the writer does its work in order.
void Engine::note_last_claims() {
  if (!adopted_) return;
  auto claims = std::make_shared<std::int64_t>(0);
  writer_->post([claims](store::WriteSession& session) { *claims = store::claims_made(session); },
                [this, claims](std::exception_ptr error) {
                  if (!error) lock_->note_claims(*claims);
                });
}

void Engine::wait_for_drain(std::chrono::steady_clock::time_point deadline) {
  if (dispatcher_->in_flight() == 0 || std::chrono::steady_clock::now() >= deadline) {
    if (dispatcher_->in_flight() > 0)
      log_.warning("drain_incomplete", fmt::format("{} messages have no answer; they will be in doubt",
                                                   dispatcher_->in_flight()));
    signals_.cancel();
    io_.stop();
    return;
  }
  drain_timer_.expires_after(20ms);
  drain_timer_.async_wait([this, deadline](const boost::system::error_code&) { wait_for_drain(deadline); });
}

void Engine::notify(const std::string& state) const { sd_notify(0, state.c_str()); }

Ending Engine::run() {
  refresh();
  tick();
  log_.info("ready",
            fmt::format("{} channels, database {}{}", settings_.channels.size(), settings_.database,
                        settings_.listen.empty() ? "" : fmt::format(", http port {}", server_->port())));
  notify("READY=1\nSTATUS=ready");
  io_.run();
  log_.info("stopped", "everything is recorded");
  return ending_;
}

}  // namespace triand::app
