#include "channels/email/email_channel.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>

#include "channels/email/message.hpp"

namespace triand::channels::email {
namespace {

using namespace std::chrono_literals;

// libcurl looks at the stop sign once a second while it connects.
constexpr std::chrono::milliseconds kAbortLatency = 1s;
// How often the mailbox of the bounces is looked at.
constexpr std::chrono::milliseconds kBouncePause = 2s;

Outcome not_sent() {
  return Outcome::deferred(FailureClass::transient, "interrupted", "",
                           "the service stopped before it was sent");
}

}  // namespace

EmailChannel::EmailChannel(Settings settings) : settings_(std::move(settings)) {}

EmailChannel::~EmailChannel() { stop(0ms); }

void EmailChannel::start(Runtime& runtime) {
  runtime_ = &runtime;
  const bool own_page = settings_.unsubscribe_url.empty() || settings_.unsubscribe_url.starts_with("http");
  unsubscribe_url_ = own_page && runtime.signing_key.empty() ? std::string()
                     : settings_.unsubscribe_url.empty()     ? runtime.unsubscribe_url
                                                             : settings_.unsubscribe_url;
  if (settings_.starttls == StartTls::off && !is_near(settings_) && settings_.server.starts_with("smtp:"))
    warn_of_clear_text("`starttls: off`");
  for (std::size_t i = 0; i < settings_.sessions; ++i) threads_.emplace_back([this] { serve(); });
  if (!settings_.bounce_maildir.empty())
    bounces_ = std::make_unique<BounceReader>(settings_.bounce_maildir,
                                              BounceAddress(settings_.bounce_address, runtime.signing_key),
                                              runtime, kBouncePause);
}

std::string EmailChannel::unsubscribe_url() const {
  return settings_.unsubscribe_url.starts_with("http") ? settings_.unsubscribe_url : std::string();
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
  if (bounces_) bounces_->stop();
}

Outcome EmailChannel::hand_over(SmtpSession& session, const Job& job) {
  const WaysBack back = ways_back(settings_, unsubscribe_url_, runtime_->signing_key, job.envelope.reference);
  const Composition composition = compose(job.envelope, settings_, back, job.taken_at);
  if (!composition.message) return composition.refusal;
  if (stop_.raised()) return not_sent();
  Judgement judgement = session.send(*composition.message);
  if (judgement.try_again_at_once && !stop_.raised()) judgement = session.send(*composition.message);
  if (session.went_in_clear() && settings_.starttls == StartTls::opportunistic && !is_near(settings_))
    warn_of_clear_text("the server offers no STARTTLS and `starttls: opportunistic` does not insist");
  return judgement.outcome;
}

void EmailChannel::warn_of_clear_text(const std::string& why) {
  if (!runtime_->log || warned_.exchange(true)) return;
  boost::asio::post(runtime_->executor, [runtime = runtime_, why] {
    runtime->log(
        LogLevel::warning, "mail_in_clear",
        "channel " + runtime->name + ": mail leaves unencrypted: " + why + "; write `starttls: required`");
  });
}

void EmailChannel::serve() {
  SmtpSession session(settings_, stop_);
  while (std::optional<Job> job = queue_.pop()) {
    Outcome outcome;
    try {
      outcome = hand_over(session, *job);
    } catch (const std::exception& error) {
      // How far it got is not known.
      outcome = Outcome::in_doubt("unknown_answer", "", error.what());
    }
    look_at_text(job->envelope.campaign, outcome);
    job->answer(std::move(outcome));
  }
}

void EmailChannel::look_at_text(const std::string& campaign, Outcome& outcome) {
  const std::lock_guard lock(texts_mutex_);
  if (outcome.verdict == Verdict::accepted) texts_.took(campaign);
  if (outcome.reason == "content_rejected" && texts_.refused(campaign))
    outcome.failure = FailureClass::content;
}

}  // namespace triand::channels::email
