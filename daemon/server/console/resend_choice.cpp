#include "daemon/server/console/resend_choice.hpp"

#include <algorithm>

#include "daemon/domain/hold_reason.hpp"
#include "daemon/server/api/delivery_address.hpp"
#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/spoken_words.hpp"

namespace triand::server {
namespace {

using domain::DeliveryState;
using domain::HoldReason;

constexpr Phrase kQueued{"Tin đang chờ gửi.", "The message is waiting to be sent."};
constexpr Phrase kSending{"Tin đang được gửi.", "The message is being sent."};
constexpr Phrase kAccepted{"Cổng gửi tin đã nhận tin này; gửi lại thì khách hàng có thể nhận hai lần.",
                           "The gateway took the message; sent again, it might arrive twice."};
constexpr Phrase kDelivered{"Khách hàng đã nhận được tin này.", "The customer has received this message."};
constexpr Phrase kReplaced{"Kênh khác đã gửi thay tin này.", "Another channel has taken over."};
constexpr Phrase kWindowOver{"Đợt tri ân đã kết thúc.", "The campaign's window is over."};
constexpr Phrase kCampaign{"Chiến dịch không còn gửi tin.", "The campaign sends nothing any more."};

constexpr Phrase kTo{"Tin sẽ gửi tới {}.", "The message will go to {}."};
constexpr Phrase kToOther{"Địa chỉ đã đổi từ lần gửi trước: tin sẽ gửi tới {}.",
                          "The address has changed since it was sent: the message will go to {}."};

constexpr Phrase kPaused{"Kênh hoặc chiến dịch đang tạm dừng: tin chờ tới khi được tiếp tục.",
                         "The channel or the campaign is paused: the message waits until it is resumed."};
constexpr Phrase kLater{"Ngoài giờ gửi: tin chờ tới {}.", "Outside the hours: the message waits until {}."};
constexpr Phrase kNotNow{"Kênh chưa gửi được lúc này: tin chờ tới khi kênh gửi lại.",
                         "The channel cannot send just now: the message waits until it can."};

std::string_view words_of_state(const store::DeliveryView& view, Language language) {
  switch (view.state) {
    case DeliveryState::queued:
      return kQueued.in(language);
    case DeliveryState::sending:
      return kSending.in(language);
    case DeliveryState::accepted:
      return kAccepted.in(language);
    case DeliveryState::delivered:
      return kDelivered.in(language);
    default: {
      const std::string_view why = reason_sentence(view.reason, language);
      return why.empty() ? state_words(view.state, language) : why;
    }
  }
}

std::string_view words_of(const ResendVerdict& verdict, const store::DeliveryView& view, Language language) {
  switch (verdict.bar) {
    case ResendBar::none:
    case ResendBar::in_doubt:
      break;
    case ResendBar::state:
      return words_of_state(view, language);
    case ResendBar::replaced:
      return kReplaced.in(language);
    case ResendBar::window_over:
      return kWindowOver.in(language);
    case ResendBar::campaign:
      return kCampaign.in(language);
    case ResendBar::opted_out:
    case ResendBar::suppressed:
      return reason_sentence(verdict.reason, language);
  }
  return {};
}

// Where a message waits no longer than it is used to.
bool is_usual(HoldReason reason) {
  switch (reason) {
    case HoldReason::none:
    case HoldReason::nothing_queued:
    case HoldReason::rate_limited:
    case HoldReason::paced:
    case HoldReason::concurrency_full:
    case HoldReason::retry_later:
    case HoldReason::token_renewing:
      return true;
    default:
      return false;
  }
}

std::string words_of(const HoldNow& hold, const schedule::TimeZone& zone, Language language) {
  const HoldReason reason = domain::hold_reason_from(hold.reason).value_or(HoldReason::none);
  if (is_usual(reason)) return {};
  if (reason == HoldReason::paused) return std::string(kPaused.in(language));
  const bool hours = reason == HoldReason::outside_hours || reason == HoldReason::window_not_open;
  if (hours && hold.until) return filled(kLater, language, time_words(*hold.until, zone, language));
  return std::string(kNotNow.in(language));
}

// A message goes by the customer's data as they were approved, and the page above shows where it went before.
std::string to_of(store::Reader& reader, const store::DeliveryView& view, Language language) {
  const auto customer =
      reader.customer(view.customer_id, reader.version_to_send(view.campaign_id, view.customer_id));
  if (!customer || view.address_kind == domain::AddressKind::customer_code) return {};
  const std::string now(domain::address_of(customer->customer, view.address_kind));
  if (now.empty()) return {};
  const Phrase& words = now == address_of(reader, view) ? kTo : kToOther;
  return filled(words, language, masked_address(now, view.address_kind));
}

std::string wait_of(const ApiWorld& world, store::Reader& reader, const store::DeliveryView& view,
                    Language language) {
  const auto customer = reader.customer(view.customer_id);
  for (const HoldNow& hold : world.service().holds) {
    if (hold.campaign != view.campaign || (!hold.channel.empty() && hold.channel != view.channel)) continue;
    if (!hold.unit.empty() && (!customer || hold.unit != customer->customer.unit)) continue;
    if (std::string words = words_of(hold, world.zone, language); !words.empty()) return words;
  }
  return {};
}

}  // namespace

ResendChoice resend_choice(const ApiWorld& world, store::Reader& reader, const store::DeliveryView& view,
                           Language language) {
  ResendVerdict verdict = resend_verdict(world, reader, view);
  if (verdict.bar == ResendBar::in_doubt) verdict = campaign_verdict(world, reader, view);
  ResendChoice out;
  out.why_not = words_of(verdict, view, language);
  if (!out.why_not.empty()) return out;
  out.to = to_of(reader, view, language);
  out.wait = wait_of(world, reader, view, language);
  return out;
}

}  // namespace triand::server
