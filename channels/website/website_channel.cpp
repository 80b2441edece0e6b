#include "channels/website/website_channel.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <exception>
#include <iterator>
#include <set>
#include <utility>

#include <boost/asio/post.hpp>

#include "channels/website/seen.hpp"

namespace triand::channels::website {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

// How long a notice waits for company.
constexpr milliseconds kGather{50};
// What a body has besides its notices.
constexpr std::size_t kFrame = 120;
// Tries of one batch before the lane decides, the wait before the second, and what a portal may ask for in here.
constexpr int kTries = 4;
constexpr milliseconds kFirstWait{500};
constexpr milliseconds kLongestWait{30'000};
constexpr std::size_t kRequests = 4;
// A clock that is wrong by more is told of, before the portal refuses everything at five minutes; less than the other is
// no news.
constexpr std::chrono::seconds kWrongClock{60};
constexpr std::chrono::seconds kSameClock{10};

milliseconds wait_after(int tries) { return kFirstWait * (1 << (tries - 1)); }

}  // namespace

void WebsiteChannel::start(Runtime& runtime) {
  runtime_ = &runtime;
  client_ = std::make_unique<HttpClient>(runtime.executor, kRequests, settings_->ca_file);
  gather_timer_ = std::make_unique<boost::asio::steady_timer>(runtime.executor);
  hold_timer_ = std::make_unique<boost::asio::steady_timer>(runtime.executor);
}

void WebsiteChannel::after(boost::asio::steady_timer& timer, milliseconds wait, std::function<void()> what) {
  timer.expires_after(wait);
  timer.async_wait(
      [what = std::move(what), alive = std::weak_ptr(alive_)](const boost::system::error_code& error) {
        if (!error && !alive.expired()) what();
      });
}

void WebsiteChannel::later(Done done, Outcome outcome) {
  boost::asio::post(runtime_->executor, [done = std::move(done), outcome = std::move(outcome)]() mutable {
    done(std::move(outcome));
  });
}

void WebsiteChannel::send(Envelope envelope, Done done) {
  Notice notice;
  notice.id = std::move(envelope.reference);
  notice.event = envelope.version > 1 ? NoticeEvent::updated : NoticeEvent::published;
  notice.version = envelope.version;
  notice.customer_code = std::move(envelope.to);
  notice.title = std::move(envelope.subject);
  notice.body = std::move(envelope.text);
  notice.language = std::move(envelope.language);
  notice.campaign = std::move(envelope.campaign);
  notice.publish_at = runtime_->now();
  gather({std::move(notice), std::move(done)});
}

void WebsiteChannel::gather(Post post) {
  if (stopping_)
    return later(std::move(post.done),
                 Outcome::deferred(FailureClass::transient, "interrupted", "", "the service stops"));
  Gathering& gathering = gatherings_[static_cast<std::size_t>(post.notice.event)];
  const std::size_t bytes = size_of(post.notice);
  if (!gathering.posts.empty() && kFrame + gathering.bytes + bytes > WebsiteSettings::kLargestBody)
    close(gathering);
  gathering.bytes += bytes;
  gathering.posts.push_back(std::move(post));
  if (gathering.posts.size() >= settings_->batch) {
    close(gathering);
  } else if (!std::exchange(gathering_, true)) {
    after(*gather_timer_, kGather, [this] {
      gathering_ = false;
      close_all();
      pump();
    });
  }
  pump();
}

void WebsiteChannel::close(Gathering& gathering) {
  if (gathering.posts.empty()) return;
  ready_.push_back(make_batch(std::move(gathering.posts), runtime_->now()));
  gathering = {};
}

void WebsiteChannel::close_all() {
  for (Gathering& gathering : gatherings_) close(gathering);
}

void WebsiteChannel::pump() {
  const auto now = steady_clock::now();
  if (!ready_.empty() && now < not_before_)
    return after(*hold_timer_, std::chrono::ceil<milliseconds>(not_before_ - now), [this] { pump(); });
  while (!ready_.empty() && under_way_ < kRequests) {
    BatchPointer batch = std::move(ready_.front());
    ready_.pop_front();
    post(std::move(batch));
  }
}

void WebsiteChannel::post(BatchPointer batch) {
  ++batch->tries;
  // The timestamp is that of the try; id and bytes are those of the batch.
  const std::int64_t timestamp =
      std::chrono::floor<std::chrono::seconds>(runtime_->now()).time_since_epoch().count();
  HttpRequest request;
  request.url = settings_->url;
  request.timeout = settings_->timeout;
  request.body = batch->body;
  request.headers = HeaderList::make(
      {{"Content-Type", "application/json"},
       {"webhook-id", batch->id},
       {"webhook-timestamp", std::to_string(timestamp)},
       {"webhook-signature", signatures(settings_->keys, batch->id, timestamp, batch->body)}});
  ++under_way_;
  client_->send(std::move(request),
                [this, batch, alive = std::weak_ptr(alive_)](const HttpResponse& response) {
                  if (!alive.expired()) return answered(batch, response);
                  for (Post& one : batch->posts)
                    one.done(Outcome::in_doubt("connection_lost", "", "the service stopped"));
                });
}

void WebsiteChannel::answered(const BatchPointer& batch, const HttpResponse& response) {
  --under_way_;
  note_clock(response);
  go_on(batch, judge_answer(response, settings_->whole_answers, runtime_->now()));
  pump();
}

void WebsiteChannel::go_on(const BatchPointer& batch, const Judged& judged) {
  switch (judged.kind) {
    case Judged::Kind::each:
      settle_each(*batch, judged.outcomes);
      break;
    case Judged::Kind::all:
      end(batch, judged.outcome);
      break;
    case Judged::Kind::split:
      batch->posts.size() == 1 ? end(batch, judged.outcome) : split(batch);
      break;
    case Judged::Kind::again: {
      batch->may_have_arrived = batch->may_have_arrived || judged.may_have_arrived;
      const milliseconds wait =
          std::max(wait_after(batch->tries), judged.outcome.retry_after.value_or(milliseconds(0)));
      if (stopping_ || batch->tries >= kTries || wait > kLongestWait) return end(batch, judged.outcome);
      not_before_ = std::max(not_before_, steady_clock::now() + wait);
      ready_.push_front(batch);
      break;
    }
  }
}

void WebsiteChannel::settle_each(const Batch& batch, const std::map<std::string, Outcome>& outcomes) {
  std::set<std::string_view> unknown;
  for (const auto& [id, outcome] : outcomes) unknown.insert(id);
  std::size_t missing = 0;
  for (const Post& post : batch.posts) {
    unknown.erase(post.notice.id);
    const auto found = outcomes.find(post.notice.id);
    missing += found == outcomes.end() ? 1 : 0;
    post.done(found == outcomes.end() ? left_out() : found->second);
  }
  if (!unknown.empty())
    quote("portal_result_unknown", "the portal's answer to " + batch.id + " has " +
                                       std::to_string(unknown.size()) +
                                       " results for notices that it was not given");
  if (missing > 0)
    quote("portal_result_missing",
          "the portal's answer to " + batch.id + " has no result, or none that is understood, for " +
              std::to_string(missing) + " of " + std::to_string(batch.posts.size()) + " notices");
}

// The portal's answers may be wrong without end.
void WebsiteChannel::quote(std::string_view event, const std::string& text) {
  if (!runtime_->log || !budget_.take(steady_clock::now())) return;
  const std::int64_t left_out = budget_.left_out();
  runtime_->log(
      LogLevel::warning, event,
      "channel " + runtime_->name + ": " + text +
          (left_out == 0 ? "" : " (" + std::to_string(left_out) + " lines before it were left out)"));
}

void WebsiteChannel::note_clock(const HttpResponse& response) {
  const auto said = response.complete ? response.date() : std::nullopt;
  if (!said) return;
  const auto ahead = std::chrono::round<std::chrono::seconds>(*said - runtime_->now());
  if (std::chrono::abs(ahead - clock_ahead_) >= kSameClock) clock_ahead_ = ahead;
}

std::string WebsiteChannel::trouble() const {
  if (std::chrono::abs(clock_ahead_) <= kWrongClock) return {};
  return "the portal's clock is " + std::to_string(std::chrono::abs(clock_ahead_).count()) + " s " +
         (clock_ahead_ > std::chrono::seconds(0) ? "ahead of" : "behind") +
         " ours: from 300 s on it refuses every message; see to the time synchronisation of both";
}

// One of its notices is at fault; the halves are batches of their own.
void WebsiteChannel::split(const BatchPointer& batch) {
  const auto middle = batch->posts.begin() + static_cast<std::ptrdiff_t>(batch->posts.size() / 2);
  std::vector<Post> second(std::make_move_iterator(middle), std::make_move_iterator(batch->posts.end()));
  batch->posts.erase(middle, batch->posts.end());
  ready_.push_front(make_batch(std::move(second), runtime_->now()));
  ready_.push_front(make_batch(std::move(batch->posts), runtime_->now()));
  if (!stopping_) return;
  for (int half = 0; half < 2; ++half) {
    const BatchPointer left = ready_.front();
    ready_.pop_front();
    end(left, Outcome::deferred(FailureClass::transient, "interrupted", "", "the service stops"));
  }
}

void WebsiteChannel::end(const BatchPointer& batch, const Outcome& outcome) {
  // The portal may have stored an earlier try: to say now that nothing was taken would be a guess.
  const bool unsure = batch->may_have_arrived && outcome.verdict == Verdict::deferred;
  for (Post& post : batch->posts) {
    if (unsure) {
      post.done(Outcome::in_doubt(outcome.reason == "interrupted" ? "connection_lost" : outcome.reason,
                                  outcome.code, outcome.detail));
    } else {
      Outcome own = outcome;
      if (own.verdict == Verdict::accepted) own.provider_id = post.notice.id;
      post.done(std::move(own));
    }
  }
}

void WebsiteChannel::withdraw(Withdrawal withdrawal, Done done) {
  Notice notice;
  notice.id = std::move(withdrawal.reference);
  notice.event = NoticeEvent::withdrawn;
  notice.version = withdrawal.version;
  notice.customer_code = std::move(withdrawal.customer_code);
  notice.campaign = std::move(withdrawal.campaign);
  gather({std::move(notice),
          [done = std::move(done)](Outcome outcome) { done(of_withdrawal(std::move(outcome))); }});
}

bool WebsiteChannel::opens_feed(std::string_view token) const {
  const std::string& own = settings_->feed_token.reveal();
  return !own.empty() && own.size() == token.size() &&
         CRYPTO_memcmp(own.data(), token.data(), own.size()) == 0;
}

WebhookResult WebsiteChannel::receive(const WebhookRequest& request) const {
  return read_seen(request, settings_->keys, runtime_->now());
}

void WebsiteChannel::stop(milliseconds grace) {
  if (std::exchange(stopping_, true)) return;
  gather_timer_->cancel();
  hold_timer_->cancel();
  close_all();
  for (const BatchPointer& batch : std::exchange(ready_, {}))
    boost::asio::post(runtime_->executor, [this, batch, alive = std::weak_ptr(alive_)] {
      if (!alive.expired())
        end(batch, Outcome::deferred(FailureClass::transient, "interrupted", "", "the service stops"));
    });
  client_->abort_after(grace);
}

}  // namespace triand::channels::website
