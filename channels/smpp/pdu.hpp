#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "channels/smpp/tlv.hpp"

namespace triand::channels::smpp {

// command_id (SMPP 3.4, 5.1.2.1). An answer is its request with the highest bit set.
namespace command {
inline constexpr std::uint32_t kResponse = 0x80000000;
inline constexpr std::uint32_t kGenericNack = 0x80000000;
inline constexpr std::uint32_t kBindReceiver = 0x01;
inline constexpr std::uint32_t kBindTransmitter = 0x02;
inline constexpr std::uint32_t kSubmitSm = 0x04;
inline constexpr std::uint32_t kDeliverSm = 0x05;
inline constexpr std::uint32_t kUnbind = 0x06;
inline constexpr std::uint32_t kBindTransceiver = 0x09;
inline constexpr std::uint32_t kEnquireLink = 0x15;
inline constexpr std::uint32_t kAlertNotification = 0x102;
}  // namespace command

// Sequence numbers run from 1 to this and begin again.
inline constexpr std::uint32_t kLastSequence = 0x7FFFFFFF;
inline constexpr std::size_t kHeaderSize = 16;

// bind_receiver, bind_transmitter, bind_transceiver. Lengths are those of the fields without the final zero.
struct Bind {
  std::string system_id;    // at most 15
  std::string password;     // at most 8
  std::string system_type;  // at most 12
  std::uint8_t interface_version = 0x34;
  std::uint8_t addr_ton = 0;
  std::uint8_t addr_npi = 0;
  std::string address_range;  // at most 40
  bool operator==(const Bind&) const = default;
};

struct BindAnswer {
  std::string system_id;
  std::vector<Tlv> tlvs;
  bool operator==(const BindAnswer&) const = default;
};

// submit_sm and deliver_sm.
struct ShortMessage {
  std::string service_type;  // at most 5
  std::uint8_t source_ton = 0;
  std::uint8_t source_npi = 0;
  std::string source;  // at most 20
  std::uint8_t destination_ton = 0;
  std::uint8_t destination_npi = 0;
  std::string destination;  // at most 20
  std::uint8_t esm_class = 0;
  std::uint8_t protocol_id = 0;
  std::uint8_t priority = 0;
  std::string schedule_delivery_time;  // 16 or nothing
  std::string validity_period;         // 16 or nothing
  std::uint8_t registered_delivery = 0;
  std::uint8_t replace_if_present = 0;
  std::uint8_t data_coding = 0;
  std::uint8_t default_msg_id = 0;
  std::string text;  // short_message: at most 254 octets
  std::vector<Tlv> tlvs;
  bool operator==(const ShortMessage&) const = default;

  // The value of the first parameter of that tag, or null.
  [[nodiscard]] const std::string* find(std::uint16_t wanted) const;
};

// submit_sm_resp and deliver_sm_resp. `has_body` false: the header alone, as SMPP allows with a status that is not 0.
struct MessageAnswer {
  std::string message_id;  // at most 64
  bool has_body = true;
  std::vector<Tlv> tlvs;
  bool operator==(const MessageAnswer&) const = default;
};

// A header alone: enquire_link, unbind, generic_nack and their answers, or a body of a command that we do not speak.
struct PlainBody {
  std::string bytes;
  bool operator==(const PlainBody&) const = default;
};

// One PDU. Which body belongs to it follows from the command.
struct Pdu {
  std::uint32_t command = 0;
  std::uint32_t status = 0;
  std::uint32_t sequence = 0;
  std::variant<PlainBody, Bind, BindAnswer, ShortMessage, MessageAnswer> body;
  bool operator==(const Pdu&) const = default;

  [[nodiscard]] bool is_answer() const { return (command & command::kResponse) != 0; }
};

}  // namespace triand::channels::smpp
