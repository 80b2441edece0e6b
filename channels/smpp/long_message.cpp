#include "channels/smpp/long_message.hpp"

#include "channels/smpp/octets.hpp"

namespace triand::channels::smpp {
namespace {

constexpr std::uint8_t kHasHeader = 0x40;  // esm_class: UDHI
constexpr std::size_t kMostParts = 255;
constexpr std::size_t kLongestPayload = 64'000;

std::string number16(std::uint16_t value) {
  std::string out;
  append_u16(out, value);
  return out;
}

void add_header(ShortMessage& message, std::uint16_t reference, std::size_t total, std::size_t number) {
  std::string header;
  append_u8(header, 5);  // octets that follow
  append_u8(header, 0);  // concatenated message, 8-bit reference
  append_u8(header, 3);
  append_u8(header, static_cast<std::uint8_t>(reference & 0xFFU));
  append_u8(header, static_cast<std::uint8_t>(total));
  append_u8(header, static_cast<std::uint8_t>(number));
  message.esm_class |= kHasHeader;
  message.text.insert(0, header);
}

void add_sar(ShortMessage& message, std::uint16_t reference, std::size_t total, std::size_t number) {
  message.tlvs.push_back({tag::kSarMsgRefNum, number16(reference)});
  message.tlvs.push_back({tag::kSarTotalSegments, std::string(1, static_cast<char>(total))});
  message.tlvs.push_back({tag::kSarSegmentSeqnum, std::string(1, static_cast<char>(number))});
}

}  // namespace

std::vector<ShortMessage> submits_of(std::string_view utf8, DefaultAlphabet alphabet, LongMessages form,
                                     std::uint16_t reference, const ShortMessage& pattern) {
  ShortText text = short_text(utf8, alphabet);
  std::vector<ShortMessage> out;
  const std::size_t total = text.parts.size();
  if (total > kMostParts) return out;
  if (total > 1 && form == LongMessages::payload) {
    ShortText whole = whole_text(utf8, alphabet);
    if (whole.parts.front().size() > kLongestPayload) return out;
    out.push_back(pattern);
    out.back().data_coding = whole.data_coding;
    out.back().tlvs.push_back({tag::kMessagePayload, std::move(whole.parts.front())});
    return out;
  }
  for (std::string& part : text.parts) {
    out.push_back(pattern);
    ShortMessage& message = out.back();
    message.data_coding = text.data_coding;
    message.text = std::move(part);
    if (total > 1 && form == LongMessages::udh) add_header(message, reference, total, out.size());
    if (total > 1 && form == LongMessages::sar) add_sar(message, reference, total, out.size());
  }
  return out;
}

}  // namespace triand::channels::smpp
