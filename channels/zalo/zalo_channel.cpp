#include "channels/zalo/zalo_channel.hpp"

#include <utility>

#include <boost/asio/post.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "channels/zalo/reply.hpp"
#include "channels/zalo/webhook.hpp"
#include "channels/zalo/zalo_phone.hpp"

namespace triand::channels {

ZaloChannel::ZaloChannel(std::shared_ptr<const ZaloSettings> settings) : settings_(std::move(settings)) {}

void ZaloChannel::start(Runtime& runtime) {
  runtime_ = &runtime;
  tokens_ = std::make_shared<TokenStore>(runtime);
  client_ = std::make_unique<HttpClient>(runtime.executor, settings_->concurrency);
}

void ZaloChannel::send(Envelope envelope, Done done) {
  const auto later = [&](Outcome outcome) {
    boost::asio::post(runtime_->executor, [done = std::move(done), outcome = std::move(outcome)]() mutable {
      done(std::move(outcome));
    });
  };
  const ZaloPhone phone = zalo_phone(envelope.to);
  if (!phone.reason.empty()) {
    later(Outcome::rejected(FailureClass::recipient, std::string(phone.reason), "",
                            "not a mobile number of Vietnam"));
    return;
  }
  if (stopping_) {
    later(Outcome::deferred(FailureClass::transient, "interrupted", "", "the service stops"));
    return;
  }
  const TokenPair* token = tokens_->current();
  if (token == nullptr) {
    later(Outcome::deferred(FailureClass::configuration, "not_authorized", "",
                            "the channel has no valid token"));
    return;
  }
  HttpRequest request;
  request.url = settings_->endpoint + "/message/template";
  request.headers = tokens_->headers();
  request.timeout = settings_->timeout;
  request.body = body_of(envelope, phone.number);
  client_->send(std::move(request), [tokens = tokens_, generation = token->generation, runtime = runtime_,
                                     done = std::move(done)](HttpResponse response) {
    ZaloReply reply = read_zalo_reply(response, runtime->now());
    if (reply.token_refused) tokens->refuse(generation);
    done(std::move(reply.outcome));
  });
}

std::string ZaloChannel::body_of(const Envelope& envelope, const std::string& phone) const {
  boost::json::object data;
  for (const auto& [name, value] : envelope.data) data[name] = value;
  boost::json::object body;
  body["phone"] = phone;
  body["template_id"] = envelope.template_id;
  body["template_data"] = std::move(data);
  body["tracking_id"] = envelope.reference;
  if (settings_->development) body["mode"] = "development";
  return boost::json::serialize(body);
}

WebhookResult ZaloChannel::receive(const WebhookRequest& request) const {
  return read_zalo_event(request, settings_->app_id, settings_->oa_secret_key);
}

std::string ZaloChannel::blocked() const {
  return tokens_ && tokens_->current() != nullptr ? std::string() : "not_authorized";
}

std::string ZaloChannel::authorize(std::string_view json, std::function<void()> saved) {
  std::string fault;
  auto pair = TokenPair::from_administrator(json, fault);
  if (!pair) return fault;
  tokens_->replace(std::move(*pair), std::move(saved));
  return {};
}

void ZaloChannel::stop(std::chrono::milliseconds grace) {
  stopping_ = true;
  if (client_) client_->abort_after(grace);
}

}  // namespace triand::channels
