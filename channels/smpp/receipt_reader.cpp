#include "channels/smpp/receipt_reader.hpp"

#include <algorithm>
#include <array>

#include "channels/outcome.hpp"
#include "channels/smpp/receipt_text.hpp"

namespace triand::channels::smpp {
namespace {

// esm_class, bits 5 to 2 (SMPP 3.4, 5.2.12).
constexpr unsigned kTypeMask = 0x3C;
constexpr unsigned kReceipt = 0x04;
constexpr unsigned kIntermediate = 0x20;

// message_state (5.2.28) and the words of the text. UNKNOWN is not final: a later word may follow while the message is
// valid, and receipt_timeout ends the waiting.
struct State {
  unsigned number;
  std::string_view word;
  Receipt::Word means;
  std::string_view reason;
};

constexpr std::array kStates = {
    State{0, "SCHEDULED", Receipt::Word::pending, ""},
    State{1, "ENROUTE", Receipt::Word::pending, ""},
    State{2, "DELIVRD", Receipt::Word::delivered, ""},
    State{3, "EXPIRED", Receipt::Word::failed, "unreachable"},
    State{4, "DELETED", Receipt::Word::failed, "refused"},
    State{5, "UNDELIV", Receipt::Word::failed, "unreachable"},
    State{6, "ACCEPTD", Receipt::Word::pending, ""},
    State{7, "UNKNOWN", Receipt::Word::pending, ""},
    State{8, "REJECTD", Receipt::Word::failed, "refused"},
    State{9, "SKIPPED", Receipt::Word::failed, "refused"},
    // As some write them out.
    State{2, "DELIVERED", Receipt::Word::delivered, ""},
    State{5, "UNDELIVERABLE", Receipt::Word::failed, "unreachable"},
    State{6, "ACCEPTED", Receipt::Word::pending, ""},
    State{8, "REJECTED", Receipt::Word::failed, "refused"},
};

const State* find(unsigned number) {
  const auto* found =
      std::find_if(kStates.begin(), kStates.end(), [=](const State& s) { return s.number == number; });
  return found == kStates.end() ? nullptr : found;
}

const State* find(std::string_view word) {
  const auto* found =
      std::find_if(kStates.begin(), kStates.end(), [=](const State& s) { return s.word == word; });
  return found == kStates.end() ? nullptr : found;
}

// Any letters of the text that stand for themselves in every alphabet. Servers write it under data_coding 0, 1 and 3
// alike, and some as UCS-2.
std::string ascii_of(const ShortMessage& message) {
  const std::string* payload = message.find(tag::kMessagePayload);
  const std::string& bytes = message.text.empty() && payload != nullptr ? *payload : message.text;
  if (message.data_coding != 8) return bytes;
  std::string out;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) out += bytes[i] == '\0' ? bytes[i + 1] : '?';
  return out;
}

}  // namespace

std::optional<Receipt> read_receipt(const ShortMessage& message, MessageIds ids) {
  const unsigned type = message.esm_class & kTypeMask;
  const std::string* id = message.find(tag::kReceiptedMessageId);
  const std::string* number = message.find(tag::kMessageState);
  // Some servers mark a receipt by its parameters alone.
  if (type != kReceipt && type != kIntermediate && id == nullptr) return std::nullopt;
  const std::string words = ascii_of(message);
  const ReceiptText text = read_receipt_text(words);
  Receipt receipt;
  // A parameter that is empty or says nothing does not hide the text.
  if (id != nullptr) receipt.provider_id = receipt_id(*id, ids);
  if (receipt.provider_id.empty()) receipt.provider_id = receipt_id(text.id, ids);
  if (receipt.provider_id.empty()) return std::nullopt;
  const State* state =
      number != nullptr && number->size() == 1 ? find(static_cast<unsigned char>(number->front())) : nullptr;
  if (state == nullptr) state = find(std::string_view(text.state));
  if (state != nullptr && type != kIntermediate) {
    receipt.word = state->means;
    receipt.reason = state->reason;
  }
  receipt.code = state != nullptr ? std::string(state->word) : text.state;
  if (!text.error.empty() && text.error.find_first_not_of('0') != std::string::npos)
    receipt.code += " err " + text.error;
  // Not the text of the message, which `text:` repeats.
  std::string detail;
  if (!text.done_date.empty()) detail = "done " + text.done_date;
  receipt.code = bounded_detail(receipt.code);
  receipt.detail = bounded_detail(detail);
  return receipt;
}

}  // namespace triand::channels::smpp
