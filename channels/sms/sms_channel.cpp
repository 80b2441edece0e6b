#include "channels/sms/sms_channel.hpp"

#include <optional>
#include <utility>

#include <boost/asio/post.hpp>

#include "channels/sms/phone_form.hpp"
#include "channels/sms/request_values.hpp"
#include "templates/sms_parts.hpp"

namespace triand::channels {
namespace {

// Anything shorter may well be part of an honest answer.
constexpr std::size_t kShortestSecret = 6;

// A gateway that repeats what it was sent must not carry a key into the delivery's history.
void hide_secrets(const SmsSettings& settings, std::string& text) {
  for (const auto& [name, secret] : settings.credentials) {
    const std::string& value = secret.reveal();
    if (value.size() < kShortestSecret) continue;
    for (std::size_t at = 0; (at = text.find(value, at)) != std::string::npos; at += 3)
      text.replace(at, value.size(), "***");
  }
}

}  // namespace

SmsChannel::SmsChannel(std::shared_ptr<const SmsSettings> settings) : settings_(std::move(settings)) {}

void SmsChannel::start(Runtime& runtime) {
  runtime_ = &runtime;
  client_ = std::make_unique<HttpClient>(runtime.executor, settings_->concurrency);
}

void SmsChannel::send(Envelope envelope, Done done) {
  const auto later = [&](Outcome outcome) {
    boost::asio::post(runtime_->executor, [done = std::move(done), outcome = std::move(outcome)]() mutable {
      done(std::move(outcome));
    });
  };
  const std::optional<std::string> phone = phone_in_form(envelope.to, settings_->description->phone);
  if (!phone) {
    later(Outcome::rejected(FailureClass::recipient, "bad_number", "", "not a telephone number of Vietnam"));
    return;
  }
  if (stopping_) {
    later(Outcome::deferred(FailureClass::transient, "interrupted", "", "the service stops"));
    return;
  }
  HttpRequest request;
  request.url = settings_->url;
  request.headers = settings_->headers;
  request.timeout = settings_->timeout;
  request.body = body_of(envelope, *phone);
  client_->send(std::move(request),
                [settings = settings_, runtime = runtime_, done = std::move(done)](HttpResponse response) {
                  hide_secrets(*settings, response.body);
                  done(settings->description->reply.outcome(response, runtime->now()));
                });
}

std::string SmsChannel::body_of(const Envelope& envelope, std::string_view phone) const {
  const BodyTemplate& body = settings_->description->body;
  RequestValues values;
  values.phone = phone;
  values.text = envelope.text;
  values.reference = envelope.reference;
  values.sender = settings_->sender;
  values.webhook_url = runtime_->webhook_url;
  values.campaign = envelope.campaign;
  values.credentials = &settings_->credentials;
  values.unicode = body.uses(Placeholder::unicode) &&
                   templates::sms_parts(envelope.text).coding == templates::SmsParts::Coding::ucs2;
  return body.render(values);
}

WebhookResult SmsChannel::receive(const WebhookRequest& request) const {
  return settings_->description->receipt.receive(request);
}

bool SmsChannel::reports_by_webhook() const { return settings_->description->receipt.names_reference(); }

std::chrono::milliseconds SmsChannel::recognises() const { return settings_->description->recognises; }

void SmsChannel::stop(std::chrono::milliseconds grace) {
  stopping_ = true;
  if (client_) client_->abort_after(grace);
}

}  // namespace triand::channels
