#include "channels/exec/exec_channel.hpp"

#include <signal.h>

#include <algorithm>
#include <exception>
#include <utility>

#include <boost/asio/post.hpp>

#include "channels/exec/harmless.hpp"
#include "channels/exec/message_line.hpp"

namespace triand::channels::exec {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

// So many time-outs in silence, and a program counts as hanging.
constexpr int kSilentTimeouts = 3;
// A program that has said nothing yet may still be loading: it is not called hanging before that.
constexpr milliseconds kLoading{30'000};
// Between SIGTERM and SIGKILL.
constexpr milliseconds kLastWords{2000};
// What a stop waits for the end of a program that has nothing to do any more.
constexpr milliseconds kPartingTime{1000};
constexpr std::size_t kMostLate = 10'000;

std::string in_seconds(milliseconds time) {
  return time.count() % 1000 == 0 ? std::to_string(time.count() / 1000) + " s"
                                  : std::to_string(time.count()) + " ms";
}

}  // namespace

ExecChannel::~ExecChannel() {
  if (runtime_ == nullptr) return;
  // Nobody may be called any more from in here.
  answer_all(0, "the service stopped before the program answered");
  if (!program_) return;
  program_->close_input();
  if (program_->wait(kPartingTime)) return;
  program_->signal(SIGTERM);
  program_->wait(kPartingTime);
}

void ExecChannel::start(Runtime& runtime) {
  runtime_ = &runtime;
  for (auto* timer : {&restart_timer_, &look_timer_, &end_timer_})
    *timer = std::make_unique<boost::asio::steady_timer>(runtime.executor);
  launch();
}

void ExecChannel::log(LogLevel level, std::string_view event, const std::string& text) const {
  if (runtime_->log) runtime_->log(level, event, "channel " + runtime_->name + ": " + text);
}

// What the program writes: it may write without end.
void ExecChannel::quote(std::string_view event, const std::string& text) {
  if (!budget_.take(steady_clock::now())) return;
  const std::int64_t left_out = budget_.left_out();
  log(LogLevel::warning, event,
      left_out == 0 ? text : text + " (" + std::to_string(left_out) + " lines before it were left out)");
}

void ExecChannel::settle(Done done, Outcome outcome) {
  boost::asio::post(runtime_->executor, [done = std::move(done), outcome = std::move(outcome)]() mutable {
    done(std::move(outcome));
  });
}

void ExecChannel::launch() {
  started_ = heard_ = moved_ = steady_clock::now();
  unheard_ = 0;
  line_count_ = 0;
  ending_ = false;
  Program::Events events;
  events.said = [this](std::string_view line, bool too_long) { hear(line, too_long); };
  events.complained = [this](std::string_view line, bool) {
    quote("exec_stderr", "the program says: " + harmless(line));
  };
  events.takes_more = [this] { push(); };
  events.ended = [this](const std::string& how, std::size_t unread) { ended(how, unread); };
  try {
    program_ = std::make_unique<Program>(runtime_->executor, *settings_, std::move(events));
  } catch (const std::exception& fault) {
    const milliseconds wait = restart_wait_.after({});
    log(LogLevel::error, "exec_not_started",
        std::string("the program cannot be started: ") + fault.what() + "; tried again in " +
            in_seconds(wait));
    launch_later(wait);
    return;
  }
  log(LogLevel::info, "exec_started", "the program runs");
  if (runtime_->wake) boost::asio::post(runtime_->executor, runtime_->wake);
}

void ExecChannel::launch_later(milliseconds wait) {
  after(*restart_timer_, wait, [this] {
    if (!stopping_) launch();
  });
}

void ExecChannel::after(boost::asio::steady_timer& timer, milliseconds wait, std::function<void()> what) {
  timer.expires_after(wait);
  timer.async_wait(
      [what = std::move(what), alive = std::weak_ptr(alive_)](const boost::system::error_code& error) {
        if (!error && !alive.expired()) what();
      });
}

void ExecChannel::send(Envelope envelope, Done done) {
  if (stopping_)
    return settle(std::move(done),
                  Outcome::deferred(FailureClass::transient, "interrupted", "", "the service stops"));
  if (!program_ || ending_)
    return settle(std::move(done), Outcome::deferred(FailureClass::transient, "gateway_down", "",
                                                     "the program does not run just now"));
  Backlog::Message message{envelope.reference, message_line(envelope), std::move(done)};
  if (!backlog_.add(message))
    return settle(std::move(message.done),
                  Outcome::deferred(FailureClass::transient, "duplicate_reference", "",
                                    "the program has not answered this message's last try yet"));
  push();
}

void ExecChannel::push() {
  if (!program_ || ending_) return;
  for (std::string_view bytes = backlog_.next(); !bytes.empty(); bytes = backlog_.next()) {
    const std::size_t left = program_->write(bytes);
    if (left == 0) break;
    moved_ = steady_clock::now();
    backlog_.written(left, moved_);
  }
  if (program_->is_deaf()) return terminate("closed its standard input");
  if (stopping_ && !backlog_.is_halfway()) program_->close_input();
  look_later();
}

void ExecChannel::hear(std::string_view line, bool too_long) {
  ++line_count_;
  heard_ = steady_clock::now();
  if (std::exchange(unheard_, 0) > 0 && runtime_->wake) boost::asio::post(runtime_->executor, runtime_->wake);
  Said said;
  if (too_long)
    said.fault = "it is longer than " + std::to_string(Program::kLongestLine) + " bytes";
  else
    said = read_line(line);
  if (!said.fault.empty())
    quote("exec_line_unreadable", "line " + std::to_string(line_count_) +
                                      " of the program's output: " + said.fault + ": " + harmless(line));
  if (said.receipt) runtime_->on_receipt(std::move(*said.receipt));
  if (!said.outcome) return;
  if (auto message = backlog_.answered(said.reference)) {
    message->done(std::move(*said.outcome));
    return;
  }
  hear_late(said);
}

// The message is in doubt by now; what is said of it is kept, and that it was taken or refused settles it.
void ExecChannel::hear_late(const Said& said) {
  if (late_.erase(said.reference) == 0) {
    quote("exec_unexpected_answer",
          "line " + std::to_string(line_count_) +
              " of the program's output answers a message that it was not given or has answered already: " +
              harmless(said.reference));
    return;
  }
  const Outcome& outcome = *said.outcome;
  Receipt receipt;
  receipt.word = outcome.verdict == Verdict::rejected   ? Receipt::Word::failed
                 : outcome.verdict == Verdict::accepted ? Receipt::Word::accepted
                                                        : Receipt::Word::pending;
  receipt.reference = said.reference;
  receipt.provider_id = outcome.provider_id;
  receipt.reason = outcome.verdict == Verdict::rejected ? outcome.reason : std::string();
  receipt.code = outcome.code;
  const char* word = outcome.verdict == Verdict::accepted   ? "accepted"
                     : outcome.verdict == Verdict::rejected ? "failed"
                                                            : "not taken";
  receipt.detail = bounded_detail(std::string("answered late: ") + word + " " + outcome.detail);
  runtime_->on_receipt(std::move(receipt));
}

void ExecChannel::remember_late(const std::string& reference) {
  if (!late_.insert(reference).second) return;
  late_in_order_.push_back(reference);
  if (late_in_order_.size() <= kMostLate) return;
  late_.erase(late_in_order_.front());
  late_in_order_.pop_front();
}

void ExecChannel::answer_all(std::size_t unread, const std::string& why) {
  Backlog::Rest rest = backlog_.take_all(unread);
  for (Backlog::Message& message : rest.given) {
    remember_late(message.reference);
    settle(std::move(message.done), Outcome::in_doubt("connection_lost", "", why));
  }
  for (Backlog::Message& message : rest.unsent)
    settle(std::move(message.done),
           stopping_ ? Outcome::deferred(FailureClass::transient, "interrupted", "", "the service stops")
                     : Outcome::deferred(FailureClass::transient, "gateway_down", "",
                                         "the program ended before it had read the message"));
}

void ExecChannel::ended(const std::string& how, std::size_t unread) {
  program_.reset();
  end_timer_->cancel();
  answer_all(unread, "the program " + how + " before it answered");
  if (stopping_) {
    log(LogLevel::info, "exec_stopped", "the program " + how);
    return;
  }
  const milliseconds wait = restart_wait_.after(steady_clock::now() - started_);
  log(LogLevel::error, "exec_ended",
      "the program " + how + "; it is started again in " + in_seconds(wait) +
          ". What it had not answered is in doubt");
  launch_later(wait);
}

void ExecChannel::look_later() {
  if (std::exchange(looking_, true)) return;
  after(*look_timer_, std::max(settings_->timeout / 4, milliseconds(10)), [this] {
    looking_ = false;
    look();
  });
}

void ExecChannel::look() {
  const SteadyTime now = steady_clock::now();
  for (Backlog::Message& message : backlog_.given_before(now - settings_->timeout)) {
    ++unheard_;
    remember_late(message.reference);
    message.done(Outcome::in_doubt("timeout", "", "no answer within " + in_seconds(settings_->timeout)));
  }
  if (!program_ || ending_) return;
  const SteadyTime last = std::max(heard_, moved_);
  const bool loaded = line_count_ > 0 || now - started_ >= kLoading;
  if (loaded && ((unheard_ > 0 && now - last >= settings_->timeout * kSilentTimeouts) ||
                 (backlog_.is_halfway() && now - last >= settings_->timeout)))
    return terminate("neither reads nor answers any more");
  if (unheard_ > 0 || !backlog_.empty()) look_later();
}

void ExecChannel::terminate(const std::string& why) {
  if (std::exchange(ending_, true)) return;
  log(LogLevel::error, "exec_terminated", "the program " + why + "; it is ended");
  program_->signal(SIGTERM);
  after(*end_timer_, kLastWords, [this] {
    if (program_) program_->signal(SIGKILL);
  });
}

std::string ExecChannel::blocked() const {
  return !stopping_ && (!program_ || ending_ || unheard_ > 0) ? "gateway_down" : std::string();
}

void ExecChannel::stop(milliseconds grace) {
  if (std::exchange(stopping_, true)) return;
  restart_timer_->cancel();
  for (Backlog::Message& message : backlog_.not_begun())
    settle(std::move(message.done),
           Outcome::deferred(FailureClass::transient, "interrupted", "", "the service stops"));
  if (!program_) return;
  // The end of its input is how a program learns that it may go.
  if (!backlog_.is_halfway()) program_->close_input();
  after(*end_timer_, grace, [this] {
    if (!program_) return;
    answer_all(0, "the service stopped before the program answered");
    terminate("has not ended in time");
  });
}

}  // namespace triand::channels::exec
