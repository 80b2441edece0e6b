#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include "channels/channel.hpp"
#include "daemon/app/campaign_desk.hpp"
#include "daemon/app/campaign_shelf.hpp"
#include "daemon/app/channel_desk.hpp"
#include "daemon/app/channel_values.hpp"
#include "daemon/app/hold_log.hpp"
#include "daemon/app/integrity_watch.hpp"
#include "daemon/app/janitor.hpp"
#include "daemon/app/log.hpp"
#include "daemon/app/message_desk.hpp"
#include "daemon/app/notice_feed.hpp"
#include "daemon/app/notice_watch.hpp"
#include "daemon/app/order_waiters.hpp"
#include "daemon/app/settings.hpp"
#include "daemon/app/trouble_log.hpp"
#include "daemon/app/unsubscribe_desk.hpp"
#include "daemon/app/webhook_desk.hpp"
#include "daemon/dispatch/dispatcher.hpp"
#include "daemon/receipts/receipt_desk.hpp"
#include "daemon/receipts/receipt_watch.hpp"
#include "daemon/schedule/clock_watch.hpp"
#include "daemon/server/account_book.hpp"
#include "daemon/server/account_reload.hpp"
#include "daemon/server/api_world.hpp"
#include "daemon/server/bearer_gate.hpp"
#include "daemon/server/console/console.hpp"
#include "daemon/server/http_server.hpp"
#include "daemon/server/jobs.hpp"
#include "daemon/server/metrics/event_metrics.hpp"
#include "daemon/store/housekeeping.hpp"
#include "daemon/store/instance.hpp"
#include "daemon/store/suppression_desk.hpp"
#include "daemon/store/writer.hpp"

namespace triand::app {

// Why run() has returned.
enum class Ending { stopped, reload, damaged };

// The running service: owns the loop, the store, the channels, the lanes and the server, and joins them. Made from
// checked settings; the constructor throws with a sentence when something cannot be had (the database, an address).
class Engine {
 public:
  // `reload` checks a new configuration on SIGHUP: true when the service should begin again with it.
  Engine(Settings settings, EventLog log, bool adopt, std::function<bool()> reload);
  ~Engine();

  // Serves until SIGTERM, SIGINT, a SIGHUP with a good configuration, or damage in the database, then drains.
  Ending run();

 private:
  void tear_down();
  void open_store(bool adopt);
  void start_channels();
  void recover();
  void start_notices();
  [[nodiscard]] bool advertises(std::int64_t campaign);
  void go_on_asking();
  [[nodiscard]] server::Log server_log() const;
  void start_server();
  server::ApiWorld api_world();
  void add_unsubscribe_routes();

  // Reads the orders anew (on the worker thread) and gives them to the lanes. Any thread; calls that come close
  // together are one.
  void refresh();
  // What customers, lists, suppressions or campaigns say is another than before. From any thread.
  void something_changed();
  void watch_clock();
  void tick();
  void feed_watchdog();
  void show_status();
  void watch_receipts(schedule::WallTime now);
  void start_inquiries();
  void ask_about_silent(schedule::WallTime now);
  // What a gateway said of the account or a template: a campaign stops at once with a template that is stopped.
  void heed(std::int64_t channel, const channels::GatewayNotice& notice);
  void ask_about_messages(std::int64_t channel, std::vector<receipts::Question> questions,
                          std::function<void(std::vector<receipts::Answer>)> done);
  void purge_erased();
  void housekeeping_done(const store::Housekeeping& done);
  void reload();
  void begin_stop(Ending ending);
  void note_last_claims();
  void wait_for_drain(std::chrono::steady_clock::time_point deadline);
  void watch_signals();
  void notify(const std::string& state) const;
  [[nodiscard]] std::string reloading() const;
  void watch_integrity();

  [[nodiscard]] server::ServiceNow service_now() const;

