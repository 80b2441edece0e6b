#include "channels/smpp/late_word.hpp"

#include "channels/smpp/message_id.hpp"
#include "channels/smpp/status_table.hpp"

namespace triand::channels::smpp {

Receipt late_word(const GivenUp& message, const LateAnswer& answer, const Settings& settings) {
  Receipt receipt;
  receipt.reference = message.reference;
  receipt.provider_id = answer_id(answer.message_id, settings.message_ids);
  receipt.code = status_text(answer.status);
  receipt.detail = "the server's answer, too late";
  if (answer.status == status::kOk) {
    if (message.whole) receipt.word = Receipt::Word::accepted;
    return receipt;
  }
  const Outcome refusal = submit_refused(answer.status, settings.statuses);
  const bool of_recipient =
      refusal.verdict == Verdict::rejected && refusal.failure == FailureClass::recipient;
  if (!of_recipient || message.sent_again) return receipt;
  receipt.word = Receipt::Word::failed;
  receipt.reason = refusal.reason;
  return receipt;
}

}  // namespace triand::channels::smpp
