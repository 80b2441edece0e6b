#include <algorithm>
#include <csignal>

#include <fmt/format.h>

#include "daemon/app/engine.hpp"

// Signals, reloads and the way to a stop.

namespace triand::app {

using namespace std::chrono_literals;

namespace {

// What draining may take beyond the channels' own grace: to write down the last answers.
constexpr auto kLastWrites = 2s;
// What a start may take after a reload: a large database is checked before anything is sent.
constexpr auto kNextStart = 10min;

}  // namespace

void Engine::watch_signals() {
  signals_.async_wait([this](const boost::system::error_code& error, int signal) {
    if (error) return;
    if (signal == SIGHUP) {
      reload();
      // While it drains for a reload it may yet be told to stop.
      watch_signals();
      return;
    }
    if (stopping_)
      ending_ = Ending::stopped;
    else
      begin_stop(Ending::stopped);
    watch_signals();
  });
}

void Engine::reload() {
  if (stopping_) return;
  reload_refused_ = !reload_();
  if (!reload_refused_) return begin_stop(Ending::reload);
  next_status_ = {};
  show_status();
}

// While nothing is fed, between this engine and the next, the watchdog has more patience.
std::string Engine::reloading() const {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  std::string state = fmt::format("RELOADING=1\nMONOTONIC_USEC={}",
                                  std::chrono::duration_cast<std::chrono::microseconds>(now).count());
  if (watchdog_ > 0us)
    state += fmt::format("\nWATCHDOG_USEC={}",
                         std::chrono::microseconds(settings_.drain + kLastWrites + kNextStart).count());
  return state;
}

void Engine::begin_stop(Ending ending) {
  stopping_ = true;
  ending_ = ending;
  notify(ending == Ending::reload ? reloading() : "STOPPING=1");
  log_.info("stopping",
            fmt::format("{} messages are on their way; waiting for their answers", dispatcher_->in_flight()));
  tick_timer_.cancel();
  order_waiters_.close();
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
  const bool busy = dispatcher_->busy() || std::any_of(settings_.channels.begin(), settings_.channels.end(),
                                                       [](const auto& one) { return one.channel->busy(); });
  if (!busy || std::chrono::steady_clock::now() >= deadline) {
    if (dispatcher_->in_flight() > 0)
      log_.warning("drain_incomplete", fmt::format("{} messages have no answer; they will be in doubt",
                                                   dispatcher_->in_flight()));
    signals_.cancel();
    io_.stop();
    return;
  }
  if (const auto now = std::chrono::steady_clock::now(); now >= next_fed_) {
    next_fed_ = now + 1s;
    feed_watchdog();
  }
  drain_timer_.expires_after(20ms);
  drain_timer_.async_wait([this, deadline](const boost::system::error_code&) { wait_for_drain(deadline); });
}

}  // namespace triand::app
