#include "daemon/receipts/receipt_desk.hpp"

#include <memory>

#include "channels/outcome.hpp"
#include "daemon/store/addressee.hpp"
#include "daemon/store/feedback.hpp"
#include "daemon/store/gateway_message.hpp"
#include "daemon/store/record.hpp"

namespace triand::receipts {
namespace {

// Who suppresses, in the audit.
const std::string kOurselves = "triand";

domain::Reason reason_of(const channels::Receipt& receipt) {
  if (const auto reason = domain::reason_from(receipt.reason)) return *reason;
  return receipt.word == channels::Receipt::Word::failed ? domain::Reason::unknown_answer
                                                         : domain::Reason::none;
}

domain::DeliveryEvent event_of(channels::Receipt::Word word) {
  using Word = channels::Receipt::Word;
  if (word == Word::delivered) return domain::DeliveryEvent::receipt_delivered;
  return word == Word::accepted ? domain::DeliveryEvent::answered_accepted
                                : domain::DeliveryEvent::receipt_failed;
}

void keep_stray(store::WriteSession& session, std::int64_t channel, const channels::Receipt& receipt,
                store::TimePoint now) {
  store::keep_stray_receipt(session, {.channel = channel,
                                      .word = static_cast<int>(receipt.word),
                                      .reference = receipt.reference,
                                      .provider_id = receipt.provider_id,
                                      .reason = reason_of(receipt),
                                      .code = receipt.code,
                                      .detail = receipt.detail,
                                      .now = now});
}

store::FeedbackRow row_of(std::int64_t channel, const channels::Feedback& said) {
  const bool rates = said.kind == channels::Feedback::Kind::rating;
  return {.channel = channel,
          .reference = said.reference,
          .provider_id = said.provider_id,
          .kind = rates ? store::FeedbackKind::rating : store::FeedbackKind::answer,
          .rate = said.rate,
          .note = said.note,
          .answers = said.answers,
          .said_at = said.said_at};
}

}  // namespace

store::Writer::Work ReceiptDesk::work(std::int64_t channel, std::vector<channels::Receipt> receipts,
                                      std::vector<channels::Feedback> feedback,
                                      std::shared_ptr<Aftermath> after) const {
  // As Outcome::accepted() keeps the id that the gateway gave.
  for (channels::Receipt& receipt : receipts) {
    receipt.reference = channels::bounded_detail(receipt.reference);
    receipt.provider_id = channels::clean_id(receipt.provider_id);
  }
  for (channels::Feedback& said : feedback) said.provider_id = channels::clean_id(said.provider_id);
  return [this, channel, receipts = std::move(receipts), feedback = std::move(feedback),
          after](store::WriteSession& session) {
    after->queued.clear();
    after->delays.clear();
    after->suppressed.begin();
    const store::TimePoint now = now_();
    for (const channels::Feedback& said : feedback) store::keep_feedback(session, row_of(channel, said), now);
    for (const channels::Receipt& receipt : receipts) {
      const auto found = receipt.reference.empty()
                             ? store::find_gateway_message(session, channel, receipt.provider_id)
                             : store::find_delivery(session, receipt.reference);
      // A receipt speaks for the channel it came by and for no other.
      if (!found || store::queue_of(found->id).channel != channel) {
        keep_stray(session, channel, receipt, now);
        continue;
      }
      store::LaterWord word;
      word.delivery = found->id;
      word.event = event_of(receipt.word);
      word.moves = receipt.word != channels::Receipt::Word::pending;
      word.reason = reason_of(receipt);
      word.code = receipt.code;
      word.provider_id = receipt.provider_id;
      word.detail = receipt.detail;
      word.repeats = receipt.repeats;
      word.now = now;
      if (receipt.word == channels::Receipt::Word::failed)
        word.next_channel = next_channel(session, found->id);
      if (receipt.reference.empty()) store::await_parts(session, word);
      const bool moved = store::apply_later_word(session, word);
      if (moved && word.next_channel) after->queued.push_back(*word.next_channel);
      if (moved && receipt.word == channels::Receipt::Word::delivered &&
          found->state == domain::DeliveryState::accepted)
        after->delays.emplace_back(
            channel, std::chrono::duration_cast<std::chrono::milliseconds>(now - found->updated_at));
      if (receipt.word == channels::Receipt::Word::accepted && !receipt.reference.empty() &&
          !receipt.provider_id.empty())
        learn_id(session, found->id, receipt.provider_id, *after);
      if (receipt.word == channels::Receipt::Word::delivered || !domain::is_about_addressee(word.reason))
        continue;
      if (const auto addressee = store::addressee_of(session, found->id))
        after->suppressed.store(session, domain::suppressions_by_word(word.reason, *addressee), kOurselves);
    }
  };
}

// The answer that should have told the gateway's id was lost: from now on receipts find the delivery by it, and those that
// came before are heard.
void ReceiptDesk::learn_id(store::WriteSession& session, std::int64_t delivery,
                           const std::string& provider_id, Aftermath& after) const {
  store::put_gateway_message(session, delivery, provider_id);
  for (store::LaterWord& word : store::take_early_receipts(session, delivery, provider_id, now_())) {
    if (word.event == domain::DeliveryEvent::receipt_failed)
      word.next_channel = next_channel(session, delivery);
    store::await_parts(session, word);
    if (store::apply_later_word(session, word) && word.next_channel)
      after.queued.push_back(*word.next_channel);
  }
}

std::optional<std::int64_t> ReceiptDesk::next_channel(store::WriteSession& session,
                                                      std::int64_t delivery) const {
  const auto routed = store::routed_delivery(session, delivery);
  return routed ? next_channel_(*routed) : std::nullopt;
}

void ReceiptDesk::tell(Aftermath& after) const {
  after.suppressed.known();
  for (const std::int64_t row : after.queued) queued_(row);
  if (delivered_)
    for (const auto& [channel, delay] : after.delays) delivered_(channel, delay);
}

void ReceiptDesk::take(std::int64_t channel, std::vector<channels::Receipt> receipts,
                       std::vector<channels::Feedback> feedback, std::function<void(bool)> stored) {
  auto after = std::make_shared<Aftermath>(suppressions_);
  writer_.post(work(channel, std::move(receipts), std::move(feedback), after),
               [this, after, stored = std::move(stored)](std::exception_ptr error) {
                 if (!error) tell(*after);
                 stored(error == nullptr);
               });
}

void ReceiptDesk::keep(std::int64_t channel, std::vector<channels::Receipt> receipts) {
  auto after = std::make_shared<Aftermath>(suppressions_);
  writer_.must(work(channel, std::move(receipts), {}, after), [this, after](std::exception_ptr error) {
    if (!error) tell(*after);
  });
}

}  // namespace triand::receipts
