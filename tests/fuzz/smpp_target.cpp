#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "channels/smpp/frame_buffer.hpp"
#include "channels/smpp/pdu_codec.hpp"
#include "channels/smpp/receipt_reader.hpp"
#include "tests/fuzz/must.hpp"
#include "tests/fuzz/sound_words.hpp"
#include "tests/fuzz/targets.hpp"

// What an SMSC sends: a stream of PDUs, and the text of a receipt.
namespace triand::fuzz {
namespace {

using namespace channels::smpp;

constexpr std::size_t kLongestText = 254;

struct Cut {
  std::vector<std::string> frames;
  bool fault = false;
  bool operator==(const Cut&) const = default;
};

Cut cut(std::string_view bytes, std::size_t piece) {
  Cut out;
  FrameBuffer buffer;
  while (!bytes.empty()) {
    buffer.append(bytes.substr(0, piece));
    bytes.remove_prefix(std::min(piece, bytes.size()));
    while (const auto frame = buffer.next()) out.frames.emplace_back(*frame);
  }
  out.fault = buffer.fault();
  return out;
}

void read_receipts(const ShortMessage& message) {
  for (const MessageIds ids : {MessageIds::same, MessageIds::answer_hex, MessageIds::receipt_hex}) {
    const auto receipt = read_receipt(message, ids);
    if (!receipt) continue;
    must_be_sound(*receipt);
    must(!receipt->provider_id.empty(), "a receipt names its message");
    must(receipt->provider_id.find_first_of(", \n") == std::string::npos, "an id cannot be taken for two");
  }
}

void read(std::string_view frame) {
  const auto pdu = decode(frame);
  if (!pdu) return;
  const auto* message = std::get_if<ShortMessage>(&pdu->body);
  if (message != nullptr) read_receipts(*message);
  // Servers may send one octet more than we do.
  if (message != nullptr && message->text.size() > kLongestText) return;
  must(decode(encode(*pdu)) == pdu, "what was read is written and read again as the same");
}

}  // namespace

void fuzz_smpp(std::string_view bytes) {
  const Cut whole = cut(bytes, bytes.size() + 1);
  must(cut(bytes, 5) == whole, "where the stream is cut makes no difference");
  for (const std::string& frame : whole.frames) read(frame);
  read(bytes);
}

void fuzz_smpp_receipt(std::string_view bytes) {
  ShortMessage message;
  message.esm_class = 4;
  for (const std::uint8_t coding : {std::uint8_t{0}, std::uint8_t{8}}) {
    message.data_coding = coding;
    message.text = bytes;
    message.tlvs.clear();
    read_receipts(message);
    message.text.clear();
    message.tlvs = {{tag::kMessagePayload, std::string(bytes)}, {tag::kMessageState, "\x02"}};
    read_receipts(message);
    message.tlvs.push_back({tag::kReceiptedMessageId, std::string(bytes.substr(0, 70))});
    read_receipts(message);
  }
}

}  // namespace triand::fuzz
