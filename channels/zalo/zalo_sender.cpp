#include "channels/zalo/zalo_sender.hpp"

#include <utility>

#include <boost/asio/post.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "channels/digest.hpp"
#include "channels/secret_words.hpp"
#include "channels/zalo/pages.hpp"
#include "channels/zalo/zalo_phone.hpp"

namespace triand::channels {
namespace {

using std::chrono::milliseconds;

// Each answer to a message says it as well; this is for times without any, and for changes by others.
constexpr milliseconds kQuotaLook = std::chrono::minutes(15);
constexpr milliseconds kQuotaRetry = std::chrono::seconds(30);

Outcome interrupted() {
  return Outcome::deferred(FailureClass::transient, "interrupted", "", "the service stops");
}

// Zalo's words without what may be somebody's telephone.
std::string without_numbers(const std::string& words) {
  constexpr std::size_t kLongest = 6;
  std::string out;
  std::string digits;
  const auto settle = [&] {
    out += digits.size() > kLongest ? std::string("***") : digits;
    digits.clear();
  };
  for (const char c : words) {
    if (c >= '0' && c <= '9') {
      digits += c;
      continue;
    }
    settle();
    out += c;
  }
  settle();
  return out;
}

// Of the whole answer: behind a cut half a token would stay.
void hide_tokens(const TokenPair& sent, std::string& text) {
  hide_secret(sent.access_token, text);
  hide_secret(sent.refresh_token, text);
}

// Ids and template numbers are plain; whatever else came to stand there does not get into an address.
std::string plain(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool good = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      c == '-' || c == '_' || c == '.';
    if (good) out += c;
  }
  return out;
}

}  // namespace

ZaloSender::ZaloSender(std::shared_ptr<const ZaloSettings> settings, Runtime& runtime)
    : settings_(std::move(settings)),
      runtime_(runtime),
      client_(std::make_unique<HttpClient>(runtime.executor, settings_->concurrency + 1, settings_->ca_file)),
      quota_timer_(runtime.executor) {}

void ZaloSender::open() {
  const std::weak_ptr<ZaloSender> weak = weak_from_this();
  tokens_ = std::make_shared<ZaloTokenKeeper>(
      settings_, runtime_,
      [weak](HttpRequest request, HttpClient::Callback callback) {
        if (const auto self = weak.lock()) self->fetch(std::move(request), std::move(callback));
      },
      [weak] {
        if (const auto self = weak.lock()) self->token_changed();
      });
  tokens_->open();
  read_quota_later(milliseconds(1));
}

void ZaloSender::token_changed() {
  if (tokens_->usable() != nullptr && !quota_.now_known()) read_quota_later(milliseconds(1));
  changed();
}

void ZaloSender::fetch(HttpRequest request, HttpClient::Callback callback) {
  if (!client_) {
    HttpResponse nothing;
    nothing.error = "the service stops";
    boost::asio::post(runtime_.executor,
                      [callback = std::move(callback), nothing = std::move(nothing)] { callback(nothing); });
    return;
  }
  client_->send(std::move(request), [self = shared_from_this(), callback = std::move(callback)](
                                        HttpResponse response) { callback(std::move(response)); });
}

void ZaloSender::answer_later(Channel::Done done, Outcome outcome) {
  boost::asio::post(runtime_.executor, [done = std::move(done), outcome = std::move(outcome)]() mutable {
    done(std::move(outcome));
  });
}

void ZaloSender::send(Envelope envelope, Channel::Done done) {
  const ZaloPhone phone = zalo_phone(envelope.to);
  if (!phone.reason.empty()) {
    answer_later(std::move(done), Outcome::rejected(FailureClass::recipient, std::string(phone.reason), "",
                                                    "not a mobile number of Vietnam"));
    return;
  }
  Message message;
  message.body = body_of(envelope, phone.number);
  message.template_id = std::move(envelope.template_id);
  message.done = std::move(done);
  board(std::move(message));
}

// Nothing leaves without a token.
void ZaloSender::board(Message message) {
  if (stopping_) {
    answer_later(std::move(message.done), interrupted());
    return;
  }
  if (tokens_->usable() != nullptr) {
    transmit(std::move(message));
    return;
  }
  auto waiting = std::make_shared<Message>(std::move(message));
  tokens_->wait([self = shared_from_this(), waiting](const Outcome* trouble) {
    if (trouble != nullptr)
      self->answer_later(std::move(waiting->done), *trouble);
    else
      self->board(std::move(*waiting));
  });
}

void ZaloSender::transmit(Message message) {
  if (!client_) {
    answer_later(std::move(message.done), interrupted());
    return;
  }
  HttpRequest request;
  request.url =
      settings_->endpoint + (settings_->hashed_phone ? "/message/template/hashphone" : "/message/template");
  request.headers = tokens_->headers();
  request.timeout = settings_->timeout;
  request.body = message.body;
  client_->send(std::move(request), [self = shared_from_this(), message = std::move(message),
                                     sent = *tokens_->usable()](HttpResponse response) mutable {
    hide_tokens(sent, response.body);
    self->answered(std::move(message), sent, response);
  });
}

void ZaloSender::answered(Message message, const TokenPair& sent, const HttpResponse& response) {
  ZaloReply reply = read_zalo_reply(response, runtime_.now());
  if (reply.token_refused) {
    tokens_->refuse(sent.generation);
    if (!message.renewed) {
      message.renewed = true;
      board(std::move(message));
      return;
    }
    if (!stopping_ && tokens_->blocked() != "not_authorized") {
      // Another renewal came between: nothing was taken, and it is tried again like any other.
      reply.outcome.failure = FailureClass::transient;
      reply.outcome.reason = "gateway_down";
    }
  } else if (!reply.outcome.code.empty() || reply.outcome.verdict == Verdict::accepted) {
    tokens_->worked(sent.generation);
  }
  learn(message, reply);
  message.done(std::move(reply.outcome));
}

