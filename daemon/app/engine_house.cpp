#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <boost/asio/post.hpp>

#include "daemon/app/clocks.hpp"
#include "daemon/app/engine.hpp"
#include "daemon/app/receipt_patience.hpp"
#include "daemon/app/silent_messages.hpp"
#include "daemon/app/status_line.hpp"
#include "daemon/app/watchdog.hpp"
#include "daemon/store/retry_shift.hpp"
#include "daemon/store/token_writer.hpp"

// What the service looks after once a second.

namespace triand::app {

using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

constexpr auto kTick = 1s;
// Between two looks at the counters for `systemctl status`.
constexpr auto kStatusPause = 5s;
// How long a doubt waits for its receipt where `in_doubt: fallback` stands without a receipt_timeout.
constexpr std::chrono::milliseconds kDoubtTimeout = 4h;

}  // namespace

// What waits by the wall clock would wait for hours more, or be noticed only at its next look.
void Engine::watch_clock() {
  const auto set = clock_watch_.look(read_clocks());
  if (set == 0ms) return;
  log_.warning("clock_set",
               fmt::format("the clock was set {} by {} s", set > 0ms ? "forward" : "back",
                           std::chrono::round<std::chrono::seconds>(std::chrono::abs(set)).count()));
  receipt_watch_->deaf_until(std::chrono::steady_clock::now());
  inquiry_watch_->deaf_until(std::chrono::steady_clock::now());
  if (janitor_) janitor_->look(std::chrono::steady_clock::now(), true);
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
  if (auto uses = tokens_.take_uses(); !uses.empty())
    writer_->post(
        [uses = std::move(uses)](store::WriteSession& session) { store::note_token_uses(session, uses); },
        [](const std::exception_ptr&) {});
  if (refresh_failed_.exchange(false)) refresh();
  if (account_reload_->waits()) asio::post(worker_, [this] { account_reload_->try_again(); });
  purge_erased();
  if (janitor_) janitor_->look(std::chrono::steady_clock::now());
  // A batch of letters that is still open when its window closes was claimed in time: it is handed over now.
  const auto now = std::chrono::system_clock::now();
  std::set<std::int64_t> over;
  for (const auto& run : orders_.runs)
    if (now >= run->window().closes_at()) {
      over.insert(run->row());
      for (const auto& channel : settings_.channels) channel.channel->campaign_closed(run->id());
    }
  // One that had finished early is among the orders until its window is over.
  if (!std::includes(windows_over_.begin(), windows_over_.end(), over.begin(), over.end())) refresh();
  windows_over_ = std::move(over);
  watch_receipts(now);
  ask_about_silent(now);
  if (adopted_) notice_watch_->look(std::chrono::steady_clock::now());
  hold_log_.look(*dispatcher_);
  trouble_log_.look(settings_.channels);
  log_.tell_left_out();
  feed_watchdog();
  show_status();
  tick_timer_.expires_after(kTick);
  tick_timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error && !stopping_) tick();
  });
}

void Engine::feed_watchdog() {
  if (watchdog_ == 0us) return;
  const auto steady = std::chrono::steady_clock::now().time_since_epoch();
  if (is_well(std::chrono::duration_cast<std::chrono::milliseconds>(steady),
              std::chrono::milliseconds(writer_->alive_at()),
              std::chrono::duration_cast<std::chrono::milliseconds>(watchdog_)))
    return notify("WATCHDOG=1");
  log_.error("writer_stuck",
             "the thread that writes the database does not come round; systemd restarts the service");
}

void Engine::show_status() {
  const auto now = std::chrono::steady_clock::now();
  if (!notified_ || now < next_status_) return;
  next_status_ = now + kStatusPause;
  asio::post(worker_, [this] {
    std::vector<CampaignProgress> campaigns;
    try {
      campaigns = progress_of(*readers_->lend());
    } catch (const std::exception& error) {
      return log_.error("refresh_failed", error.what());
    }
    asio::post(io_, [this, campaigns = std::move(campaigns)] {
      if (stopping_) return;
      const std::string refused = reload_refused_ ? "the new configuration was refused, see the log; " : "";
      notify("STATUS=" + refused + status_line(campaigns, service_now()));
    });
  });
}

void Engine::watch_receipts(schedule::WallTime now) {
  std::vector<receipts::WatchedQueue> queues;
  for (const auto& run : orders_.runs) {
    if (now >= run->window().closes_at()) continue;
    for (const auto& channel : settings_.channels) {
      const dispatch::LaneSettings& lane = channel.lane;
      if (!run->falls_back_from(lane.channel)) continue;
      const bool asks = channel.channel->tells_of_messages();
      const auto timeout = receipt_patience(lane.receipt_timeout, asks, run->gives_up_after(lane.channel));
      if (lane.receipts_expected && timeout && receipts_can_come(settings_, channel))
        queues.push_back({run->row(), lane.channel, domain::DeliveryState::accepted, *timeout, asks});
      if (lane.in_doubt == dispatch::InDoubtPolicy::fallback)
        queues.push_back({run->row(), lane.channel, domain::DeliveryState::in_doubt,
                          lane.receipt_timeout.value_or(kDoubtTimeout)});
    }
  }
  receipt_watch_->look(std::move(queues), now, std::chrono::steady_clock::now());
}

// A webhook that was lost costs no answer where the gateway can be asked: also of messages that no other channel would
// take over from, and of the last ones before the window closed.
void Engine::ask_about_silent(schedule::WallTime now) {
  std::vector<receipts::WatchedQueue> queues;
  const auto add = [&](const dispatch::CampaignRun& run) {
    for (const auto& channel : settings_.channels)
      if (auto queue = silent_messages(run, channel.lane, channel.channel->tells_of_messages(), now))
        queues.push_back(*queue);
  };
  for (const auto& run : orders_.runs) add(*run);
  for (const auto& run : closed_runs_) add(*run);
  inquiry_watch_->look(std::move(queues), now, std::chrono::steady_clock::now());
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
  for (const auto& stop : done.stopped) log_.error("campaign_stopped", stop);
  for (const auto& verdict : done.canaries) log_.warning("canary", verdict);
  if (!done.started.empty() || !done.finished.empty() || !done.stopped.empty() || !done.canaries.empty())
    refresh();
  if (done.more && !stopping_) {
    tick_timer_.cancel();
    asio::post(io_, [this] {
      if (!stopping_) tick();
    });
  }
}

}  // namespace triand::app
