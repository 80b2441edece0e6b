#include "channels/zalo/zalo_channel.hpp"

#include <utility>

#include "channels/zalo/webhook.hpp"

namespace triand::channels {

ZaloChannel::ZaloChannel(std::shared_ptr<const ZaloSettings> settings) : settings_(std::move(settings)) {}

ZaloChannel::~ZaloChannel() {
  if (sender_) sender_->close();
}

void ZaloChannel::start(Runtime& runtime) {
  sender_ = std::make_shared<ZaloSender>(settings_, runtime);
  sender_->open();
}

void ZaloChannel::send(Envelope envelope, Done done) { sender_->send(std::move(envelope), std::move(done)); }

WebhookResult ZaloChannel::receive(const WebhookRequest& request) const {
  return read_zalo_event(request, settings_->app_id, settings_->oa_secret_key);
}

void ZaloChannel::heed(const GatewayNotice& notice) { sender_->heed(notice); }

void ZaloChannel::ask_message(std::string reference, std::string provider_id, ReceiptDone done) {
  sender_->ask_message(std::move(reference), provider_id, std::move(done));
}

std::optional<GatewayQuota> ZaloChannel::quota() const {
  return sender_ ? sender_->quota().now_known() : std::nullopt;
}

void ZaloChannel::ask_template(std::string id, TemplateDone done) {
  sender_->ask_template(id, std::move(done));
}

std::string ZaloChannel::blocked() const { return sender_ ? sender_->tokens().blocked() : "not_authorized"; }

std::string ZaloChannel::trouble() const { return sender_ ? sender_->trouble() : std::string(); }

bool ZaloChannel::busy() const { return sender_ && sender_->tokens().busy(); }

std::string ZaloChannel::authorize(std::string_view json, std::function<void()> saved) {
  return sender_->tokens().authorize(json, std::move(saved));
}

void ZaloChannel::stop(std::chrono::milliseconds grace) {
  if (sender_) sender_->stop(grace);
}

}  // namespace triand::channels
