#include "channels/channel.hpp"

#include <boost/beast/core/string.hpp>

namespace triand::channels {

std::string_view WebhookRequest::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (boost::beast::iequals(key, name)) return value;
  return {};
}

WebhookResult Channel::receive(const WebhookRequest&) const {
  return {.authentic = false, .fault = "this channel takes no receipts by webhook", .receipts = {}};
}

void Channel::withdraw(Withdrawal, Done done) {
  done(Outcome::rejected(FailureClass::none, "refused", "", "this channel takes nothing back"));
}

void Channel::heed(const GatewayNotice&) {}

void Channel::ask_message(std::string, std::string, ReceiptDone done) { done(std::nullopt); }

void Channel::campaign_closed(std::string_view) {}

void Channel::go_on_asking(std::vector<Taken>) {}

void Channel::ask_template(std::string, TemplateDone done) {
  done({.rules = std::nullopt, .fault = "this channel has no templates of its gateway's", .unknown = false});
}

Recovery Channel::recover(std::string_view, std::chrono::system_clock::time_point) const {
  return Recovery::unknown;
}

std::string Channel::authorize(std::string_view, std::function<void()>) {
  return "this channel needs no tokens";
}

}  // namespace triand::channels
