#include "channels/sms/sms_sender.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "channels/secret_words.hpp"
#include "channels/sms/phone_form.hpp"
#include "templates/sms_parts.hpp"

namespace triand::channels {
namespace {

using std::chrono::milliseconds;

// A message that the gateway's pace would hold back longer goes back to its lane, which can be paused and stopped.
constexpr milliseconds kPatience{1500};

Outcome interrupted() {
  return Outcome::deferred(FailureClass::transient, "interrupted", "", "the service stops");
}

}  // namespace

SmsSender::SmsSender(std::shared_ptr<const SmsSettings> settings, Runtime& runtime)
    : settings_(std::move(settings)),
      description_(*settings_->description),
      runtime_(runtime),
      client_(std::make_unique<HttpClient>(runtime.executor, settings_->concurrency, settings_->ca_file)),
      uses_unicode_(description_.body.uses(Placeholder::unicode)) {
  if (description_.pacing) pacer_.emplace(*description_.pacing);
}

void SmsSender::open() {
  const std::weak_ptr<SmsSender> weak = weak_from_this();
  const auto fetch = [weak](HttpRequest request, HttpClient::Callback callback) {
    if (const auto self = weak.lock()) self->fetch(std::move(request), std::move(callback));
  };
  if (description_.auth.keeps_token()) tokens_ = std::make_unique<TokenKeeper>(settings_, runtime_, fetch);
  if (description_.batch.max > 1)
    gatherer_ = std::make_unique<Gatherer>(runtime_.executor, description_.batch.max, description_.batch.wait,
                                           [weak](MessageBatch batch) {
                                             if (const auto self = weak.lock())
                                               self->depart(std::move(batch));
                                           });
  if (description_.poll.polls && (description_.poll.always || runtime_.webhook_url.empty()))
    poller_ = std::make_unique<Poller>(settings_, runtime_, fetch, [weak](RequestValues& values) {
      const auto self = weak.lock();
      if (!self || !self->tokens_) return;
      values.token = self->tokens_->token();
      values.session = self->tokens_->session();
    });
}

void SmsSender::fetch(HttpRequest request, HttpClient::Callback callback) {
  if (!client_) {
    HttpResponse nothing;
    nothing.error = "the service stops";
    boost::asio::post(runtime_.executor,
                      [callback = std::move(callback), nothing = std::move(nothing)]() mutable {
                        callback(std::move(nothing));
                      });
    return;
  }
  client_->send(std::move(request), [self = shared_from_this(), callback = std::move(callback)](
                                        HttpResponse response) { callback(std::move(response)); });
}

void SmsSender::answer_later(Channel::Done done, Outcome outcome) {
  boost::asio::post(runtime_.executor, [done = std::move(done), outcome = std::move(outcome)]() mutable {
    done(std::move(outcome));
  });
}

void SmsSender::answer_later(std::vector<Message> messages, const Outcome& outcome) {
  for (Message& message : messages) answer_later(std::move(message.done), outcome);
}

void SmsSender::send(Envelope envelope, Channel::Done done) {
  std::optional<std::string> phone = phone_in_form(envelope.to, description_.phone);
  if (!phone) {
    answer_later(std::move(done), Outcome::rejected(FailureClass::recipient, "bad_number", "",
                                                    "not a telephone number of Vietnam"));
    return;
  }
  if (stopping_) {
    answer_later(std::move(done), interrupted());
    return;
  }
  Message message{std::move(envelope), std::move(*phone), std::move(done)};
  if (gatherer_) {
    std::string key = batch_key(message);
    gatherer_->add(std::move(key), std::move(message));
    return;
  }
  MessageBatch batch;
  batch.messages.push_back(std::move(message));
  depart(std::move(batch));
}

// What a batch has in common.
std::string SmsSender::batch_key(const Message& message) const {
  const BodyTemplate& body = description_.body;
  const Envelope& envelope = message.envelope;
  std::string key;
  if (body.shares(Placeholder::text) || body.shares(Placeholder::text_base64)) key = envelope.text;
  key += '\0';
  if (body.shares(Placeholder::unicode)) key += values_of(message).unicode;
  key += '\0';
  if (body.shares(Placeholder::campaign)) key += envelope.campaign;
  return key;
}

void SmsSender::depart(MessageBatch batch) {
  if (!pacer_) {
    board(std::move(batch));
    return;
  }
  const auto now = std::chrono::steady_clock::now();
  const auto slot = pacer_->take(now, kPatience);
  if (!slot) {
    Outcome outcome = Outcome::deferred(FailureClass::throttled, "throttled", "",
                                        "the gateway takes fewer requests than are ready to go");
    outcome.retry_after = std::chrono::duration_cast<milliseconds>(pacer_->wait(now)) + milliseconds(1);
    answer_later(std::move(batch.messages), outcome);
    return;
  }
  if (*slot <= now) {
    board(std::move(batch));
    return;
  }
  auto timer = std::make_shared<boost::asio::steady_timer>(runtime_.executor, *slot);
  auto waiting = std::make_shared<MessageBatch>(std::move(batch));
  timer->async_wait([self = shared_from_this(), timer, waiting](const boost::system::error_code&) {
    self->board(std::move(*waiting));
  });
}

// Nothing leaves without a token where one is needed.
void SmsSender::board(MessageBatch batch) {
  if (stopping_) {
    answer_later(std::move(batch.messages), interrupted());
    return;
  }
  if (!tokens_ || tokens_->ready()) {
    transmit(std::move(batch));
    return;
  }
  auto waiting = std::make_shared<MessageBatch>(std::move(batch));
  tokens_->wait([self = shared_from_this(), waiting](const Outcome* trouble) {
    if (trouble != nullptr)
      self->answer_later(std::move(waiting->messages), *trouble);
    else if (self->stopping_)
      self->answer_later(std::move(waiting->messages), interrupted());
    else
      self->transmit(std::move(*waiting));
  });
}

RequestValues SmsSender::values_of(const Message& message) const {
  const Envelope& envelope = message.envelope;
  RequestValues values;
  values.phone = message.phone;
  values.text = envelope.text;
  values.reference = envelope.reference;
  values.sender = settings_->sender;
  values.webhook_url = runtime_.webhook_url;
  values.campaign = envelope.campaign;
  values.credentials = &settings_->credentials;
  const bool wide =
      uses_unicode_ && templates::sms_parts(envelope.text).coding == templates::SmsParts::Coding::ucs2;
  values.unicode = description_.unicode_words[wide ? 1 : 0];
  if (tokens_) {
    values.token = tokens_->token();
    values.session = tokens_->session();
  }
  return values;
}

HttpRequest SmsSender::request_of(const MessageBatch& batch) const {
  HttpRequest request;
  request.url = settings_->url;
  request.headers = tokens_ ? tokens_->headers() : settings_->headers;
  request.timeout = settings_->timeout;
  std::string body;
  if (batch.messages.size() == 1) {
    body = description_.body.render(values_of(batch.messages.front()));
  } else {
    std::vector<RequestValues> values;
    values.reserve(batch.messages.size());
    for (const Message& message : batch.messages) values.push_back(values_of(message));
    body = description_.body.render(values);
  }
  if (description_.get) {
    request.method = HttpRequest::Method::get;
    request.url += "?" + body;
  } else {
    request.body = description_.soap || !description_.field.empty() ? description_.wrapped(std::move(body))
                                                                    : std::move(body);
  }
  return request;
}

void SmsSender::transmit(MessageBatch batch) {
  if (!client_) {
    answer_later(std::move(batch.messages), interrupted());
    return;
  }
  HttpRequest request = request_of(batch);
  const std::uint64_t generation = tokens_ ? tokens_->generation() : 0;
  client_->send(std::move(request), [self = shared_from_this(), batch = std::move(batch),
                                     generation](HttpResponse response) mutable {
    self->answered(std::move(batch), generation, std::move(response));
  });
}

void SmsSender::answered(MessageBatch batch, std::uint64_t generation, HttpResponse response) {
  hide_secrets(response.body);
  const auto now = runtime_.now();
  ReplyRules::Reading reading;
  if (batch.messages.size() == 1 && !description_.reply.has_items() &&
      !description_.reply.has_refused_phones()) {
    const std::string_view phone = batch.messages.front().phone;
    reading = description_.reply.outcomes(response, {&phone, 1}, now, runtime_.hash_key);
  } else {
    std::vector<std::string_view> phones;
    for (const Message& message : batch.messages) phones.emplace_back(message.phone);
    reading = description_.reply.outcomes(response, phones, now, runtime_.hash_key);
  }
  if (reading.renew && tokens_ && !batch.renewed) {
    tokens_->refuse(generation);
    batch.renewed = true;
    board(std::move(batch));
    return;
  }
  if (const auto& wait = reading.outcomes.front().retry_after; wait && pacer_)
    pacer_->pause(std::chrono::steady_clock::now(), *wait);
  MessageBatch rest;
  rest.renewed = batch.renewed;
  for (std::size_t i = 0; i < batch.messages.size(); ++i) {
    Message& message = batch.messages[i];
    if (std::binary_search(reading.again.begin(), reading.again.end(), i)) {
      rest.messages.push_back(std::move(message));
      continue;
    }
    Outcome& outcome = reading.outcomes[i];
    if (poller_ && outcome.verdict == Verdict::accepted && !outcome.provider_id.empty())
      poller_->watch(message.envelope.reference, outcome.provider_id, message.phone);
    message.done(std::move(outcome));
  }
  if (rest.messages.size() == batch.messages.size())
    send_halves(std::move(rest));
  else if (!rest.messages.empty())
    depart(std::move(rest));
}

// Who of them the gateway will not have shows when they go in fewer and fewer together.
void SmsSender::send_halves(MessageBatch batch) {
  MessageBatch second;
  second.renewed = batch.renewed;
  const auto middle = batch.messages.begin() + static_cast<std::ptrdiff_t>(batch.messages.size() / 2);
  second.messages.assign(std::make_move_iterator(middle), std::make_move_iterator(batch.messages.end()));
  batch.messages.erase(middle, batch.messages.end());
  depart(std::move(batch));
  depart(std::move(second));
}

// A gateway that repeats what it was sent must not carry a key into the delivery's history.
void SmsSender::hide_secrets(std::string& text) const {
  for (const auto& [name, secret] : settings_->credentials) hide_secret(secret.reveal(), text);
  if (tokens_) tokens_->hide(text);
}

void SmsSender::stop(milliseconds grace) {
  stopping_ = true;
  if (gatherer_) answer_later(gatherer_->take_all(), interrupted());
  if (poller_) poller_->stop();
  if (client_) client_->abort_after(grace);
}

void SmsSender::close() {
  stopping_ = true;
  if (gatherer_) answer_later(gatherer_->take_all(), interrupted());
  if (poller_) poller_->stop();
  client_.reset();
}

}  // namespace triand::channels