  Settings settings_;
  EventLog log_;
  HoldLog hold_log_;
  TroubleLog trouble_log_;
  std::function<bool()> reload_;
  std::chrono::system_clock::time_point started_at_ = std::chrono::system_clock::now();
  bool adopted_ = true;
  std::unique_ptr<store::InstanceLock> lock_;
  boost::asio::io_context io_;
  boost::asio::thread_pool worker_{1};
  boost::asio::thread_pool watcher_{1};  // reads every delivery: what `worker_` does may not wait for it
  std::unique_ptr<store::Writer> writer_;
  std::unique_ptr<store::SuppressionDesk> suppressions_;
  std::string signing_key_;
  ChannelRows rows_;
  std::unique_ptr<store::ReaderPool> readers_;
  server::AccountBook accounts_;
  server::TokenBook tokens_;
  std::unique_ptr<server::AccountReload> account_reload_;
  std::unique_ptr<server::BearerGate> bearers_;
  std::unique_ptr<CampaignShelf> shelf_;
  ChannelDesk channel_desk_;
  std::unique_ptr<ForecastDesk> forecast_desk_;
  std::unique_ptr<CampaignDesk> campaign_desk_;
  std::unique_ptr<MessageDesk> message_desk_;
  std::vector<std::unique_ptr<ChannelValues>> values_;
  std::vector<std::unique_ptr<channels::Runtime>> runtimes_;
  std::unique_ptr<receipts::ReceiptDesk> desk_;
  std::unique_ptr<receipts::ReceiptWatch> receipt_watch_;
  std::unique_ptr<receipts::ReceiptWatch>
      inquiry_watch_;  // where nothing takes over: asking may take its time
  std::unique_ptr<WebhookDesk> webhook_desk_;
  std::unique_ptr<NoticeWatch> notice_watch_;
  std::unique_ptr<NoticeFeed> notice_feed_;
  std::mutex advertising_mutex_;
  std::map<std::int64_t, bool> advertising_;  // by the campaign's row
  std::unique_ptr<UnsubscribeDesk> unsubscribe_desk_;
  std::unique_ptr<dispatch::Dispatcher> dispatcher_;
  std::unique_ptr<Janitor> janitor_;
  std::unique_ptr<IntegrityWatch> integrity_watch_;
  std::shared_ptr<server::EventMetrics> events_ = std::make_shared<server::EventMetrics>();
  std::unique_ptr<server::Jobs> jobs_;
  std::unique_ptr<server::ApiWorld> world_;
  std::unique_ptr<server::Console> console_;
  server::Router router_;
  std::unique_ptr<server::HttpServer> server_;
  boost::asio::signal_set signals_;
  boost::asio::steady_timer tick_timer_;
  boost::asio::steady_timer drain_timer_;
  schedule::ClockWatch clock_watch_{{std::chrono::system_clock::now(), std::chrono::steady_clock::now()}};
  std::atomic<schedule::SteadyTime> last_change_{};  // see something_changed()
  std::atomic<schedule::SteadyTime> last_list_{};    // when the last one was loaded
  OrderWaiters order_waiters_;
  std::atomic<bool> refreshing_{false};
  std::atomic<bool> refresh_failed_{false};  // to be tried again
  // Campaigns whose window has closed not long ago; network thread.
  std::vector<std::shared_ptr<dispatch::CampaignRun>> closed_runs_;
  dispatch::Orders orders_;  // the last ones given; network thread
  // Of their campaigns, those whose window was over at the last tick; network thread.
  std::set<std::int64_t> windows_over_;
  bool keeping_house_ = false;
  std::chrono::steady_clock::time_point next_fed_;
  std::chrono::microseconds watchdog_{0};  // what systemd expects to be fed within; 0: it does not watch
  bool notified_ = false;                  // somebody listens to notify()
  bool reload_refused_ = false;            // the last SIGHUP found a wrong configuration
  std::chrono::steady_clock::time_point next_status_{};
  std::atomic<bool> purging_{false};
  bool stopping_ = false;
  Ending ending_ = Ending::stopped;
};

}  // namespace triand::app
