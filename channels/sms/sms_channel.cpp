#include "channels/sms/sms_channel.hpp"

#include <utility>

namespace triand::channels {

SmsChannel::SmsChannel(std::shared_ptr<const SmsSettings> settings) : settings_(std::move(settings)) {}

SmsChannel::~SmsChannel() {
  if (sender_) sender_->close();
}

void SmsChannel::start(Runtime& runtime) {
  webhook_url_ = runtime.webhook_url;
  hash_key_ = runtime.hash_key;
  sender_ = std::make_shared<SmsSender>(settings_, runtime);
  sender_->open();
}

void SmsChannel::send(Envelope envelope, Done done) { sender_->send(std::move(envelope), std::move(done)); }

WebhookResult SmsChannel::receive(const WebhookRequest& request) const {
  return settings_->description->receipt.receive(request, webhook_url_, settings_->credentials, hash_key_);
}

bool SmsChannel::reports_by_webhook() const { return settings_->description->receipt.reports(); }

bool SmsChannel::signs_receipts() const { return settings_->description->receipt.is_signed(); }

bool SmsChannel::reports_by_id_alone() const { return settings_->description->reports_by_id_alone(); }

bool SmsChannel::asks_for_receipts() const { return settings_->description->poll.polls; }

std::chrono::milliseconds SmsChannel::asks_for() const {
  return sender_ && sender_->poller() != nullptr ? settings_->description->poll.give_up
                                                 : std::chrono::milliseconds(0);
}

void SmsChannel::go_on_asking(std::vector<Taken> taken) {
  Poller* poller = sender_ ? sender_->poller() : nullptr;
  if (poller != nullptr) poller->go_on(std::move(taken));
}

std::optional<Channel::RequestRate> SmsChannel::usual_rate() const {
  const auto& pacing = settings_->description->pacing;
  if (!pacing) return std::nullopt;
  // Messages that share their text go together only as far as it is the same, which nobody can count on.
  const BodyTemplate& body = settings_->description->body;
  const bool alone = body.shares(Placeholder::text) || body.shares(Placeholder::text_base64);
  const std::size_t together = alone ? 1 : settings_->description->batch.max;
  return RequestRate{pacing->count * static_cast<std::int64_t>(together), pacing->per};
}

const templates::SmsLimits* SmsChannel::text_limits() const { return &settings_->description->limits; }

std::chrono::milliseconds SmsChannel::recognises() const { return settings_->description->recognises; }

std::string SmsChannel::blocked() const {
  const TokenKeeper* tokens = sender_ ? sender_->tokens() : nullptr;
  return tokens != nullptr && !tokens->authorized() ? "not_authorized" : "";
}

std::string SmsChannel::authorize(std::string_view json, std::function<void()> saved) {
  TokenKeeper* tokens = sender_ ? sender_->tokens() : nullptr;
  if (tokens == nullptr) return Channel::authorize(json, std::move(saved));
  return tokens->authorize(json, std::move(saved));
}

void SmsChannel::stop(std::chrono::milliseconds grace) {
  if (sender_) sender_->stop(grace);
}

}  // namespace triand::channels
