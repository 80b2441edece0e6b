#include "channels/email/email_channel.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/prefer.hpp>

#include "channels/email/message.hpp"

namespace triand::channels::email {
namespace {

using namespace std::chrono_literals;

// libcurl looks at the stop sign once a second.
constexpr std::chrono::milliseconds kAbortLatency = 1s;

Outcome not_sent() {
  return Outcome::deferred(FailureClass::transient, "interrupted", "",
                           "the service stopped before it was sent");
}

Outcome hand_over(SmtpSession& session, const StopSign& stop, const Job& job, const Settings& settings) {
  const Composition composition = compose(job.envelope, settings, job.taken_at);
  if (!composition.message) return composition.refusal;
  if (stop.raised()) return not_sent();
  const Judgement first = session.send(*composition.message);
  if (!first.try_again_at_once || stop.raised()) return first.outcome;
  return session.send(*composition.message).outcome;
}

}  // namespace

EmailChannel::EmailChannel(Settings settings) : settings_(std::move(settings)) {}

EmailChannel::~EmailChannel() { stop(0ms); }

void EmailChannel::start(Runtime& runtime) {
  runtime_ = &runtime;
  for (std::size_t i = 0; i < settings_.sessions; ++i) threads_.emplace_back([this] { serve(); });
}

void EmailChannel::send(Envelope envelope, Done done) {
  Job job{
      .envelope = std::move(envelope),
      .done = std::move(done),
      .taken_at = runtime_->now(),
      .executor = boost::asio::prefer(runtime_->executor, boost::asio::execution::outstanding_work.tracked)};
  if (!queue_.push(job)) job.answer(not_sent());
}

void EmailChannel::stop(std::chrono::milliseconds grace) {
  const auto patience = std::max(0ms, grace - kAbortLatency);
  if (!stop_.raised()) stop_.raise(std::chrono::steady_clock::now() + patience);
  for (Job& job : queue_.close()) job.answer(not_sent());
}

void EmailChannel::serve() {
  SmtpSession session(settings_, stop_);
  while (std::optional<Job> job = queue_.pop()) {
    Outcome outcome;
    try {
      outcome = hand_over(session, stop_, *job, settings_);
    } catch (const std::exception& error) {
      // How far it got is not known.
      outcome = Outcome::in_doubt("unknown_answer", "", error.what());
    }
    job->answer(std::move(outcome));
  }
}

}  // namespace triand::channels::email