// What an answer says beyond the message itself.
void ZaloSender::learn(const Message& message, ZaloReply& reply) {
  const auto now = runtime_.now();
  if (reply.daily_quota && reply.remaining_quota)
    quota_.hear(*reply.daily_quota, *reply.remaining_quota, now);
  if (reply.quota_used_up) quota_.used_up(now);
  if (reply.outcome.verdict == Verdict::accepted) templates_.took(message.template_id);
  if (reply.ours && templates_.refused(message.template_id)) reply.outcome.failure = FailureClass::content;
  if (reply.unknown) {
    ++unknown_count_;
    unknown_ = reply.outcome.code + " " + without_numbers(reply.outcome.detail);
    changed();
  }
}

std::string ZaloSender::body_of(const Envelope& envelope, const std::string& phone) const {
  boost::json::object data;
  for (const auto& [name, value] : envelope.data) data[name] = value;
  boost::json::object body;
  if (settings_->hashed_phone)
    body["hash_phone"] = sha256_hex({phone});
  else
    body["phone"] = phone;
  body["template_id"] = envelope.template_id;
  body["template_data"] = std::move(data);
  body["tracking_id"] = envelope.reference;
  if (settings_->development) body["mode"] = "development";
  return boost::json::serialize(body);
}

void ZaloSender::ask(Question question) {
  if (!stopping_ && tokens_->usable() != nullptr) {
    put(std::move(question));
    return;
  }
  auto waiting = std::make_shared<Question>(std::move(question));
  tokens_->wait([self = shared_from_this(), waiting](const Outcome* trouble) {
    if (trouble == nullptr && !self->stopping_) {
      self->ask(std::move(*waiting));
      return;
    }
    HttpResponse nothing;
    nothing.error = trouble != nullptr ? trouble->detail : "the service stops";
    waiting->callback(nothing);
  });
}

void ZaloSender::put(Question question) {
  HttpRequest request;
  request.method = HttpRequest::Method::get;
  request.url = settings_->endpoint + question.target;
  request.headers = tokens_->headers();
  request.timeout = settings_->timeout;
  fetch(std::move(request), [self = shared_from_this(), question = std::move(question),
                             sent = *tokens_->usable()](HttpResponse response) mutable {
    hide_tokens(sent, response.body);
    self->heard(std::move(question), sent, response);
  });
}

void ZaloSender::heard(Question question, const TokenPair& sent, const HttpResponse& response) {
  if (refuses_token(response)) {
    tokens_->refuse(sent.generation);
    if (!question.renewed) {
      question.renewed = true;
      ask(std::move(question));
      return;
    }
  } else if (response.complete) {
    tokens_->worked(sent.generation);
  }
  question.callback(response);
}

void ZaloSender::ask_template(const std::string& id, Channel::TemplateDone done) {
  ask({"/template/info/v2?template_id=" + plain(id),
       [id, done = std::move(done)](const HttpResponse& response) {
         done(read_template_page(response, id));
       }});
}

void ZaloSender::ask_message(std::string reference, const std::string& provider_id,
                             Channel::ReceiptDone done) {
  ask({"/message/status?message_id=" + plain(provider_id),
       [reference = std::move(reference), provider_id, done = std::move(done)](const HttpResponse& response) {
         auto receipt = read_status_page(response);
         if (receipt) {
           receipt->reference = reference;
           receipt->provider_id = provider_id;
         }
         done(std::move(receipt));
       }});
}

void ZaloSender::read_quota_later(milliseconds wait) {
  if (stopping_) return;
  quota_timer_.expires_after(wait);
  quota_timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
    const auto self = weak.lock();
    if (self && !error) self->read_quota();
  });
}

// At the start, and from time to time.
void ZaloSender::read_quota() {
  if (tokens_->usable() == nullptr) {
    read_quota_later(kQuotaRetry);
    return;
  }
  ask({"/message/quota", [self = shared_from_this()](const HttpResponse& response) {
         const bool good = read_quota_page(response, self->quota_, self->runtime_.now());
         self->read_quota_later(good ? kQuotaLook : kQuotaRetry);
         if (good) self->changed();
       }});
}

void ZaloSender::heed(const GatewayNotice& notice) {
  if (notice.kind != GatewayNotice::Kind::daily_quota) return;
  quota_.change(notice.limit, runtime_.now());
  changed();
}

std::string ZaloSender::trouble() const {
  std::string out = tokens_->trouble();
  const auto add = [&out](const std::string& sentence) { out += (out.empty() ? "" : "; ") + sentence; };
  if (unknown_count_ > 0)
    add("Zalo answered " + std::to_string(unknown_count_) +
        " times with a code that is in no table, last: " + unknown_ + "; look at the deliveries in doubt");
  if (settings_->development)
    add("development mode is on: only administrators of the application are reached");
  return out;
}

void ZaloSender::stop(milliseconds grace) {
  stopping_ = true;
  quota_timer_.cancel();
  tokens_->stop();
  if (client_) client_->abort_after(grace);
}

void ZaloSender::close() {
  stopping_ = true;
  quota_timer_.cancel();
  tokens_->close();
  client_.reset();
}

// In a turn of its own: whoever is told may send at once.
void ZaloSender::changed() const {
  if (runtime_.wake) boost::asio::post(runtime_.executor, runtime_.wake);
}

}  // namespace triand::channels
