#include "daemon/app/engine.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <future>

#include <fmt/format.h>
#include <systemd/sd-daemon.h>
#include <boost/asio/post.hpp>

#include "channels/digest.hpp"
#include "daemon/app/settings_proxy.hpp"
#include "daemon/app/spool_sweep.hpp"
#include "daemon/app/start_beat.hpp"
#include "daemon/server/api/api.hpp"
#include "daemon/server/api/letter_routes.hpp"
#include "daemon/server/job_route.hpp"
#include "daemon/server/metrics/metrics_route.hpp"
#include "daemon/store/channel_writer.hpp"
#include "daemon/store/customer_writer.hpp"
#include "daemon/store/database.hpp"
#include "daemon/store/first_load.hpp"
#include "daemon/store/plan_writer.hpp"

namespace triand::app {

using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

// For so long after a window a gateway may be asked what became of a message.
constexpr auto kStillAsked = 48h;

}  // namespace

Engine::Engine(Settings settings, EventLog log, bool adopt, std::function<bool()> reload)
    : settings_(std::move(settings)),
      log_(log),
      hold_log_(log),
      trouble_log_(log),
      reload_(std::move(reload)),
      channel_desk_(io_, settings_),
      signals_(io_, SIGTERM, SIGINT, SIGHUP),
      tick_timer_(io_),
      drain_timer_(io_) {
  try {
    open_store(adopt);
    start_channels();
    recover();
    go_on_asking();
    // A receipt that comes first of all may call for another channel already.
    (void)shelf_->active(*readers_->lend(), std::chrono::system_clock::now(), [](const std::string&) {});
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
  janitor_.reset();
  integrity_watch_.reset();
  server_.reset();
  console_.reset();
  worker_.join();
  watcher_.join();
  dispatcher_.reset();
  for (auto& channel : settings_.channels) channel.channel.reset();
  readers_.reset();
  writer_.reset();
}

void Engine::open_store(bool adopt) {
  lock_ = std::make_unique<store::InstanceLock>(settings_.database);
  StartBeat beat;
  auto database = store::open_for_writing(settings_.database, [&beat] { beat.turn(); });
  if (!store::first_load_ended(*database))
    log_.warning(
        "index_missing",
        "the disk has no room to build the indexes by telephone and email, which a first list had left "
        "out; until the next start with more room a customer is found slowly by them");
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
  writer_ = std::make_unique<store::Writer>(
      std::move(database), recording_changed, reopen,
      [events = events_](std::chrono::microseconds took) { events->commit(took); });
  if (!adopted_)
    log_.error("not_adopted",
               "this database was copied or restored; nothing is sent until triand --adopt was given once");
  std::vector<std::pair<std::string, std::string>> units;
  for (const auto& unit : settings_.units.units()) units.emplace_back(unit.prefix, unit.name);
  std::vector<store::ConfiguredChannel> channels;
  for (const auto& channel : settings_.channels)
    channels.push_back({channel.facts.name, channel.facts.kind, channel.facts.address});
  rows_ = writer_->run([&](store::WriteSession& session) {
    const auto now = std::chrono::system_clock::now();
    store::put_units(session, units);
    store::mark_interrupted_imports(session, now);
    store::drop_unfinished_plans(session);
    return store::put_channels(session, channels);
  });
  readers_ = std::make_unique<store::ReaderPool>(settings_.database);
  signing_key_ = readers_->lend()->signing_key();
  accounts_.load(*readers_->lend());
  tokens_.load(*readers_->lend());
  account_reload_ = std::make_unique<server::AccountReload>(
      accounts_, tokens_, [this] { return readers_->lend(); }, server_log());
  suppressions_ = std::make_unique<store::SuppressionDesk>(*writer_, settings_.database,
                                                           [] { return std::chrono::system_clock::now(); });
  shelf_ = std::make_unique<CampaignShelf>(settings_, rows_, suppressions_->index());
  forecast_desk_ = std::make_unique<ForecastDesk>(settings_, rows_, *shelf_, channel_desk_);
  campaign_desk_ = std::make_unique<CampaignDesk>(settings_, rows_, *writer_, *shelf_, *readers_,
                                                  suppressions_->index(), *forecast_desk_, channel_desk_);
  message_desk_ = std::make_unique<MessageDesk>(*writer_, *readers_, *shelf_, channel_desk_,
                                                suppressions_->index(), adopted_);
  // A copy is looked at before anything in it goes.
  if (adopted_)
    janitor_ = std::make_unique<Janitor>(settings_.retention, settings_.database + ".spool", *writer_,
                                         *readers_, *settings_.zone, suppressions_->index().hash(), log_);
}

server::Log Engine::server_log() const {
  return [log = log_](server::LogLevel level, std::string_view event, std::string_view text) {
    log(level, event, text);
  };
}

void Engine::start_server() {
  const server::Log log = server_log();
  // One may wait long for the press, and one read a long list.
  jobs_ = std::make_unique<server::Jobs>(3, log);
  world_ = std::make_unique<server::ApiWorld>(api_world());
  std::filesystem::create_directories(world_->spool);
  std::filesystem::permissions(world_->spool, std::filesystem::perms::owner_all);
  remove_left_files(world_->spool);
  router_.add(server::job_route(*jobs_));
  server::add_api(router_, *world_);
  server::add_metrics_route(router_, *world_, events_);
  server::add_letter_routes(router_, *world_, channel_desk_.letter_world());
  webhook_desk_ = std::make_unique<WebhookDesk>(
      settings_, rows_, *desk_,
      [this](std::int64_t channel, const channels::GatewayNotice& notice) { heed(channel, notice); }, log_);
  webhook_desk_->add_routes(router_);
  start_inquiries();
  start_notices();
  add_unsubscribe_routes();
  console_ = std::make_unique<server::Console>(
      *world_, accounts_,
      server::ConsoleOptions{.public_url = settings_.public_url,
                             .device_key = channels::hmac_sha256_hex(signing_key_, "console devices"),
                             .log = log});
  console_->add_routes(router_);
  bearers_ = std::make_unique<server::BearerGate>(
      accounts_, tokens_,
      server::BearerGate::World{.now = [] { return std::chrono::system_clock::now(); },
                                .steady = [] { return std::chrono::steady_clock::now(); },
                                .failed = [events = events_] { events->log_in_failed(); }});
  server::HttpServerOptions options;
  options.listen = settings_.listen;
  options.control_socket = settings_.control_socket;
  options.proxy = settings_.proxy;
  if (believes_every_user(settings_.proxy))
    log_.warning(
        "sign_on_unguarded",
        "http.proxy believes an address of this machine, so every user of it can name himself anybody in " +
            settings_.proxy.user_header + "; give the proxy http.proxy.socket instead");
  options.role_of = [this](const std::string& name) { return accounts_.of(name); };
  options.bearer_of = [this](std::string_view authorization, const std::string& client) {
    return bearers_->judge(authorization, client);
  };
  options.log = log;
  options.answered = [this](const std::string& route, unsigned status) { events_->request(route, status); };
  if (const auto folder = std::filesystem::path(settings_.control_socket).parent_path(); !folder.empty())
    std::filesystem::create_directories(folder);
  server_ = std::make_unique<server::HttpServer>(io_.get_executor(), router_, std::move(options));
  server_->start();
}

void Engine::refresh() {
  if (refreshing_.exchange(true)) return;
  asio::post(worker_, [this] {
    refreshing_ = false;
    const OrderWaiters::Ticket waiting = order_waiters_.joined();
    dispatch::Orders orders;
    orders.read = std::chrono::steady_clock::now();
    orders.lists = last_list_;
    std::vector<std::shared_ptr<dispatch::CampaignRun>> closed;
    try {
      const auto from = readers_->lend();
      const store::Reader::Snapshot snapshot(*from);
      const auto now = std::chrono::system_clock::now();
      closed = shelf_->closed_since(*from, now - kStillAsked, now);
      orders.runs = shelf_->active(*from, now,
                                   [this](const std::string& why) { log_.error("campaign_unusable", why); });
      orders.pauses = from->pauses();
      for (const auto& channel : from->channels())
        orders.stopped[channel.id] = channel.stopped_reason != domain::Reason::none;
      orders.adopted = adopted_;
    } catch (const std::exception& error) {
      log_.error("refresh_failed", error.what());
      refresh_failed_ = true;
      return;
    }
    asio::post(io_, [this, orders = std::move(orders), closed = std::move(closed), waiting] {
      orders_ = orders;
      closed_runs_ = closed;
      if (!stopping_) dispatcher_->give(orders_);
      if (!order_waiters_.any(waiting)) return;
      // What the lanes have asked the store for that is answered before this.
      writer_->post([](store::WriteSession&) {},
                    [this, waiting](const std::exception_ptr&) {
                      asio::post(io_, [this, waiting] { order_waiters_.given(waiting); });
                    });
    });
  });
}

void Engine::something_changed() {
  last_change_ = std::chrono::steady_clock::now();
  notice_watch_->something_changed();
  refresh();
}

// A smaller database was read as a whole before the start.
void Engine::watch_integrity() {
  if (!store::is_read_in_part(settings_.database)) return;
  integrity_watch_ = std::make_unique<IntegrityWatch>(settings_.database, log_, [this](const std::string&) {
    asio::post(io_, [this] {
      if (!stopping_) begin_stop(Ending::damaged);
    });
  });
}

void Engine::notify(const std::string& state) const { sd_notify(0, state.c_str()); }

Ending Engine::run() {
  std::uint64_t watchdog = 0;
  if (sd_watchdog_enabled(0, &watchdog) > 0) watchdog_ = std::chrono::microseconds(watchdog);
  notified_ = std::getenv("NOTIFY_SOCKET") != nullptr;
  refresh();
  tick();
  log_.info("ready",
            fmt::format("{} channels, database {}{}", settings_.channels.size(), settings_.database,
                        settings_.listen.empty() ? "" : fmt::format(", http port {}", server_->port())));
  notify("READY=1\nSTATUS=ready" +
         (watchdog_ > 0us ? fmt::format("\nWATCHDOG_USEC={}", watchdog_.count()) : ""));
  watch_integrity();
  io_.run();
  log_.tell_all_left_out();
  log_.info("stopped", "everything is recorded");
  return ending_;
}

}  // namespace triand::app
