#include "channels/zalo/zalo_token_keeper.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/post.hpp>

namespace triand::channels {
namespace {

using std::chrono::milliseconds;

// A refresh whose answer is given up too early may have spent the token all the same.
constexpr milliseconds kShortestTimeout{30'000};
// The wall clock can be set; it is looked at again so often.
constexpr milliseconds kLongestLook{30'000};

constexpr const char* kAuthorize = "; give the channel a new pair with `trianctl channels authorize`";
constexpr const char* kCorrect = "; look at app_id and app_secret, and reload the configuration";

void append_encoded(std::string& out, std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    }
  }
}

}  // namespace

ZaloTokenKeeper::ZaloTokenKeeper(std::shared_ptr<const ZaloSettings> settings, Runtime& runtime, Fetch fetch,
                                 Changed changed)
    : settings_(std::move(settings)),
      runtime_(runtime),
      fetch_(std::move(fetch)),
      changed_(std::move(changed)),
      store_(std::make_shared<TokenStore>(
          runtime, settings_->appsecret_proof ? settings_->app_secret : config::Secret())),
      timer_(runtime.executor) {
  // Of what an earlier run has sent with nothing is known, but that it was not refused then.
  if (const TokenPair* pair = store_->pair()) worked_ = pair->generation;
}

void ZaloTokenKeeper::open() { arm(); }

const TokenPair* ZaloTokenKeeper::usable() const {
  const TokenPair* pair = store_->pair();
  const bool good = pair != nullptr && pair->spent.empty() && stopped_.empty() && !store_->refused() &&
                    runtime_.now() < RefreshSchedule::ends(*pair);
  return good ? pair : nullptr;
}

std::string ZaloTokenKeeper::blocked() const {
  const TokenPair* pair = store_->pair();
  if (pair == nullptr || !pair->spent.empty() || !stopped_.empty()) return "not_authorized";
  return usable() == nullptr ? "token_renewing" : "";
}

void ZaloTokenKeeper::wait(TokenQueue::Ready ready) {
  queue_.join(std::move(ready));
  if (usable() != nullptr || blocked() == "not_authorized" || stopping_) {
    tell_later();
    return;
  }
  refresh();
}

// Unless a refresh is under way, whose end tells them.
void ZaloTokenKeeper::tell_later() {
  boost::asio::post(runtime_.executor, [weak = weak_from_this()] {
    const auto self = weak.lock();
    if (!self) return;
    const auto trouble = self->trouble_of_sending();
    self->queue_.tell(trouble ? &*trouble : nullptr);
  });
}

std::optional<Outcome> ZaloTokenKeeper::trouble_of_sending() const {
  if (usable() != nullptr) return std::nullopt;
  if (stopping_) return Outcome::deferred(FailureClass::transient, "interrupted", "", "the service stops");
  if (blocked() == "not_authorized")
    return Outcome::deferred(FailureClass::configuration, "not_authorized", "",
                             "the channel has no valid token");
  // Nobody's fault and nobody's attempt: it is tried again.
  return Outcome::deferred(FailureClass::transient, "gateway_down", "", "no token: " + last_failure_);
}

void ZaloTokenKeeper::refuse(std::uint64_t generation) {
  const TokenPair* pair = store_->pair();
  // What is said about an older pair says nothing about this one.
  if (pair == nullptr || pair->generation != generation || store_->refused()) return;
  store_->refuse(generation);
  const bool fresh = pair->renewed && worked_ < generation && runtime_.now() < RefreshSchedule::due(*pair);
  if (fresh)
    stopped_ = std::string("Zalo refuses the access token that it has just given") + kAuthorize;
  else if (pair->spent.empty())
    refresh();
  changed_();
}

void ZaloTokenKeeper::worked(std::uint64_t generation) { worked_ = std::max(worked_, generation); }

// One timer, for the next refresh: it fires by the steady clock and looks at the wall.
void ZaloTokenKeeper::arm() {
  const TokenPair* pair = store_->pair();
  if (stopping_ || blocked() == "not_authorized" || queue_.asking()) return;
  auto due = store_->refused() ? runtime_.now() : RefreshSchedule::due(*pair);
  if (failures_ > 0) due = std::max(due, runtime_.now() + RefreshSchedule::pause(failures_));
  const auto wait =
      std::clamp<RefreshSchedule::Time::duration>(due - runtime_.now(), milliseconds(0), kLongestLook);
  timer_.expires_after(std::chrono::duration_cast<milliseconds>(wait) + milliseconds(1));
  timer_.async_wait([weak = weak_from_this(), due](const boost::system::error_code& error) {
    const auto self = weak.lock();
    if (!self || error) return;
    if (self->runtime_.now() >= due)
      self->refresh();
    else
      self->arm();
  });
}

void ZaloTokenKeeper::refresh() {
  const TokenPair* pair = store_->pair();
  if (stopping_ || blocked() == "not_authorized" || store_->saving() || !queue_.begin()) return;
  timer_.cancel();
  HttpRequest request;
  request.url = settings_->oauth_endpoint + "/v4/oa/access_token";
  request.timeout = std::max(settings_->timeout, kShortestTimeout);
  // The application's secret travels in a header, not in the form.
  request.headers = HeaderList::make({{"Content-Type", "application/x-www-form-urlencoded"},
                                      {"secret_key", settings_->app_secret.reveal()}});
  request.body = "refresh_token=";
  append_encoded(request.body, pair->refresh_token);
  request.body += "&app_id=";
  append_encoded(request.body, settings_->app_id);
  request.body += "&grant_type=refresh_token";
  fetch_(std::move(request), [weak = weak_from_this(), generation = pair->generation,
                              refresh_token = pair->refresh_token](const HttpResponse& response) {
    if (const auto self = weak.lock()) self->answered(generation, refresh_token, read_token_reply(response));
  });
}

void ZaloTokenKeeper::answered(std::uint64_t generation, const std::string& refresh_token,
                               const TokenReply& reply) {
  const TokenPair* pair = store_->pair();
  // An administrator has brought another pair meanwhile, or is just bringing it: what this one bought is of no use.
  if (store_->saving() || pair == nullptr || pair->generation != generation) {
    queue_.end(nullptr);
    arm();
    return;
  }
  switch (reply.kind) {
    case TokenReply::Kind::renewed:
      keep(refresh_token, reply);
      return;
    case TokenReply::Kind::refused:
      give_up(generation, reply.words);
      break;
    case TokenReply::Kind::misconfigured:
      stopped_ = reply.words + kCorrect;
      break;
    case TokenReply::Kind::failed:
      failed(reply.words);
      break;
  }
  const auto trouble = trouble_of_sending();
  queue_.end(trouble ? &*trouble : nullptr);
  arm();
  changed_();
}

void ZaloTokenKeeper::keep(const std::string& refresh_token, const TokenReply& reply) {
  TokenPair next;
  next.access_token = reply.access_token;
  next.refresh_token = reply.refresh_token.empty() ? refresh_token : reply.refresh_token;
  next.lasts = reply.lasts;
  next.renewed = true;
  next.issued_at =
      std::chrono::duration_cast<std::chrono::seconds>(runtime_.now().time_since_epoch()).count();
  next.refresh_issued_at =
      next.refresh_token == refresh_token ? store_->pair()->refresh_issued_at : next.issued_at;
  failures_ = 0;
  last_failure_.clear();
  store_->replace(std::move(next), [weak = weak_from_this()] {
    const auto self = weak.lock();
    if (!self) return;
    const auto trouble = self->trouble_of_sending();
    self->queue_.end(trouble ? &*trouble : nullptr);
    self->arm();
    self->changed_();
  });
}

void ZaloTokenKeeper::give_up(std::uint64_t generation, const std::string& why) {
  // After a lost answer this is how it shows that the answer was a new pair.
  store_->mark_spent(generation, failures_ > 0 ? why + "; an earlier answer was lost" : why);
}

void ZaloTokenKeeper::failed(const std::string& why) {
  ++failures_;
  last_failure_ = why;
}

std::string ZaloTokenKeeper::authorize(std::string_view json, std::function<void()> saved) {
  std::string fault;
  auto pair = TokenPair::from_administrator(json, fault);
  if (!pair) return fault;
  pair->issued_at =
      std::chrono::duration_cast<std::chrono::seconds>(runtime_.now().time_since_epoch()).count();
  pair->refresh_issued_at = pair->issued_at;
  store_->replace(std::move(*pair), [weak = weak_from_this(), saved = std::move(saved)] {
    if (const auto self = weak.lock()) {
      self->failures_ = 0;
      self->last_failure_.clear();
      self->stopped_.clear();
      if (!self->queue_.asking()) self->tell_later();
      self->arm();
      self->changed_();
    }
    if (saved) saved();
  });
  return {};
}

std::string ZaloTokenKeeper::trouble() const {
  const TokenPair* pair = store_->pair();
  if (pair == nullptr) return "";
  if (!pair->spent.empty()) return "the token cannot be renewed: " + pair->spent + kAuthorize;
  if (!stopped_.empty()) return "the token cannot be renewed: " + stopped_;
  if (failures_ > 0)
    return "renewing the token failed " + std::to_string(failures_) + " times, last: " + last_failure_ +
           "; it is tried again";
  if (RefreshSchedule::is_old(*pair, runtime_.now()))
    return std::string("the refresh token is older than 75 days and runs out after about 90") + kAuthorize;
  return "";
}

void ZaloTokenKeeper::stop() {
  stopping_ = true;
  timer_.cancel();
  if (!queue_.asking()) tell_later();
}

void ZaloTokenKeeper::close() {
  stopping_ = true;
  timer_.cancel();
  const Outcome trouble = Outcome::deferred(FailureClass::transient, "interrupted", "", "the service stops");
  queue_.tell(&trouble);
}

}  // namespace triand::channels
