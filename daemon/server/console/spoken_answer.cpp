#include "daemon/server/console/spoken_answer.hpp"

#include "daemon/domain/recipient_state.hpp"
#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/spoken_words.hpp"

namespace triand::server {
namespace {

using domain::DeliveryState;
using domain::Reason;
using domain::RecipientState;
using Delivery = AnswerFacts::Delivery;

// {0}: the message, {1}: the time, {2}: the message with a capital.
constexpr Phrase kWaiting{"{2} đang chờ gửi.", "The {0} is waiting to be sent."};
constexpr Phrase kSending{"{2} đang được gửi.", "The {0} is being sent."};
constexpr Phrase kAccepted{"Đã gửi {0} lúc {1}; chưa có báo là đã tới.",
                           "The {0} was sent at {1}; nothing says yet that it arrived."};
constexpr Phrase kPrinting{"Thư đã chuyển nhà in lúc {1}; chưa có báo là đã gửi bưu điện.",
                           "The letter went to the printer at {1}; nothing says yet that it was posted."};
constexpr Phrase kDelivered{"Đã nhận {0} lúc {1}.", "The {0} arrived at {1}."};
constexpr Phrase kPosted{"Thư đã gửi bưu điện lúc {1}.", "The letter was posted at {1}."};
constexpr Phrase kFailed{"Không gửi được {0} (lúc {1}).", "The {0} could not be delivered ({1})."};
constexpr Phrase kInDoubt{"Chưa rõ {0} lúc {1} đã tới hay chưa.",
                          "It is not known whether the {0} of {1} arrived."};
constexpr Phrase kExpired{"{2} chưa gửi thì đợt tri ân đã kết thúc.",
                          "The campaign ended before the {0} was sent."};
constexpr Phrase kCancelled{"{2} đã bị hủy lúc {1}.", "The {0} was cancelled at {1}."};

constexpr Phrase kReached{"Đã nhận được lời tri ân.", "The thank-you has arrived."};
constexpr Phrase kSent{"Đã gửi lời tri ân, chưa có báo là đã tới.",
                       "The thank-you was sent; nothing says yet that it arrived."};
constexpr Phrase kPending{"Chưa nhận được: lời tri ân đang chờ gửi.",
                          "Not received: the thank-you is waiting to be sent."};
constexpr Phrase kDoubtful{"Chưa rõ lời tri ân đã tới hay chưa.",
                           "It is not known whether the thank-you arrived."};
constexpr Phrase kNotReceived{"Chưa nhận được lời tri ân.", "The thank-you has not arrived."};
constexpr Phrase kNotWritten{"Hệ thống không gửi lời tri ân cho khách hàng này.",
                             "This customer is not written to."};
constexpr Phrase kNotApproved{"Đợt tri ân này chưa được duyệt.", "This campaign is not approved yet."};
constexpr Phrase kNoCampaign{"Khách hàng chưa có trong đợt tri ân nào.",
                             "The customer stands in no campaign yet."};

constexpr Phrase kSayReached{"Anh/chị kiểm tra giúp em {0} nhận lúc {1}.",
                             "Please look at the {0} that arrived at {1}."};
constexpr Phrase kSayPosted{"Thư gửi anh/chị đã chuyển bưu điện lúc {1}.",
                            "The letter to you was posted at {1}."};
constexpr Phrase kSaySent{"Bên em đã gửi {0} lúc {1}, anh/chị kiểm tra giúp em.",
                          "We sent you a {0} at {1}; please look whether it is there."};
constexpr Phrase kSayPrinting{"Thư gửi anh/chị đã chuyển nhà in.", "The letter to you is being printed."};
constexpr Phrase kSayPending{"Lời tri ân gửi anh/chị đang chờ gửi ạ.",
                             "The thank-you to you is waiting to be sent."};
constexpr Phrase kSayDoubtful{"Bên em chưa rõ tin gửi anh/chị đã tới hay chưa, anh/chị kiểm tra giúp em.",
                              "We do not know whether our message reached you; please look."};
constexpr Phrase kSayNotReceived{"Lời tri ân gửi anh/chị chưa tới được, mong anh/chị thông cảm.",
                                 "Our thank-you has not reached you; we are sorry."};
constexpr Phrase kSayRefused{"Anh/chị đã yêu cầu ngừng nhận tin nên bên em không gửi ạ.",
                             "You asked not to be written to, so we did not write."};
constexpr Phrase kSayTwin{"Lời tri ân đã gửi tới một mã khách hàng khác cùng số điện thoại của anh/chị.",
                          "The thank-you goes to another customer code with your telephone."};
constexpr Phrase kSayNothing{"Bên em chưa có tin nào gửi anh/chị trong đợt này.",
                             "We have no message for you in this campaign."};

std::string filled(Phrase phrase, const Delivery& delivery, const schedule::TimeZone& zone,
                   Language language) {
  const std::string noun = message_noun(delivery.channel_kind, delivery.channel, language);
  return filled(phrase, language, noun, time_words(delivery.at, zone, language), capitalised(noun));
}

Phrase what_became(const Delivery& delivery) {
  const bool letter = delivery.channel_kind == "letter";
  switch (delivery.state) {
    case DeliveryState::queued:
      return kWaiting;
    case DeliveryState::sending:
      return kSending;
    case DeliveryState::accepted:
      return letter ? kPrinting : kAccepted;
    case DeliveryState::delivered:
      return letter ? kPosted : kDelivered;
    case DeliveryState::failed:
      return kFailed;
    case DeliveryState::in_doubt:
      return kInDoubt;
    case DeliveryState::expired:
      return kExpired;
    case DeliveryState::cancelled:
      break;
  }
  return kCancelled;
}

// What the reason says beyond the state itself.
std::string_view why(const Delivery& delivery, Language language) {
  using enum Reason;
  if (delivery.reason == no_receipt || delivery.reason == window_closed || delivery.reason == cancelled)
    return {};
  return reason_sentence(delivery.reason, language);
}

std::string detail_of(const Delivery& delivery, const schedule::TimeZone& zone, Language language) {
  std::string out = filled(what_became(delivery), delivery, zone, language);
  if (const std::string_view reason = why(delivery, language); !reason.empty())
    out.append(" ").append(reason);
  return out;
}

// The newest delivery that stands for the verdict.
const Delivery* bearer_of(const AnswerFacts& facts, RecipientState verdict) {
  const Delivery* out = nullptr;
  for (const Delivery& delivery : facts.deliveries)
    if (domain::bucket_of(delivery.state) == verdict) out = &delivery;
  return out;
}

SpokenAnswer without_deliveries(const AnswerFacts& facts, Language language) {
  SpokenAnswer out;
  out.verdict = (facts.in_campaign ? kNotWritten : kNoCampaign).in(language);
  if (const std::string_view reason = reason_sentence(facts.left_out, language); !reason.empty())
    out.details.emplace_back(reason);
  Phrase aloud = kSayNothing;
  if (facts.left_out == Reason::opted_out) aloud = kSayRefused;
  if (facts.left_out == Reason::duplicate_customer) aloud = kSayTwin;
  out.aloud = aloud.in(language);
  return out;
}

}  // namespace

SpokenAnswer spoken_answer(const AnswerFacts& facts, const schedule::TimeZone& zone, Language language) {
  if (facts.deliveries.empty()) return without_deliveries(facts, language);
  RecipientState verdict = domain::bucket_of(facts.deliveries.front().state);
  for (const Delivery& delivery : facts.deliveries)
    verdict = domain::better(verdict, domain::bucket_of(delivery.state));
  const Delivery& bearer = *bearer_of(facts, verdict);
  const bool letter = bearer.channel_kind == "letter";
  SpokenAnswer out;
  const auto say = [&](Phrase told, Phrase aloud) {
    out.verdict = told.in(language);
    out.aloud = filled(aloud, bearer, zone, language);
  };
  switch (verdict) {
    case RecipientState::reached:
      say(kReached, letter ? kSayPosted : kSayReached);
      if (letter) out.verdict = filled(kPosted, bearer, zone, language);
      break;
    case RecipientState::sent:
      say(kSent, letter ? kSayPrinting : kSaySent);
      break;
    case RecipientState::pending:
      say(kPending, kSayPending);
      break;
    case RecipientState::in_doubt:
      say(kDoubtful, kSayDoubtful);
      break;
    default:
      say(kNotReceived, bearer.reason == Reason::opted_out ? kSayRefused : kSayNotReceived);
      break;
  }
  if (!facts.approved) out.details.emplace_back(kNotApproved.in(language));
  for (const Delivery& delivery : facts.deliveries)
    out.details.push_back(detail_of(delivery, zone, language));
  return out;
}

}  // namespace triand::server
