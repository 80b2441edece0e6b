#include "channels/smpp/pdu_codec.hpp"

#include <stdexcept>

#include "channels/smpp/octets.hpp"

namespace triand::channels::smpp {
namespace {

// Longest fields without their final zero.
constexpr std::size_t kSystemId = 15;
constexpr std::size_t kPassword = 8;
constexpr std::size_t kSystemType = 12;
constexpr std::size_t kAddressRange = 40;
constexpr std::size_t kServiceType = 5;
constexpr std::size_t kAddress = 20;
constexpr std::size_t kTime = 16;
constexpr std::size_t kMessageId = 64;
constexpr std::size_t kText = 254;

void put_text(std::string& out, std::string_view text, std::size_t longest) {
  if (text.size() > longest || text.find('\0') != std::string_view::npos)
    throw std::length_error("an SMPP field is too long, or has a zero byte in it");
  append_c_string(out, text);
}

void put_tlvs(std::string& out, const std::vector<Tlv>& tlvs) {
  for (const Tlv& tlv : tlvs) {
    if (tlv.value.size() > 0xFFFF) throw std::length_error("an SMPP parameter is too long");
    append_u16(out, tlv.tag);
    append_u16(out, static_cast<std::uint16_t>(tlv.value.size()));
    out += tlv.value;
  }
}

std::vector<Tlv> take_tlvs(OctetReader& in) {
  std::vector<Tlv> out;
  while (in.ok() && !in.at_end()) {
    Tlv tlv;
    tlv.tag = in.u16();
    const std::uint16_t length = in.u16();
    tlv.value = in.bytes(length);
    if (in.ok()) out.push_back(std::move(tlv));
  }
  return out;
}

struct Encoder {
  std::string& out;

  void operator()(const PlainBody& body) const { out += body.bytes; }

  void operator()(const Bind& body) const {
    put_text(out, body.system_id, kSystemId);
    put_text(out, body.password, kPassword);
    put_text(out, body.system_type, kSystemType);
    append_u8(out, body.interface_version);
    append_u8(out, body.addr_ton);
    append_u8(out, body.addr_npi);
    put_text(out, body.address_range, kAddressRange);
  }

  void operator()(const BindAnswer& body) const {
    put_text(out, body.system_id, kSystemId);
    put_tlvs(out, body.tlvs);
  }

  void operator()(const ShortMessage& body) const {
    put_text(out, body.service_type, kServiceType);
    append_u8(out, body.source_ton);
    append_u8(out, body.source_npi);
    put_text(out, body.source, kAddress);
    append_u8(out, body.destination_ton);
    append_u8(out, body.destination_npi);
    put_text(out, body.destination, kAddress);
    append_u8(out, body.esm_class);
    append_u8(out, body.protocol_id);
    append_u8(out, body.priority);
    put_text(out, body.schedule_delivery_time, kTime);
    put_text(out, body.validity_period, kTime);
    append_u8(out, body.registered_delivery);
    append_u8(out, body.replace_if_present);
    append_u8(out, body.data_coding);
    append_u8(out, body.default_msg_id);
    if (body.text.size() > kText) throw std::length_error("an SMPP short_message is too long");
    append_u8(out, static_cast<std::uint8_t>(body.text.size()));
    out += body.text;
    put_tlvs(out, body.tlvs);
  }

  void operator()(const MessageAnswer& body) const {
    if (!body.has_body) return;
    put_text(out, body.message_id, kMessageId);
    put_tlvs(out, body.tlvs);
  }
};

Bind take_bind(OctetReader& in) {
  Bind body;
  body.system_id = in.c_string(kSystemId);
  body.password = in.c_string(kPassword);
  body.system_type = in.c_string(kSystemType);
  body.interface_version = in.u8();
  body.addr_ton = in.u8();
  body.addr_npi = in.u8();
  body.address_range = in.c_string(kAddressRange);
  return body;
}

ShortMessage take_message(OctetReader& in) {
  ShortMessage body;
  body.service_type = in.c_string(kServiceType);
  body.source_ton = in.u8();
  body.source_npi = in.u8();
  body.source = in.c_string(kAddress);
  body.destination_ton = in.u8();
  body.destination_npi = in.u8();
  body.destination = in.c_string(kAddress);
  body.esm_class = in.u8();
  body.protocol_id = in.u8();
  body.priority = in.u8();
  body.schedule_delivery_time = in.c_string(kTime);
  body.validity_period = in.c_string(kTime);
  body.registered_delivery = in.u8();
  body.replace_if_present = in.u8();
  body.data_coding = in.u8();
  body.default_msg_id = in.u8();
  const std::uint8_t length = in.u8();
  body.text = in.bytes(length);
  body.tlvs = take_tlvs(in);
  return body;
}

// What was taken must not be lost because its name is written badly: the id is what can be read of it.
MessageAnswer take_message_answer(std::string_view bytes) {
  MessageAnswer body;
  body.has_body = !bytes.empty();
  const std::size_t end = bytes.find('\0');
  body.message_id = std::string(bytes.substr(0, end).substr(0, kMessageId));
  if (end == std::string_view::npos) return body;
  OctetReader rest(bytes.substr(end + 1));
  body.tlvs = take_tlvs(rest);
  return body;
}

BindAnswer take_bind_answer(std::string_view bytes) {
  BindAnswer body;
  const std::size_t end = bytes.find('\0');
  body.system_id = std::string(bytes.substr(0, end).substr(0, kSystemId));
  if (end == std::string_view::npos) return body;
  OctetReader rest(bytes.substr(end + 1));
  body.tlvs = take_tlvs(rest);
  return body;
}

}  // namespace

std::string encode(const Pdu& pdu) {
  std::string out(4, '\0');
  append_u32(out, pdu.command);
  append_u32(out, pdu.status);
  append_u32(out, pdu.sequence);
  std::visit(Encoder{out}, pdu.body);
  std::string length;
  append_u32(length, static_cast<std::uint32_t>(out.size()));
  out.replace(0, 4, length);
  return out;
}

std::optional<Pdu> decode(std::string_view frame) {
  if (frame.size() < kHeaderSize) return std::nullopt;
  Pdu pdu;
  pdu.command = u32_at(frame, 4);
  pdu.status = u32_at(frame, 8);
  pdu.sequence = u32_at(frame, 12);
  const std::string_view bytes = frame.substr(kHeaderSize);
  OctetReader in(bytes);
  switch (pdu.command) {
    case command::kBindReceiver:
    case command::kBindTransmitter:
    case command::kBindTransceiver:
      pdu.body = take_bind(in);
      break;
    case command::kBindReceiver | command::kResponse:
    case command::kBindTransmitter | command::kResponse:
    case command::kBindTransceiver | command::kResponse:
      pdu.body = take_bind_answer(bytes);
      break;
    case command::kSubmitSm:
    case command::kDeliverSm:
      pdu.body = take_message(in);
      break;
    case command::kSubmitSm | command::kResponse:
    case command::kDeliverSm | command::kResponse:
      pdu.body = take_message_answer(bytes);
      break;
    default:
      pdu.body = PlainBody{std::string(bytes)};
  }
  if (!in.ok()) return std::nullopt;
  return pdu;
}

}  // namespace triand::channels::smpp
